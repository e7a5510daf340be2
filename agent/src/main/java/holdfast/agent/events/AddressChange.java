package holdfast.agent.events;

/** What became of virtual addresses. */
public enum AddressChange {
    /** Put on their interface. */
    ADDED,
    /** Taken off by us. */
    REMOVED,
    /** Somebody else took them off. */
    LOST,
    /** Their lease ran out before it was renewed. */
    LAPSED,
    /** The kernel did not want to add or remove them. */
    REFUSED
}
