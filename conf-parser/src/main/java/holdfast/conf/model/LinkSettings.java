package holdfast.conf.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the file says about interfaces apart from instances.
 *
 * @param garpGroups {@code garp_group} blocks
 * @param delays {@code interface_up_down_delays}
 * @param linkbeatInterfaces {@code linkbeat_interfaces}: polled instead of believing netlink
 * @param linkbeatUsePolling {@code linkbeat_use_polling}: all are polled
 */
public record LinkSettings(
        List<GarpGroup> garpGroups,
        List<Delay> delays,
        List<LinkbeatInterface> linkbeatInterfaces,
        boolean linkbeatUsePolling) {
    /** Copies the lists. */
    public LinkSettings {
        garpGroups = List.copyOf(garpGroups);
        delays = List.copyOf(delays);
        linkbeatInterfaces = List.copyOf(linkbeatInterfaces);
    }

    /**
     * A {@code garp_group} block: interfaces that share the pace of their announcements.
     *
     * @param garpInterval {@code garp_interval}: least time between two gratuitous ARP packets; empty: as
     *     {@code vrrp_garp_interval} has it
     * @param gnaInterval {@code gna_interval}: the same for unsolicited neighbour advertisements
     * @param interfaces the interfaces, however they were named
     */
    public record GarpGroup(Optional<Duration> garpInterval, Optional<Duration> gnaInterval, List<String> interfaces) {
        /** Copies the list. */
        public GarpGroup {
            interfaces = List.copyOf(interfaces);
        }
    }

    /**
     * A line of {@code interface_up_down_delays}.
     *
     * @param interfaceName the interface
     * @param down how long it must be down to count as down, 0 to 255 s
     * @param up how long it must be up to count as up, 0 to 255 s; zero when not given
     */
    public record Delay(String interfaceName, Duration down, Duration up) {}

    /**
     * A line of {@code linkbeat_interfaces}.
     *
     * @param interfaceName the interface
     * @param method how it is polled; empty: the first that works
     */
    public record LinkbeatInterface(String interfaceName, Optional<Method> method) {}

    /** How an interface is polled. */
    public enum Method {
        /** Registers of the transceiver. */
        MII,
        /** The ethtool request. */
        ETHTOOL,
        /** Flags of the interface. */
        IOCTL
    }
}
