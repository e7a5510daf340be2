package holdfast.linux;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A rule of policy routing as the kernel is asked to make or remove it (struct fib_rule_hdr and the FRA_ attributes of linux/fib_rules.h).
 *
 * @param family which packets it is about
 * @param selector which of them
 * @param priority smaller ones are looked at first, 0 to 4294967295
 * @param action FR_ACT_, 1 to 8
 * @param table where the route is looked up, 0 when that is not the action
 * @param target the priority of the rule to go to
 * @param suppressPrefixLength routes of that length or less do not count
 * @param suppressInterfaceGroup routes by interfaces of that group do not count
 * @param realms the source's realm in the upper 16 bits, the destination's in the lower
 * @param protocol who made it, 0 to 255
 */
public record KernelRule(
        AddressFamily family,
        Selector selector,
        long priority,
        int action,
        long table,
        OptionalLong target,
        OptionalInt suppressPrefixLength,
        OptionalLong suppressInterfaceGroup,
        OptionalLong realms,
        int protocol) {

    /**
     * Which packets a rule is about. Empty: all.
     *
     * @param inverted all others
     * @param from their source
     * @param to their destination
     * @param incomingInterface by name; it need not exist yet
     * @param outgoingInterface of packets of this node
     * @param typeOfService 0 to 255; 0: any
     * @param mark of the firewall
     * @param masterDevice those of interfaces that belong to a VRF, in whose table the route is looked up
     * @param tunnelId where they came out of
     * @param users whose sockets
     * @param ipProtocol 0 to 255
     * @param sourcePorts of TCP, UDP and the like
     * @param destinationPorts of TCP, UDP and the like
     */
    public record Selector(
            boolean inverted,
            Optional<NetworkPrefix> from,
            Optional<NetworkPrefix> to,
            Optional<String> incomingInterface,
            Optional<String> outgoingInterface,
            int typeOfService,
            Optional<Mark> mark,
            boolean masterDevice,
            OptionalLong tunnelId,
            Optional<Range> users,
            OptionalInt ipProtocol,
            Optional<Range> sourcePorts,
            Optional<Range> destinationPorts) {}

    /**
     * A mark of the firewall.
     *
     * @param value 0 to 4294967295
     * @param mask the bits compared; 4294967295: all, which is not said
     */
    public record Mark(long value, long mask) {}

    /**
     * From a number to another, both included.
     *
     * @param first at least 0
     * @param last at most 4294967295
     */
    public record Range(long first, long last) {}
}
