package holdfast.ipvs;

/** What an operator wants with a real server, without a change of the configuration; it holds until it is taken back, over reloads. */
public sealed interface OperatorCommand {
    /** No new connections; those it has live on: weight 0. */
    record Drain() implements OperatorCommand {}

    /** Out of the table; its connections end. */
    record Disable() implements OperatorCommand {}

    /** Takes {@link Drain} and {@link Disable} back. */
    record Enable() implements OperatorCommand {}

    /**
     * This weight, whatever the configuration and its checks say.
     *
     * @param weight 0 to 2147483647
     */
    record SetWeight(int weight) implements OperatorCommand {
        /** Checks the range. */
        public SetWeight {
            if (weight < 0) {
                throw new IllegalArgumentException("weight " + weight);
            }
        }
    }

    /** Takes {@link SetWeight} back. */
    record ConfiguredWeight() implements OperatorCommand {}

    /** Takes everything back. */
    record Reset() implements OperatorCommand {}
}
