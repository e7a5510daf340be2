package holdfast.check;

/** What is known of a checked service. */
public enum CheckStatus {
    /** No result yet. A check with {@code alpha} counts as down then, any other as up: that is for the reader to apply. */
    UNKNOWN,
    /** The last complete check succeeded, or fewer tries than are forgiven have failed since. */
    UP,
    /** More tries failed in a row than are forgiven. */
    DOWN
}
