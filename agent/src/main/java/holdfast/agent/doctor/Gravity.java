package holdfast.agent.doctor;

import java.util.Locale;

/** How bad a finding is; the worst first. */
public enum Gravity {
    /** Service is lost, or will be with the next failover. */
    PROBLEM,
    /** Something does not work as the configuration has it, or a failure in waiting. */
    WARNING,
    /** Worth knowing. */
    NOTE,
    /** Looked at and found in order. */
    OK;

    /** {@code problem}, {@code warning}, {@code note}, {@code ok}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
