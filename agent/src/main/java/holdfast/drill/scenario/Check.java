package holdfast.drill.scenario;

/**
 * One thing that was expected, and what was measured instead of assumed.
 *
 * @param subject what it is about, in a few words
 * @param expected what was expected
 * @param measured what was seen
 * @param outcome whether it held
 * @param explanation why it is expected, or what a failure means
 */
public record Check(String subject, String expected, String measured, Outcome outcome, String explanation) {
    /** Whether an expectation held. */
    public enum Outcome {
        /** It held. */
        HELD,
        /** It did not, and the drill fails. */
        FAILED,
        /** It did not, by the known nature of a peer that is not ours; the drill does not fail for it. */
        FINDING
    }
}
