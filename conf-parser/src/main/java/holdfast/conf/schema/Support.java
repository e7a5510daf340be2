package holdfast.conf.schema;

/** What Holdfast does with a keyword. */
public enum Support {
    /** The agent acts on it, or it needs no action. */
    SUPPORTED,
    /** Read and checked, perhaps kept in the model, without any effect so far; said once for each keyword. */
    ACCEPTED,
    /** A block that is read and checked without any effect, and that may keep the file from being run: what compiles it says so. */
    REFUSED,
    /** Another word for a keyword that is supported. */
    RENAMED,
    /** No longer a keyword, here or in keepalived. */
    REMOVED
}
