package holdfast.conf.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A {@code vrrp_instance} block: one virtual router of one family on one interface, all values effective.
 *
 * @param name its name
 * @param interfaceName {@code interface}
 * @param virtualRouterId {@code virtual_router_id}, 1 to 255
 * @param family IPv4 or IPv6, from the first virtual address (else from peers and sources; IPv4 when nothing tells)
 * @param version 2 or 3; 3 for IPv6
 * @param state {@code state}
 * @param priority 1 to 255; default 100, or 255 with {@code state MASTER}
 * @param advertInterval {@code advert_int}: whole seconds in version 2, 10 ms to 40.95 s in version 3
 * @param authentication version 2 with PASS only
 * @param virtualIpAddresses addresses in adverts, in order; empty only with {@code no_virtual_ipaddress} or in version 2
 * @param virtualIpAddressesExcluded addresses managed but not in adverts, either family
 * @param virtualRoutes {@code virtual_routes}: there while master
 * @param virtualRules {@code virtual_rules}: there while master
 * @param transport multicast or unicast
 * @param tracking what it tracks, without its own interface
 * @param dontTrackPrimary {@code dont_track_primary}: its own interface's state does not matter
 * @param preemption {@code nopreempt}, {@code preempt_delay}
 * @param accept Accept_Mode (RFC 9568, 6.1) as keepalived would run with it; not acted on yet: traffic is always accepted
 * @param garp announcements
 * @param downTimerAdverts {@code down_timer_adverts}: adverts that may be missed, 1 to 100, default 3
 * @param lowerPrioNoAdvert {@code lower_prio_no_advert}: adverts of lower priority are not answered
 * @param higherPrioSendAdvert {@code higher_prio_send_advert}: one more advert is sent on becoming backup
 * @param ownerIgnoreAdverts {@code owner_ignore_adverts}: an address owner never steps back
 * @param timerExpiredBackup {@code timer_expired_backup}: adverts missed by our own lateness after which a master steps back
 * @param virtualMac {@code use_vmac}
 * @param skipCheckAdvAddr {@code skip_check_adv_addr}: address lists are compared only when the sender changes
 * @param v3ChecksumAsV2 {@code v3_checksum_as_v2}: IPv4 checksum of version 3 without pseudo-header
 * @param strict {@code vrrp_strict} or {@code strict_mode}; its consequences are already in the other values
 * @param promoteSecondaries {@code promote_secondaries}; not acted on yet
 * @param notifyScripts what is run on transitions
 * @param syncGroup the {@code vrrp_sync_group} it is a member of
 * @param options the rarer keywords; not acted on yet
 */
public record VrrpInstance(
        String name,
        String interfaceName,
        int virtualRouterId,
        AddressFamily family,
        int version,
        WantedState state,
        int priority,
        Duration advertInterval,
        Optional<Authentication> authentication,
        List<VirtualIpAddress> virtualIpAddresses,
        List<VirtualIpAddress> virtualIpAddressesExcluded,
        List<Route> virtualRoutes,
        List<RoutingRule> virtualRules,
        Transport transport,
        Tracking tracking,
        boolean dontTrackPrimary,
        Preemption preemption,
        boolean accept,
        GarpSettings garp,
        int downTimerAdverts,
        boolean lowerPrioNoAdvert,
        boolean higherPrioSendAdvert,
        boolean ownerIgnoreAdverts,
        OptionalInt timerExpiredBackup,
        Optional<VirtualMac> virtualMac,
        boolean skipCheckAdvAddr,
        boolean v3ChecksumAsV2,
        boolean strict,
        boolean promoteSecondaries,
        NotifyScripts notifyScripts,
        Optional<String> syncGroup,
        InstanceOptions options) {
    /** Copies the lists. */
    public VrrpInstance {
        virtualIpAddresses = List.copyOf(virtualIpAddresses);
        virtualIpAddressesExcluded = List.copyOf(virtualIpAddressesExcluded);
        virtualRoutes = List.copyOf(virtualRoutes);
        virtualRules = List.copyOf(virtualRules);
    }
}
