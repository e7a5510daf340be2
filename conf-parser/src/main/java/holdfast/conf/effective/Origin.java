package holdfast.conf.effective;

import holdfast.conf.diagnostic.SourceSpan;

/** Where an effective value comes from. */
public sealed interface Origin {
    /**
     * It was given where it counts.
     *
     * @param span the keyword
     */
    record Given(SourceSpan span) implements Origin {}

    /**
     * It was given further out.
     *
     * @param keyword the keyword that was given
     * @param span where
     */
    record Inherited(String keyword, SourceSpan span) implements Origin {}

    /** Nobody gave it, or what was given is no good. */
    record Default() implements Origin {}

    /** In a few words: {@code keepalived.conf:7}, {@code vrrp_version, keepalived.conf:3} or {@code default}. */
    default String text() {
        return switch (this) {
            case Given(SourceSpan span) -> span.file() + ":" + span.line();
            case Inherited(String keyword, SourceSpan span) -> keyword + ", " + span.file() + ":" + span.line();
            case Default _ -> "default";
        };
    }
}
