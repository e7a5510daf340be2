package holdfast.agent.plan;

import holdfast.conf.model.Configuration;
import holdfast.conf.model.GarpSettings;
import holdfast.conf.model.StaticEntries;
import holdfast.conf.model.TrackGroup;
import holdfast.conf.model.TrackReference;
import holdfast.conf.model.Tracking;
import holdfast.conf.model.Transport;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.VrrpSyncGroup;
import holdfast.vrrp.AnnouncementPlan;
import holdfast.vrrp.ElectionRules;
import holdfast.vrrp.EngineConfiguration;
import holdfast.vrrp.Peering;
import holdfast.vrrp.Preemption;
import holdfast.vrrp.SyncGroup;
import holdfast.vrrp.Tracked;
import holdfast.vrrp.TrackedObject;
import holdfast.vrrp.VirtualRouter;
import holdfast.vrrp.VirtualRouterBuilder;
import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.Authentication;
import holdfast.vrrp.wire.ChecksumDialect;
import holdfast.vrrp.wire.ProtocolVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the configuration means to the engine: words of the file become the RFC's. */
public final class EngineTranslator {
    private static final int HIGHEST_TTL = 255;

    private EngineTranslator() {}

    /**
     * What the engine is told.
     *
     * @param configuration without errors
     */
    public static EngineConfiguration translate(Configuration configuration) {
        List<VirtualRouter> routers = new ArrayList<>();
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            routers.add(router(instance, staticDevices(configuration.staticEntries(), instance.name())));
        }
        List<SyncGroup> groups = new ArrayList<>();
        for (VrrpSyncGroup group : configuration.vrrpSyncGroups()) {
            groups.add(new SyncGroup(
                    group.name(), group.group(), trackers(group.tracking()), group.syncGroupTrackingWeight()));
        }
        return new EngineConfiguration(
                routers,
                groups,
                configuration.globalDefs().vrrpStartupDelay(),
                configuration.globalDefs().logUnknownVrids());
    }

    private static VirtualRouter router(VrrpInstance instance, List<String> staticDevices) {
        VirtualRouterBuilder builder = VirtualRouter.named(instance.name())
                .on(instance.interfaceName(), instance.virtualRouterId(), family(instance.family()))
                .version(instance.version() == 2 ? ProtocolVersion.V2 : ProtocolVersion.V3)
                .priority(instance.priority())
                .advertisementInterval(instance.advertInterval())
                .preemption(preemption(instance))
                .wantedState(
                        switch (instance.state()) {
                            case MASTER -> VirtualRouter.WantedState.MASTER;
                            case BACKUP -> VirtualRouter.WantedState.BACKUP;
                        })
                .addresses(instance.virtualIpAddresses().stream()
                        .map(VirtualIpAddress::address)
                        .toList())
                .peering(peering(instance.transport()))
                .sendChecksum(
                        instance.v3ChecksumAsV2() ? ChecksumDialect.MESSAGE_ONLY : ChecksumDialect.WITH_PSEUDO_HEADER)
                .downTimerAdverts(instance.downTimerAdverts())
                .rules(rules(instance))
                .announcements(announcements(instance.garp()))
                .trackers(trackers(instance, staticDevices));
        instance.authentication()
                .ifPresent(pass -> builder.authentication(Authentication.SimpleText.of(pass.password())));
        instance.transport().sourceAddress().ifPresent(builder::source);
        return builder.build();
    }

    static AddressFamily family(holdfast.conf.model.AddressFamily family) {
        return switch (family) {
            case INET -> AddressFamily.IPV4;
            case INET6 -> AddressFamily.IPV6;
        };
    }

    private static Preemption preemption(VrrpInstance instance) {
        if (!instance.preemption().preempt()) {
            return Preemption.NEVER;
        }
        return new Preemption.After(instance.preemption().preemptDelay());
    }

    private static Peering peering(Transport transport) {
        if (!transport.isUnicast()) {
            return new Peering.Multicast(transport.multicastGroup());
        }
        List<Peering.Peer> peers = transport.unicastPeers().stream()
                .map(peer -> new Peering.Peer(peer.address(), peer.minTtl(), peer.maxTtl()))
                .toList();
        // unicast_ttl 0 would never leave this node; Keepalived's range allows it, the wire does not.
        int ttl = Math.max(1, transport.unicastTtl().orElse(HIGHEST_TTL));
        return new Peering.Unicast(peers, transport.checkUnicastSource(), ttl);
    }

    private static ElectionRules rules(VrrpInstance instance) {
        return new ElectionRules(
                !instance.lowerPrioNoAdvert(),
                // The engine's farewell is what makes a healed partition serve clients at once; the keyword can only
                // ask for it again.
                ElectionRules.DEFAULT.farewellToHigherPriority() || instance.higherPrioSendAdvert(),
                instance.ownerIgnoreAdverts(),
                instance.skipCheckAdvAddr(),
                !instance.dontTrackPrimary(),
                instance.timerExpiredBackup().orElse(0));
    }

    private static AnnouncementPlan announcements(GarpSettings garp) {
        return new AnnouncementPlan(
                Math.max(1, garp.masterRepeat()),
                garp.masterDelay(),
                garp.masterRefresh(),
                Math.max(1, garp.masterRefreshRepeat()),
                garp.lowerPrioRepeat(),
                garp.lowerPrioDelay());
    }

    /**
     * What an instance is configured to track and, as keepalived does without being told, the other interfaces its addresses are on: an
     * address nobody reaches must move. {@code no_track} exempts an address; those of a virtual MAC live and die with its interface. The same goes for the
     * interfaces of routes and rules.
     *
     * @param statics interfaces of static entries whose {@code track_group} has the instance
     */
    private static List<Tracked> trackers(VrrpInstance instance, List<String> statics) {
        List<Tracked> trackers = trackers(instance.tracking());
        Set<String> known = new HashSet<>();
        known.add(instance.interfaceName());
        instance.tracking().interfaces().forEach(reference -> known.add(reference.name()));
        Stream.concat(
                        instance.virtualMac().isPresent() ? Stream.of() : addressDevices(instance),
                        Stream.concat(routingDevices(instance), statics.stream()))
                .filter(known::add)
                .forEach(device ->
                        trackers.add(new Tracked(new TrackedObject(TrackedObject.Kind.INTERFACE, device), 0, false)));
        return trackers;
    }

    private static Stream<String> addressDevices(VrrpInstance instance) {
        return Stream.concat(instance.virtualIpAddresses().stream(), instance.virtualIpAddressesExcluded().stream())
                .filter(address -> !address.flags().noTrack())
                .map(VirtualIpAddress::dev);
    }

    private static Stream<String> routingDevices(VrrpInstance instance) {
        return Stream.concat(
                instance.virtualRoutes().stream()
                        .filter(route -> !route.noTrack())
                        .flatMap(route -> route.dev().stream()),
                instance.virtualRules().stream()
                        .filter(rule -> !rule.noTrack())
                        .flatMap(rule -> rule.selector().incomingInterface().stream()));
    }

    /** The interfaces of static entries in a {@code track_group} with this instance. */
    private static List<String> staticDevices(StaticEntries entries, String instance) {
        Set<String> groups = entries.trackGroups().stream()
                .filter(group -> group.instances().contains(instance))
                .map(TrackGroup::name)
                .collect(Collectors.toSet());
        List<String> devices = new ArrayList<>();
        entries.addresses().stream()
                .filter(entry -> entry.trackGroup().filter(groups::contains).isPresent())
                .forEach(entry -> devices.add(entry.address().dev()));
        entries.routes().stream()
                .filter(route -> route.trackGroup().filter(groups::contains).isPresent())
                .forEach(route -> route.dev().ifPresent(devices::add));
        entries.rules().stream()
                .filter(rule -> rule.trackGroup().filter(groups::contains).isPresent())
                .forEach(rule -> rule.selector().incomingInterface().ifPresent(devices::add));
        return devices;
    }

    static List<Tracked> trackers(Tracking tracking) {
        List<Tracked> trackers = new ArrayList<>();
        add(trackers, TrackedObject.Kind.INTERFACE, tracking.interfaces());
        add(trackers, TrackedObject.Kind.SCRIPT, tracking.scripts());
        add(trackers, TrackedObject.Kind.FILE, tracking.files());
        add(trackers, TrackedObject.Kind.PROCESS, tracking.processes());
        add(trackers, TrackedObject.Kind.BFD, tracking.bfds());
        return trackers;
    }

    private static void add(List<Tracked> trackers, TrackedObject.Kind kind, List<TrackReference> references) {
        for (TrackReference reference : references) {
            trackers.add(
                    new Tracked(new TrackedObject(kind, reference.name()), reference.weight(), reference.reverse()));
        }
    }
}
