package holdfast.vrrp;

import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.AddressList;
import holdfast.vrrp.wire.Advertisement;
import holdfast.vrrp.wire.Authentication;
import holdfast.vrrp.wire.ChecksumDialect;
import holdfast.vrrp.wire.ProtocolVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one virtual router is configured (a {@code vrrp_instance}). Made with {@link VirtualRouterBuilder}, whose
 * methods say what each part means and its default.
 *
 * @param name unique in a configuration
 * @param key interface, VRID and family
 * @param version format of what is sent; the other one is refused
 * @param priority 1..255; 255 is the owner of the addresses
 * @param advertisementInterval 10 ms..255 s, as the version can carry it
 * @param preemption whether it takes over from a lower priority
 * @param wantedState what the file says; MASTER only has the effect that NEVER preempting is not heeded, as in
 *     keepalived
 * @param authentication version 2 only
 * @param addresses what advertisements list
 * @param peering who is spoken to
 * @param source a configured source address instead of the interface's own
 * @param sendChecksum over what the checksum of version 3 over IPv4 is computed
 * @param downTimerAdverts how many intervals of silence are believed, 1..100; the RFC's 3
 * @param rules keepalived's deviations from the RFC, one by one
 * @param announcements gratuitous ARP and its like
 * @param trackers what changes the priority or is a fault
 */
public record VirtualRouter(
        String name,
        RouterKey key,
        ProtocolVersion version,
        int priority,
        Duration advertisementInterval,
        Preemption preemption,
        WantedState wantedState,
        Authentication authentication,
        AddressList addresses,
        Peering peering,
        Optional<InetAddress> source,
        ChecksumDialect sendChecksum,
        int downTimerAdverts,
        ElectionRules rules,
        AnnouncementPlan announcements,
        List<Tracked> trackers) {

    /** keepalived's {@code state}. Only an owner starts as active router, whatever is wanted (RFC 9568, 6.4.1). */
    public enum WantedState {
        /** {@code state MASTER}. */
        MASTER,
        /** {@code state BACKUP}. */
        BACKUP
    }

    /**
     * Checks ranges and what does not go together.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public VirtualRouter {
        trackers = List.copyOf(trackers);
        requireRange("priority", priority, 1, 255);
        requireRange("downTimerAdverts", downTimerAdverts, 1, 100);
        require(
                version.canCarry(advertisementInterval),
                "version " + version + " cannot carry " + advertisementInterval);
        require(addresses.family() == key.family(), "addresses are not of family " + key.family());
        require(version == ProtocolVersion.V3 || key.family() == AddressFamily.IPV4, "version 2 is for IPv4 only");
        require(
                version == ProtocolVersion.V2 || authentication instanceof Authentication.None,
                "version 3 has no authentication");
        require(!(authentication instanceof Authentication.Unsupported), "authentication cannot be sent");
        require(sendChecksum != ChecksumDialect.PSEUDO_HEADER_OF_GROUP, sendChecksum + " is never sent");
    }

    private static void requireRange(String what, int value, int least, int most) {
        require(value >= least && value <= most, what + " " + value + " is not in " + least + ".." + most);
    }

    private static void require(boolean fine, String trouble) {
        if (!fine) {
            throw new IllegalArgumentException(trouble);
        }
    }

    /** Whether this is the address owner, whose priority nothing changes. */
    public boolean isOwner() {
        return priority == Advertisement.OWNER;
    }

    /**
     * How it preempts: {@link Preemption#NEVER} counts only for a router that wants to be a backup and is not the
     * owner.
     */
    public Preemption effectivePreemption() {
        boolean heeded = wantedState == WantedState.BACKUP && !isOwner();
        return preemption instanceof Preemption.Never && !heeded ? Preemption.AT_ONCE : preemption;
    }

    /** Begins a definition with keepalived's defaults. */
    public static VirtualRouterBuilder named(String name) {
        return new VirtualRouterBuilder(name);
    }
}
