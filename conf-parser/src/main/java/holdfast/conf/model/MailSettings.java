package holdfast.conf.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How mail about transitions is sent.
 *
 * @param recipients {@code notification_email}
 * @param from {@code notification_email_from}; empty: the user of the daemon at the host name
 * @param server {@code smtp_server}; empty: no mail
 * @param heloName {@code smtp_helo_name}; empty: the host name
 * @param connectTimeout {@code smtp_connect_timeout}, at least 1 s, default 30 s
 * @param alert {@code smtp_alert}: for everything that says nothing else; empty: real servers only
 * @param alertVrrp {@code smtp_alert_vrrp}: for instances and groups that say nothing else; empty: {@code alert}
 * @param alertChecker {@code smtp_alert_checker}: for real servers that say nothing else; empty: {@code alert}
 * @param noEmailFaults {@code no_email_faults}: not about faults
 * @param noCheckerEmails {@code no_checker_emails}: not about each checker, only about whole real servers
 */
public record MailSettings(
        List<String> recipients,
        Optional<String> from,
        Optional<Server> server,
        Optional<String> heloName,
        Duration connectTimeout,
        Optional<Boolean> alert,
        Optional<Boolean> alertVrrp,
        Optional<Boolean> alertChecker,
        boolean noEmailFaults,
        boolean noCheckerEmails) {
    /** Copies the list. */
    public MailSettings {
        recipients = List.copyOf(recipients);
    }

    /** Whether an instance or a group that says nothing about it sends mail. */
    public boolean alertsVrrp() {
        return alertVrrp.or(() -> alert).orElse(false);
    }

    /**
     * Where mail is handed in.
     *
     * @param host name or address, not looked up
     * @param port 1 to 65535, default 25
     */
    public record Server(String host, int port) {}
}
