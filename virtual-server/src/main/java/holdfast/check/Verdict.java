package holdfast.check;

import java.util.OptionalInt;

/** How one try of a check ended. */
public sealed interface Verdict {
    /** What happened, in words that make sense after a colon: {@code connection refused}. */
    String words();

    /**
     * The service, or one of the parts its check has, answers as it should.
     *
     * @param words what happened
     * @param weight the weight the real server asks for, with {@code misc_dynamic}: 0 to 253
     */
    record Passed(String words, OptionalInt weight) implements Verdict {
        /** Passed, without a word about the weight. */
        public Passed(String words) {
            this(words, OptionalInt.empty());
        }
    }

    /**
     * The service does not answer as it should.
     *
     * @param words why
     */
    record Failed(String words) implements Verdict {}

    /**
     * Nothing was learnt about the service, because this node could not try: no free descriptor, no memory, no process. The status
     * stays as it is, and the try is repeated after {@code delay_loop}.
     *
     * @param words why
     */
    record Undecided(String words) implements Verdict {}
}
