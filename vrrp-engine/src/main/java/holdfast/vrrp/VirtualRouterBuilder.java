package holdfast.vrrp;

import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.AddressList;
import holdfast.vrrp.wire.Authentication;
import holdfast.vrrp.wire.ChecksumDialect;
import holdfast.vrrp.wire.ProtocolVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Collects the parts of a {@link VirtualRouter}; what is not said has keepalived's default. */
public final class VirtualRouterBuilder {
    private final String name;
    private String interfaceName = "";
    private int vrid;
    private AddressFamily family = AddressFamily.IPV4;
    private Optional<ProtocolVersion> version = Optional.empty();
    private int priority = 100;
    private Duration advertisementInterval = Duration.ofSeconds(1);
    private Preemption preemption = Preemption.AT_ONCE;
    private VirtualRouter.WantedState wantedState = VirtualRouter.WantedState.BACKUP;
    private Authentication authentication = Authentication.NONE;
    private List<InetAddress> addresses = List.of();
    private Optional<Peering> peering = Optional.empty();
    private Optional<InetAddress> source = Optional.empty();
    private ChecksumDialect sendChecksum = ChecksumDialect.WITH_PSEUDO_HEADER;
    private int downTimerAdverts = 3;
    private ElectionRules rules = ElectionRules.DEFAULT;
    private AnnouncementPlan announcements = AnnouncementPlan.DEFAULT;
    private List<Tracked> trackers = List.of();

    VirtualRouterBuilder(String name) {
        this.name = name;
    }

    /** Interface, VRID (1..255) and family; required. */
    public VirtualRouterBuilder on(String interfaceName, int vrid, AddressFamily family) {
        this.interfaceName = interfaceName;
        this.vrid = vrid;
        this.family = family;
        return this;
    }

    /** Default: 2 for IPv4, 3 for IPv6, as keepalived. */
    public VirtualRouterBuilder version(ProtocolVersion version) {
        this.version = Optional.of(version);
        return this;
    }

    /** 1..255, default 100. */
    public VirtualRouterBuilder priority(int priority) {
        this.priority = priority;
        return this;
    }

    /** Default 1 s; must be what the version can carry, see {@link ProtocolVersion#nearestInterval}. */
    public VirtualRouterBuilder advertisementInterval(Duration interval) {
        this.advertisementInterval = interval;
        return this;
    }

    /** Default {@link Preemption#AT_ONCE}. */
    public VirtualRouterBuilder preemption(Preemption preemption) {
        this.preemption = preemption;
        return this;
    }

    /** Default BACKUP. */
    public VirtualRouterBuilder wantedState(VirtualRouter.WantedState wanted) {
        this.wantedState = wanted;
        return this;
    }

    /** Default none; version 2 only. */
    public VirtualRouterBuilder authentication(Authentication authentication) {
        this.authentication = authentication;
        return this;
    }

    /** The advertised addresses, in order; default none. */
    public VirtualRouterBuilder addresses(List<InetAddress> addresses) {
        this.addresses = List.copyOf(addresses);
        return this;
    }

    /** Default: the family's multicast group. */
    public VirtualRouterBuilder peering(Peering peering) {
        this.peering = Optional.of(peering);
        return this;
    }

    /**
     * A source address of one's own choice ({@code mcast_src_ip}, {@code unicast_src_ip}); default: the interface's.
     */
    public VirtualRouterBuilder source(InetAddress source) {
        this.source = Optional.of(source);
        return this;
    }

    /** Default {@link ChecksumDialect#WITH_PSEUDO_HEADER}, as keepalived sends version 3 over IPv4. */
    public VirtualRouterBuilder sendChecksum(ChecksumDialect dialect) {
        this.sendChecksum = dialect;
        return this;
    }

    /** 1..100, default 3. */
    public VirtualRouterBuilder downTimerAdverts(int adverts) {
        this.downTimerAdverts = adverts;
        return this;
    }

    /** Default {@link ElectionRules#DEFAULT}. */
    public VirtualRouterBuilder rules(ElectionRules rules) {
        this.rules = rules;
        return this;
    }

    /** Default {@link AnnouncementPlan#DEFAULT}. */
    public VirtualRouterBuilder announcements(AnnouncementPlan plan) {
        this.announcements = plan;
        return this;
    }

    /** Default none. */
    public VirtualRouterBuilder trackers(List<Tracked> trackers) {
        this.trackers = List.copyOf(trackers);
        return this;
    }

    /**
     * The virtual router.
     *
     * @throws IllegalArgumentException naming the part that is missing or wrong
     */
    public VirtualRouter build() {
        ProtocolVersion defaultVersion = family == AddressFamily.IPV4 ? ProtocolVersion.V2 : ProtocolVersion.V3;
        return new VirtualRouter(
                name,
                new RouterKey(interfaceName, vrid, family),
                version.orElse(defaultVersion),
                priority,
                advertisementInterval,
                preemption,
                wantedState,
                authentication,
                AddressList.of(family, addresses),
                peering.orElseGet(() -> new Peering.Multicast(family.multicastGroup())),
                source,
                sendChecksum,
                downTimerAdverts,
                rules,
                announcements,
                trackers);
    }
}
