package holdfast.vrrp.sim;

import holdfast.vrrp.Preemption;
import holdfast.vrrp.Tracked;
import holdfast.vrrp.VirtualRouter;
import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.ProtocolVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How a virtual router is configured on one node, as far as simulations vary it.
 *
 * @param name its name on this node
 * @param segment the number of the segment it is on
 * @param vrid its VRID
 * @param family the family of its addresses
 * @param version what it speaks
 * @param priority 1..255
 * @param interval between advertisements
 * @param preemption whether it takes over from a lower priority
 * @param addressCount how many addresses it has
 * @param trackers what it watches
 */
record RouterPlan(
        String name,
        int segment,
        int vrid,
        AddressFamily family,
        ProtocolVersion version,
        int priority,
        Duration interval,
        Preemption preemption,
        int addressCount,
        List<Tracked> trackers) {

    private static final String[] INTERFACES = {"eth0", "eth1"};
    private static final Map<String, InetAddress> ADDRESSES = new ConcurrentHashMap<>();

    /** VRID 51, version 2, one address, an advertisement a second: keepalived's defaults. */
    static RouterPlan withPriority(int priority) {
        return new RouterPlan(
                "VI_1",
                0,
                51,
                AddressFamily.IPV4,
                ProtocolVersion.V2,
                priority,
                Duration.ofSeconds(1),
                Preemption.AT_ONCE,
                1,
                List.of());
    }

    RouterPlan named(String newName) {
        return new RouterPlan(
                newName, segment, vrid, family, version, priority, interval, preemption, addressCount, trackers);
    }

    RouterPlan with(int newPriority) {
        return new RouterPlan(
                name, segment, vrid, family, version, newPriority, interval, preemption, addressCount, trackers);
    }

    RouterPlan with(Preemption newPreemption) {
        return new RouterPlan(
                name, segment, vrid, family, version, priority, interval, newPreemption, addressCount, trackers);
    }

    RouterPlan with(ProtocolVersion newVersion, Duration newInterval) {
        return new RouterPlan(
                name, segment, vrid, family, newVersion, priority, newInterval, preemption, addressCount, trackers);
    }

    RouterPlan with(List<Tracked> newTrackers) {
        return new RouterPlan(
                name, segment, vrid, family, version, priority, interval, preemption, addressCount, newTrackers);
    }

    RouterPlan withAddresses(int count) {
        return new RouterPlan(name, segment, vrid, family, version, priority, interval, preemption, count, trackers);
    }

    /** A second virtual router of the same kind. */
    RouterPlan second(int newSegment, int newVrid) {
        return new RouterPlan(
                "VI_2", newSegment, newVrid, family, version, priority, interval, preemption, addressCount, trackers);
    }

    /** The name of the interface on the segment, the same on all nodes. */
    static String interfaceOf(int segment) {
        return INTERFACES[segment];
    }

    /** An address that does not move, of a host 1..254 on a segment. */
    static InetAddress hostAddress(AddressFamily family, int segment, int host) {
        return address(
                switch (family) {
                    case IPV4 -> "10.0." + segment + "." + host;
                    case IPV6 -> "fe80::" + (segment + 1) + ":" + Integer.toHexString(host);
                });
    }

    /** Made once each: it takes longer than a seed should need for all its plans. */
    private static InetAddress address(String literal) {
        return ADDRESSES.computeIfAbsent(literal, InetAddress::ofLiteral);
    }

    /** Its configuration. */
    VirtualRouter configuration() {
        return VirtualRouter.named(name)
                .on(interfaceOf(segment), vrid, family)
                .version(version)
                .priority(priority)
                .advertisementInterval(interval)
                .preemption(preemption)
                .addresses(addresses())
                .trackers(trackers)
                .build();
    }

    private List<InetAddress> addresses() {
        List<InetAddress> all = new ArrayList<>();
        for (int n = 1; n <= addressCount; n++) {
            all.add(address(
                    switch (family) {
                        case IPV4 -> "10." + vrid + "." + segment + "." + n;
                        case IPV6 -> "fe80::" + vrid + ":" + segment + ":" + n;
                    }));
        }
        return all;
    }
}
