package holdfast.agent.health;

/**
 * Something that somebody should look at.
 *
 * @param severity how soon
 * @param code for programs: lower-case words with dashes, of which there are few; they do not change
 * @param subject what it is about: an instance, a script, a server
 * @param words for people: one sentence without full stop, the subject in it
 */
public record Finding(Severity severity, String code, String subject, String words) {
    /** How soon to look. */
    public enum Severity {
        /** Nothing is interrupted; the next fault may interrupt something. */
        WARNING,
        /** Users notice, or this node cannot do what it is there for. */
        CRITICAL
    }
}
