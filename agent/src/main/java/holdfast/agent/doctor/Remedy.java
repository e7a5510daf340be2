package holdfast.agent.doctor;

import java.util.Optional;

/**
 * What mends a finding.
 *
 * @param command a line for a root shell; empty when no command can do it
 * @param advice what to do besides, or instead: where to make it last, what to change in the file; may be empty
 */
public record Remedy(Optional<String> command, String advice) {
    /** Nothing needs to be done. */
    public static final Remedy NONE = new Remedy(Optional.empty(), "");

    /** A command that mends it for good. */
    public static Remedy command(String command) {
        return new Remedy(Optional.of(command), "");
    }

    /** A command, and what makes its effect last. */
    public static Remedy command(String command, String advice) {
        return new Remedy(Optional.of(command), advice);
    }

    /** What to do by hand. */
    public static Remedy advice(String advice) {
        return new Remedy(Optional.empty(), advice);
    }

    /**
     * A kernel setting.
     *
     * @param name as sysctl(8) names it
     * @param value what it must be
     */
    public static Remedy setting(String name, String value) {
        return command(
                "sysctl -w " + name + "=" + value,
                "to keep it: '" + name + " = " + value + "' in /etc/sysctl.d/60-vrrp.conf");
    }
}
