package holdfast.agent.loop;

/** What an operator wants of the election. */
public sealed interface ElectionOrder {
    /**
     * An instance that is MASTER, and with it its sync group, is to leave that to another node.
     *
     * @param instance its name
     * @param because what the operator asked for, for people
     */
    record HandOver(String instance, String because) implements ElectionOrder {}

    /** An instance that was handed over, and its sync group, may take over again. */
    record TakeBack(String instance) implements ElectionOrder {}

    /**
     * The node keeps out of elections as far as that is safe, or does so no longer.
     *
     * @param on whether it begins; whatever is MASTER then is handed over
     */
    record Maintenance(boolean on) implements ElectionOrder {}
}
