package holdfast.conf.schema;

import holdfast.conf.diagnostic.SourceSpan;

/**
 * A value and where it was given.
 *
 * @param value the value
 * @param span where
 */
record Located<T>(T value, SourceSpan span) {
    /** The value of something that may not have been given. */
    static <T> T or(Located<T> given, T otherwise) {
        return given == null ? otherwise : given.value;
    }
}
