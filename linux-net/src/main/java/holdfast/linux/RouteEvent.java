package holdfast.linux;

/** Something that happened to interfaces, addresses, routes or rules, by whomever. */
public sealed interface RouteEvent {
    /** An interface appeared or changed: this is how it is now. */
    record LinkPresent(InterfaceInfo link) implements RouteEvent {}

    /** An interface is gone. */
    record LinkRemoved(int index, String name) implements RouteEvent {}

    /** An address appeared or changed: this is how it is now. */
    record AddressPresent(KernelAddress address) implements RouteEvent {}

    /** An address is gone: deleted by someone, or its lifetime has ended. */
    record AddressRemoved(KernelAddress address) implements RouteEvent {}

    /** A route is gone. Of IPv4 the kernel does not tell when it goes with its interface. */
    record RouteRemoved(NetworkPrefix destination, long table) implements RouteEvent {}

    /** A rule of policy routing is gone. */
    record RuleRemoved(AddressFamily family, long priority) implements RouteEvent {}

    /** Events were lost: what is known must be asked for anew. */
    record Overrun() implements RouteEvent {}
}
