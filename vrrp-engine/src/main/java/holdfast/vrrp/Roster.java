package holdfast.vrrp;

import holdfast.vrrp.Effect.NotifiedState;
import holdfast.vrrp.VrrpEvent.PacketReceived;
import holdfast.vrrp.wire.AdvertisementCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All virtual routers and sync groups of a configuration: who a packet is for, and what a reload makes of them. */
final class Roster {
    /** How many routers announce their addresses again in one tick: what that takes is time that adverts may be waiting for. */
    private static final int ANNOUNCING_A_TICK = 16;

    private final Surroundings around;
    private final Map<RouterKey, Long> unknownVrids = new HashMap<>();
    private EngineConfiguration configuration;
    private List<Router> routers = List.of();
    private Map<String, Router> byName = Map.of();
    private Directory directory = new Directory(List.of());
    private Map<String, SyncGroupRule> groups = Map.of();
    private NextDeadline[] deadlines = {};
    /** No deadline is before this, as long as it is known: one that moves away leaves it where it is. */
    private long earliest;

    private boolean earliestKnown;
    private long packetsWithoutVrid;

    Roster(EngineConfiguration configuration, Surroundings around) {
        this.around = around;
        this.configuration = configuration;
        adopt(
                configuration,
                configuration.routers().stream()
                        .map(router -> new Router(router, around, 0))
                        .toList());
    }

    EngineConfiguration configuration() {
        return configuration;
    }

    List<Router> routers() {
        return routers;
    }

    Map<String, SyncGroupRule> groups() {
        return groups;
    }

    Map<RouterKey, Long> unknownVrids() {
        return Map.copyOf(unknownVrids);
    }

    long packetsWithoutVrid() {
        return packetsWithoutVrid;
    }

    Optional<Router> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private void adopt(EngineConfiguration next, List<Router> itsRouters) {
        configuration = next;
        routers = List.copyOf(itsRouters);
        byName = new HashMap<>();
        directory = new Directory(routers);
        for (int i = 0; i < routers.size(); i++) {
            Router router = routers.get(i);
            router.companions(SyncGroupRule.alone(router));
            router.activeRole().phase(AdvertPhase.of(routers, i));
            byName.putIfAbsent(router.name(), router);
        }
        Map<String, SyncGroupRule> formed = new LinkedHashMap<>();
        for (SyncGroup group : next.syncGroups()) {
            List<Router> members = group.members().stream()
                    .flatMap(name -> find(name).stream())
                    .toList();
            Optional<NotifiedState> announced =
                    Optional.ofNullable(groups.get(group.name())).flatMap(SyncGroupRule::announced);
            formed.put(group.name(), SyncGroupRule.of(group, members, announced));
        }
        groups = formed;
        deadlines = routers.stream()
                .map(router -> router.companions().deadline())
                .distinct()
                .toArray(NextDeadline[]::new);
    }

    /** Hands a packet to the virtual router of its VRID, family and interface (RFC 9568, 7.1). */
    void deliver(PacketReceived packet, long now) {
        int vrid = AdvertisementCodec.vridOf(packet.message());
        if (vrid < 1) {
            packetsWithoutVrid++;
            return;
        }
        List<Router> candidates = directory.find(packet.interfaceName(), packet.family(), vrid);
        if (candidates.isEmpty()) {
            countUnknown(new RouterKey(packet.interfaceName(), vrid, packet.family()), packet, now);
        } else {
            Router router = addressee(candidates, packet);
            router.hear(packet, now);
            router.companions().deadline().changed();
            if (earliestKnown) {
                long moved = moment(router.companions().deadline().nanosLeft(now), now);
                earliest = moved - earliest < 0 ? moved : earliest;
            }
        }
    }

    /** Something happened that may concern all. */
    void anyDeadlineMayMove() {
        earliestKnown = false;
        for (NextDeadline deadline : deadlines) {
            deadline.changed();
        }
    }

    /**
     * Has those act that have something to do, in the order of the configuration: all adverts first, for no advert may wait. What is announced
     * again may; if that is much, some is due still, and comes with the next ticks.
     */
    void tickDue(long now) {
        for (int i = 0; i < routers.size(); i++) {
            Router router = routers.get(i);
            if (router.companions().deadline().mayBeDue(now)) {
                tick(router, now);
            }
        }
        int most = ANNOUNCING_A_TICK;
        for (int i = 0; i < routers.size() && most > 0; i++) {
            if (announceDue(routers.get(i), now)) {
                most--;
            }
        }
    }

    /** Has one act, if it has something to do. */
    void tick(Router router, long now) {
        router.tick(now);
        router.companions().deadline().changed();
        earliestKnown = false;
    }

