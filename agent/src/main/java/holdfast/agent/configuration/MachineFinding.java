package holdfast.agent.configuration;

import holdfast.conf.diagnostic.Severity;

/**
 * Something the configuration needs and this machine does not have.
 *
 * @param kind what it is about
 * @param severity an error when the daemon does not start because of it
 * @param subject the block, in the form of log lines: {@code (VI_1)}, {@code VRRP_Script(chk)}
 * @param text what is missing and what to do
 */
public record MachineFinding(Kind kind, Severity severity, String subject, String text) {
    /** What a finding is about. */
    public enum Kind {
        /** A network interface that does not exist. */
        INTERFACE,
        /** A script that cannot be started. */
        SCRIPT,
        /** A script that others could change; keepalived gives this an exit status of its own. */
        SCRIPT_SECURITY
    }

    /** The same finding as a warning; a note stays what it is. */
    MachineFinding asWarning() {
        return severity == Severity.ERROR ? new MachineFinding(kind, Severity.WARNING, subject, text) : this;
    }

    /** The finding as one line, such as {@code error: (VI_1) interface eth9 does not exist}. */
    public String line() {
        return severity.word() + ": " + subject + " " + text;
    }
}
