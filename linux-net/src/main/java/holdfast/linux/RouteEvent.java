package holdfast.linux;

/** Something that happened to interfaces or addresses, by whomever. */
public sealed interface RouteEvent {
    /** An interface appeared or changed: this is how it is now. */
    record LinkPresent(InterfaceInfo link) implements RouteEvent {}

    /** An interface is gone. */
    record LinkRemoved(int index, String name) implements RouteEvent {}

    /** An address appeared or changed: this is how it is now. */
    record AddressPresent(KernelAddress address) implements RouteEvent {}

    /** An address is gone: deleted by someone, or its lifetime has ended. */
    record AddressRemoved(KernelAddress address) implements RouteEvent {}

    /** Events were lost: what is known must be asked for anew. */
    record Overrun() implements RouteEvent {}
}
