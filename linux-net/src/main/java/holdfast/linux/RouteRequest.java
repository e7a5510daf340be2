package holdfast.linux;

import java.net.InetAddress;

/** A change asked of the kernel over route netlink. */
public sealed interface RouteRequest {
    /** Adds an address; EEXIST when it is there. */
    record AddAddress(KernelAddress address) implements RouteRequest {}

    /** Adds an address or, when it is there, sets its lifetime (and for IPv6 its flags) anew. */
    record ReplaceAddress(KernelAddress address) implements RouteRequest {}

    /** Removes an address; EADDRNOTAVAIL when it is not there. */
    record DeleteAddress(KernelAddress address) implements RouteRequest {}

    /**
     * Forgets which link-layer address a neighbour's address has, also when that was set by hand; ENOENT when it was not known.
     *
     * @param interfaceIndex the interface it is a neighbour on
     * @param address the neighbour's
     */
    record DeleteNeighbour(int interfaceIndex, InetAddress address) implements RouteRequest {}

    /**
     * Makes a macvlan interface in private mode, switched off; EEXIST when the name is taken.
     *
     * @param name at most 15 bytes
     * @param baseIndex the interface it sits on
     * @param mac its link-layer address
     */
    record AddMacvlan(String name, int baseIndex, MacAddress mac) implements RouteRequest {}

    /**
     * Makes a tunnel interface with the kernel's defaults, switched off; EEXIST when the name is taken. Asking loads the kernel module of the
     * kind, and with it comes its own device ({@code tunl0} of {@code ipip}, {@code ip6tnl0} of {@code ip6tnl}).
     *
     * @param name at most 15 bytes
     * @param kind the kernel's name of the kind
     */
    record AddTunnel(String name, String kind) implements RouteRequest {}

    /** Deletes a virtual interface; ENODEV when there is none. */
    record DeleteLink(int interfaceIndex) implements RouteRequest {}

    /** Switches an interface on. */
    record SetLinkUp(int interfaceIndex) implements RouteRequest {}

    /** Switches an interface off. */
    record SetLinkDown(int interfaceIndex) implements RouteRequest {}

    /** Makes an interface come up without an IPv6 link-local address of the kernel's making. */
    record DisableAddressGeneration(int interfaceIndex) implements RouteRequest {}

    /** Adds a route; EEXIST when it is there. In IPv6 that sets anew how long it is used all the same. */
    record AddRoute(KernelRoute route) implements RouteRequest {}

    /** Removes a route; ESRCH when it is not there. */
    record DeleteRoute(KernelRoute route) implements RouteRequest {}

    /** Adds a rule of policy routing; EEXIST when it is there. */
    record AddRule(KernelRule rule) implements RouteRequest {}

    /** Removes a rule of policy routing; ENOENT when it is not there. */
    record DeleteRule(KernelRule rule) implements RouteRequest {}

    /** A {@link DeleteRoute} or {@link DeleteRule} written down by another process. */
    record Removal(RoutingRemoval message) implements RouteRequest {}
}
