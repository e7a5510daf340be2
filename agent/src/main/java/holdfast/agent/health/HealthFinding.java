package holdfast.agent.health;

/**
 * Something that somebody should look at.
 *
 * @param severity how soon
 * @param code what kind it is of
 * @param subject what it is about: an instance, a script, a server
 * @param words for people: one sentence without full stop, the subject in it
 */
public record HealthFinding(Severity severity, FindingCode code, String subject, String words) {
    /** How soon to look. */
    public enum Severity {
        /** Nothing is interrupted; the next fault may interrupt something. */
        WARNING,
        /** Users notice, or this node cannot do what it is there for. */
        CRITICAL
    }
}
