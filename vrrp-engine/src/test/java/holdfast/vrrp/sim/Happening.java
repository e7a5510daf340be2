package holdfast.vrrp.sim;

/** What is queued in a simulation. */
sealed interface Happening {
    /** A packet reaches a node's interface. */
    record PacketArrives(SimulatedNode node, SimulatedPacket packet) implements Happening {}

    /** A node's loop leaves its wait, unless it has been told another time meanwhile. */
    record NodeWakes(SimulatedNode node, long ticket) implements Happening {}

    /** The lifetime of a router's addresses may have ended. */
    record LeaseEnds(SimulatedNode node, int router) implements Happening {}

    /** Something breaks, or is repaired. */
    record FaultStrikes(Fault fault) implements Happening {}
}
