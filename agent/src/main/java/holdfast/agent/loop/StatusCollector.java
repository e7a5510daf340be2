package holdfast.agent.loop;

import holdfast.agent.plan.RouterPlan;
import holdfast.agent.status.AddressStatus;
import holdfast.agent.status.ContributionStatus;
import holdfast.agent.status.InstanceSettings;
import holdfast.agent.status.InstanceState;
import holdfast.agent.status.InstanceStatus;
import holdfast.agent.status.LeaseStatus;
import holdfast.agent.status.RoutingStatus;
import holdfast.agent.status.VrrpStatus;
import holdfast.vip.AddressHolder;
import holdfast.vip.Lease;
import holdfast.vrrp.Contribution;
import holdfast.vrrp.Effect.NotifiedState;
import holdfast.vrrp.Peering;
import holdfast.vrrp.Preemption;
import holdfast.vrrp.RouterState;
import holdfast.vrrp.RouterStatus;
import holdfast.vrrp.Transition;
import holdfast.vrrp.VirtualRouter;
import holdfast.vrrp.VrrpEngine;
import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.Authentication;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Makes the loop's part of the status, on its thread: copies what it knows, asks nobody. */
final class StatusCollector {
    private final VrrpEngine engine;
    private final Plans plans;
    private final AddressHolder addresses;
    private final RoutingTables routing;
    private final Chronicle chronicle;

    StatusCollector(
            VrrpEngine engine, Plans plans, AddressHolder addresses, RoutingTables routing, Chronicle chronicle) {
        this.engine = engine;
        this.plans = plans;
        this.addresses = addresses;
        this.routing = routing;
        this.chronicle = chronicle;
    }

