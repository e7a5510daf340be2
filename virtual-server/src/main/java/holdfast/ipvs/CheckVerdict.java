package holdfast.ipvs;

import java.util.Objects;

/** What a check found out; failures that are forgiven ({@code retry}) are not reported. */
public sealed interface CheckVerdict {
    /**
     * It passed.
     *
     * @param weight what it says about the weight
     */
    record Passed(WeightChange weight) implements CheckVerdict {
        /** Checks that nothing is missing. */
        public Passed {
            Objects.requireNonNull(weight);
        }
    }

    /**
     * It failed.
     *
     * @param reason in words for people, such as {@code connection refused}
     */
    record Failed(String reason) implements CheckVerdict {
        /** Checks that there is a reason. */
        public Failed {
            Objects.requireNonNull(reason);
        }
    }

    /** It passed and says nothing about the weight. */
    static CheckVerdict passed() {
        return new Passed(new WeightChange.None());
    }

    /** What a passed check makes of the configured weight; the changes of several checks add up, down to weight 0. */
    sealed interface WeightChange {
        /** Nothing. */
        record None() implements WeightChange {}

        /**
         * {@code misc_dynamic}, exit status 2 to 255: it becomes that, as far as this check is concerned.
         *
         * @param weight exit status - 2
         */
        record To(int weight) implements WeightChange {}

        /**
         * {@code FILE_CHECK}: something is added.
         *
         * @param amount number in the file times weight of the check
         */
        record By(long amount) implements WeightChange {}
    }
}
