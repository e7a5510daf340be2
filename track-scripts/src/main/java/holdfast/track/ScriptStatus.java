package holdfast.track;

/** What a tracked script's results add up to. */
public enum ScriptStatus {
    /** The script succeeds. */
    GOOD,
    /** The script fails, or is presumed to fail ({@code init_fail}). */
    BAD
}