    /** Answers; nobody who asks may bring the loop down. */
    void tell(CompletableFuture<VrrpStatus> answer, long dropped) {
        try {
            answer.complete(collect(dropped));
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    /**
     * The status now.
     *
     * @param dropped messages that the inbox has dropped so far
     */
    VrrpStatus collect(long dropped) {
        Instant at = Instant.now();
        long now = System.nanoTime();
        Map<String, NotifiedState> states = engine.groupStates();
        List<VrrpStatus.Group> groups = engine.configuration().syncGroups().stream()
                .map(group -> new VrrpStatus.Group(
                        group.name(),
                        Optional.ofNullable(states.get(group.name())).map(NotifiedState::name),
                        group.members()))
                .toList();
        return new VrrpStatus(
                at,
                now,
                engine.statuses().stream()
                        .map(status -> instance(status, at, now))
                        .toList(),
                groups,
                engine.unknownVrids(),
                engine.packetsWithoutVrid(),
                dropped,
                engine.maintenance());
    }

    private InstanceStatus instance(RouterStatus status, Instant at, long now) {
        VirtualRouter router = status.configuration();
        Optional<RouterPlan> plan = plans.current().router(router.name());
        return new InstanceStatus(
                router.name(),
                InstanceState.valueOf(status.state().keepalivedName()),
                entry(status.lastTransition(), at, now),
                troubles(status.state()),
                settings(router, plan),
                status.syncGroup(),
                new InstanceStatus.Priority(
                        status.basePriority(),
                        status.effectivePriority(),
                        status.contributions().stream()
                                .map(StatusCollector::contribution)
                                .toList()),
                status.source(),
                master(status),
                plan.map(known -> addresses(known, now)).orElse(List.of()),
                plan.map(this::routing).orElse(List.of()),
                plan.flatMap(known -> lease(known, router, now)),
                PeerViews.of(status, now),
                status.counters(),
                status.held(),
                status.handingOver());
    }

    private InstanceStatus.Entry entry(Transition last, Instant at, long now) {
        Duration ago = Duration.ofNanos(now - last.atNanos());
        Optional<Chronicle.Entry> entry = chronicle.entryOf(last.router());
        return new InstanceStatus.Entry(
                entry.map(Chronicle.Entry::at).orElse(at.minus(entry.isPresent() ? ago : Duration.ZERO)),
                entry.isPresent() ? ago : Duration.ZERO,
                last.from(),
                last.cause().code(),
                last.reason(),
                entry.map(Chronicle.Entry::chain).orElse(List.of()));
    }

    private static List<String> troubles(RouterState state) {
        return switch (state) {
            case RouterState.Initialize(List<String> waitingFor) -> waitingFor;
            case RouterState.Fault(List<String> reasons) -> reasons;
            case RouterState.Backup _, RouterState.Active _ -> List.of();
        };
    }

    private static InstanceSettings settings(VirtualRouter router, Optional<RouterPlan> plan) {
        Preemption preemption = router.effectivePreemption();
        return new InstanceSettings(
                router.key().vrid(),
                router.key().family() == AddressFamily.IPV6,
                router.version().number(),
                router.key().interfaceName(),
                plan.map(RouterPlan::sendingDevice).orElse(router.key().interfaceName()),
                router.advertisementInterval(),
                router.wantedState() == VirtualRouter.WantedState.MASTER,
                preemption instanceof Preemption.After,
                preemption instanceof Preemption.After(Duration delay) ? delay : Duration.ZERO,
                !(router.authentication() instanceof Authentication.None),
                router.peering() instanceof Peering.Multicast(InetAddress group)
                        ? Optional.of(group)
                        : Optional.empty(),
                router.peering() instanceof Peering.Unicast unicast
                        ? unicast.peers().stream().map(Peering.Peer::address).toList()
                        : List.of());
    }

    private static ContributionStatus contribution(Contribution contribution) {
        return new ContributionStatus(
                contribution.tracked().object().kind().name().toLowerCase(Locale.ROOT),
                contribution.tracked().object().name(),
                contribution.tracked().weight(),
                contribution.tracked().reverse(),
                contribution.ofGroup(),
                Chronicle.word(contribution.status()),
                contribution.words(),
                contribution.change(),
                contribution.fault());
    }

    private static Optional<InstanceStatus.Master> master(RouterStatus status) {
        boolean ourselves = status.state() instanceof RouterState.Active;
        boolean follows = status.state() instanceof RouterState.Backup;
        if (!ourselves && !follows) {
            return Optional.empty();
        }
        int priority = ourselves ? status.effectivePriority() : status.activePriority();
        return status.activeRouter()
                .filter(_ -> priority > 0) // else it has let go
                .map(address -> new InstanceStatus.Master(
                        address, ourselves, priority, status.activeInterval(), status.activeDownInterval()));
    }

    private Optional<LeaseStatus> lease(RouterPlan plan, VirtualRouter router, long now) {
        Duration interval = router.advertisementInterval();
        int adverts = router.downTimerAdverts();
        return plan.lease() instanceof Lease.Limited lease
                ? Optional.of(new LeaseStatus(
                        lease.validity(),
                        plan.addresses().stream()
                                .flatMap(address -> addresses.leaseLeft(address, now).stream())
                                .min(Comparator.naturalOrder()),
                        Lease.latestRemoval(lease.validity()),
                        Lease.earliestTakeover(interval, adverts),
                        Lease.longestOverlap(lease, interval, adverts)))
                : Optional.empty();
    }

    private List<RoutingStatus> routing(RouterPlan plan) {
        return plan.routing().stream()
                .map(entry -> new RoutingStatus(entry.toString(), routing.holds(plan.name(), entry)))
                .toList();
    }

    private List<AddressStatus> addresses(RouterPlan plan, long now) {
        Optional<Duration> lease =
                plan.lease() instanceof Lease.Limited(Duration validity) ? Optional.of(validity) : Optional.empty();
        return plan.addresses().stream()
                .map(address -> new AddressStatus(
                        address.address(),
                        address.prefixLength(),
                        address.interfaceName(),
                        addresses.holds(address),
                        lease,
                        addresses.leaseLeft(address, now)))
                .toList();
    }
}