    /** Has one announce its addresses, if that is due; which it is for active ones only. Tells whether it was. */
    boolean announceDue(Router router, long now) {
        return router.announcements().tick(router.config(), around, now);
    }

    /** How long until the first has something to do; 0 when it has now, {@link VrrpEngine#NO_DEADLINE} when none has ever. */
    long nanosLeft(long now) {
        long least = VrrpEngine.NO_DEADLINE;
        for (NextDeadline deadline : deadlines) {
            least = Math.min(least, deadline.nanosLeft(now));
        }
        earliest = moment(least, now);
        earliestKnown = true;
        return least;
    }

    /** Whether one has something to do before a moment; all are asked only when that may be. */
    boolean hasDeadlineBefore(long moment, long now) {
        return (!earliestKnown || earliest - moment < 0) && nanosLeft(now) < moment - now;
    }

    /** One that never comes is halfway round the clock, so that it can be compared by subtraction. */
    private static long moment(long nanosLeft, long now) {
        return now + Math.min(nanosLeft, VrrpEngine.NO_DEADLINE / 2);
    }

    /**
     * One VRID may be used twice on an interface, with other unicast peers or another group
     * (docs/keepalived-behaviours.md, item 23).
     */
    private static Router addressee(List<Router> candidates, PacketReceived packet) {
        if (candidates.size() > 1) {
            for (Router candidate : candidates) {
                if (PacketScreen.isMeantFor(candidate.config().peering(), packet)) {
                    return candidate;
                }
            }
        }
        return candidates.getFirst();
    }

    private void countUnknown(RouterKey key, PacketReceived packet, long now) {
        unknownVrids.merge(key, 1L, Long::sum);
        if (configuration.logUnknownVrids()) {
            around.limitedWarning(
                    "unknown VRID " + key.vrid(),
                    packet.source(),
                    "Unknown VRID(" + key.vrid() + ") received on interface(" + key.interfaceName() + "). ignoring...",
                    now);
        }
    }

    /** Ends the holds whose time is up; tells whether there was one. */
    boolean endHolds(long now) {
        boolean any = false;
        for (int i = 0; i < routers.size(); i++) {
            any |= routers.get(i).fitness().refusal().endsBy(now);
        }
        return any;
    }

    /** An interface is up, or has another address: whoever was refused something may try again. */
    void linkIsFresh(String interfaceName) {
        for (Router router : routers) {
            if (router.config().key().interfaceName().equals(interfaceName)) {
                router.fitness().refusal().clear();
            }
        }
    }

    void announceGroups() {
        groups.values().forEach(group -> group.announce(around));
    }

    void announceGroupsEnd(NotifiedState state, Cause cause) {
        groups.values().forEach(group -> group.announceEnd(around, state, cause));
    }

    /**
     * Takes a new configuration. What is gone lets go first, then what stays sheds addresses, then it takes new
     * ones: an address can move between virtual routers in one reload.
     *
     * @param running whether the engine has started; otherwise nothing is announced
     */
    void reconfigure(EngineConfiguration next, boolean running, long now) {
        Map<String, String> formerNames = Succession.of(configuration.routers(), next.routers());
        List<Router> leaving = new ArrayList<>(routers);
        List<Router> all = new ArrayList<>();
        Map<Router, VirtualRouter> plans = new LinkedHashMap<>();
        for (VirtualRouter wanted : next.routers()) {
            Optional<Router> match =
                    Optional.ofNullable(formerNames.get(wanted.name())).flatMap(this::find);
            match.ifPresent(router -> {
                leaving.remove(router);
                plans.put(router, wanted);
            });
            all.add(match.orElseGet(() -> new Router(wanted, around, now)));
        }
        if (running) {
            leaving.forEach(Router::sayPriorityZero);
            leaving.forEach(router -> router.stop(NotifiedState.DELETED, new Cause.RemovedByReload(), now));
        }
        leaving.forEach(router -> router.handOver().release());
        Map<Router, VirtualRouter> former = new LinkedHashMap<>();
        plans.forEach((router, plan) -> former.put(router, router.replaceConfig(plan)));
        adopt(next, all);
        former.forEach((router, before) -> router.reconfigured(before, now));
        former.keySet().forEach(Router::updateAddresses);
    }

    /** Takes over how each router of another roster of the same configuration is doing. */
    void resemble(Roster other) {
        for (int i = 0; i < routers.size(); i++) {
            routers.get(i).resemble(other.routers.get(i));
        }
        groups.forEach((name, group) -> group.resemble(other.groups.get(name)));
    }
}
