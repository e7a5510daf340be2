package holdfast.agent.events;

/** What can happen to routes and rules. */
public enum RoutingChange {
    /** The kernel has them now. */
    ADDED,
    /** Taken away by us. */
    REMOVED,
    /** Somebody else took them away, or the kernel with an interface, and they are there again. */
    PUT_BACK,
    /** The kernel did not want to add them. */
    REFUSED
}
