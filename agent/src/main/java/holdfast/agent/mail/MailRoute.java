package holdfast.agent.mail;

import holdfast.agent.configuration.NodeFacts;
import holdfast.conf.model.GlobalDefs;
import holdfast.conf.model.MailSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How mail leaves.
 *
 * @param host of the mail server: a name, looked up with each connection, or an address
 * @param port 1 to 65535
 * @param heloName what this node calls itself to the server
 * @param timeout for the connection, and for each answer
 * @param from the sender, as in the configuration
 * @param recipients as in the configuration, at least one
 * @param routerId before every subject, in brackets
 * @param nodeName for the part of message ids after the {@code @}
 */
public record MailRoute(
        String host,
        int port,
        String heloName,
        Duration timeout,
        String from,
        List<String> recipients,
        String routerId,
        String nodeName) {
    /** Copies the list. */
    public MailRoute {
        recipients = List.copyOf(recipients);
    }

    /** The route of a configuration; empty when it names no server or no recipient, which {@code holdfast check} reports. */
    public static Optional<MailRoute> of(GlobalDefs globals) {
        MailSettings mail = globals.mail();
        if (mail.recipients().isEmpty()) {
            return Optional.empty();
        }
        return mail.server().map(server -> {
            String node = NodeFacts.hostName();
            return new MailRoute(
                    server.host(),
                    server.port(),
                    mail.heloName().orElse(node),
                    mail.connectTimeout(),
                    mail.from().orElseGet(() -> System.getProperty("user.name") + "@" + node), // as keepalived 2.2.7
                    mail.recipients(),
                    globals.routerId(),
                    node);
        });
    }
}
