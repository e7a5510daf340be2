package holdfast.vrrp;

import holdfast.vrrp.Effect.NotifiedState;
import holdfast.vrrp.VrrpEvent.PacketReceived;
import holdfast.vrrp.VrrpEvent.TrackedObjectChanged;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The election of all virtual routers of one node: event and time in, effects out.
 *
 * <p>How it is driven, by one thread:
 * <ol>
 *   <li>report every link ({@link VrrpEvent.LinkChanged}) and what is known of tracked things, then {@link
 * VrrpEvent.Startup};
 *   <li>wait for input, but at most {@link #nanosUntilNextDeadline(long)};
 *   <li>hand in <em>all</em> queued input with {@link #on(VrrpEvent, long)}, performing the effects of each call in
 * their order;
 *   <li>then {@link VrrpEvent.Tick}, and perform its effects.
 * </ol>
 *
 * What could not be performed comes back as {@link VrrpEvent.EffectRefused}, after the effects of the step have all
 * been tried.
 */
public final class VrrpEngine {
    /** Answer of {@link #nanosUntilNextDeadline(long)} when nothing is due ever. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private final Surroundings around;
    private final Roster roster;
    private Phase phase = Phase.CREATED;
    private long startAt;
    private boolean succeeding;
    private boolean relieved;

    private enum Phase {
        CREATED,
        DELAYED,
        RUNNING,
        DEPARTING,
        STOPPED
    }

    /** An engine that has not started; nothing happens before {@link VrrpEvent.Startup}. */
    public VrrpEngine(EngineConfiguration configuration) {
        this(configuration, new Surroundings());
    }

    private VrrpEngine(EngineConfiguration configuration, Surroundings around) {
        this.around = around;
        this.roster = new Roster(configuration, around);
    }

    /**
     * An engine of its own in the state of this one, to ask what an event would lead to: what it does has no consequences here. Good for one
     * {@link VrrpEvent.Reconfigure} or {@link VrrpEvent.Shutdown}, for it knows states and tracked things, but nothing of counters and announcements under way.
     */
    public VrrpEngine rehearsal() {
        VrrpEngine copy = new VrrpEngine(roster.configuration(), around.copy());
        copy.roster.resemble(roster);
        copy.phase = phase;
        copy.startAt = startAt;
        return copy;
    }

    /**
     * Takes one event.
     *
     * @param event what happened
     * @param now monotonic nanoseconds, never less than in the call before
     * @return what to do, in order; read-only, and valid until the next call only, because the list is used again
     */
    public List<Effect> on(VrrpEvent event, long now) {
        around.beginStep();
        if (!(event instanceof PacketReceived || event instanceof VrrpEvent.Tick)) {
            roster.anyDeadlineMayMove(); // those two say whose
        }
        if (relieved) {
            advertiseOnly(event, now);
        } else if (phase == Phase.DEPARTING) {
            depart(event, now);
        } else if (phase != Phase.STOPPED) {
            handle(event, now);
            if (around.transitioned()) {
                roster.announceGroups();
            }
        }
        return around.effects();
    }

    /** Another process decides now; both would otherwise do the same, one of them too late. */
    private void advertiseOnly(VrrpEvent event, long now) {
        if (event instanceof VrrpEvent.Tick) {
            roster.routers().stream().filter(VrrpEngine::isActive).forEach(router -> {
                roster.tick(router, now);
                roster.announceDue(router, now);
            });
        } else if (event instanceof VrrpEvent.Resumed) {
            relieved = false;
            reconsiderAll("", now);
        }
    }

    private void handle(VrrpEvent event, long now) {
        switch (event) {
            case PacketReceived packet -> roster.deliver(packet, now);
            case VrrpEvent.Tick _ -> tick(now);
            case VrrpEvent.Adopted(String router) -> {
                roster.find(router).ifPresent(adopted -> adopted.admission().adopt());
                succeeding = true;
            }
            case VrrpEvent.Held(String router) ->
                roster.find(router).ifPresent(held -> held.handOver().hold());
            case VrrpEvent.HandOver handOver -> handOver(handOver, now);
            case VrrpEvent.TakeBack(String router) -> {
                roster.find(router).ifPresent(held -> held.companions().endHold(now));
            }
            case VrrpEvent.Maintenance(boolean on) -> {
                around.maintenance(on);
                if (!on) {
                    roster.routers().forEach(router -> router.handOver().release());
                }
                reconsiderAll(on ? "maintenance" : "maintenance is over", now);
            }
            case VrrpEvent.KnownPeer known -> {
                roster.find(known.router()).ifPresent(router -> router.peers().remember(known));
            }
            case VrrpEvent.AdvertiseNow _ -> {
                roster.routers().forEach(router -> router.handOver().toAnotherProcess(now));
            }
            case VrrpEvent.Relieved _ -> relieved = true;
            case VrrpEvent.Resumed _ -> {} // nobody was to go on
            case VrrpEvent.Startup _ -> start(now);
            case VrrpEvent.Departure _ -> {
                around.departure().begin(roster.routers(), now);
                phase = Phase.DEPARTING;
            }
            case VrrpEvent.Shutdown _ -> stop(now);
            case VrrpEvent.LinkChanged link -> linkChanged(link, now);
            case VrrpEvent.LinkGone(String interfaceName) -> linkGone(interfaceName, now);
            case VrrpEvent.HearingChanged hearing -> hearingChanged(hearing, now);
            case TrackedObjectChanged change -> trackedChanged(change, now);
            case VrrpEvent.AddressesLost lost -> {
                roster.find(lost.router()).ifPresent(router -> router.addressesLost(lost, now));
            }
            case VrrpEvent.AddressesUnclaimed(String router, long since) -> {
                roster.find(router)
                        .ifPresent(listening -> listening.backupRole().addressesUnclaimed(since, now));
            }
            case VrrpEvent.LeaseLapsed lapsed -> roster.find(lapsed.router()).ifPresent(Router::leaseLapsed);
            case VrrpEvent.EffectRefused refused -> effectRefused(refused, now);
            case VrrpEvent.Reconfigure reload -> {
                roster.reconfigure(reload.configuration(), phase == Phase.RUNNING, now);
                reconsiderAll("reload", now);
            }
        }
    }

    private void handOver(VrrpEvent.HandOver handOver, long now) {
        roster.find(handOver.router())
                .map(Router::companions)
                .filter(companions -> companions.objectionToHandOver().isEmpty())
                .ifPresent(companions -> companions.beginHandOver(handOver.because(), now));
    }

    private void start(long now) {
        if (phase == Phase.CREATED) {
            // Who goes on for another daemon of this node must not pause: others would take over.
            startAt = now
                    + (succeeding ? 0 : roster.configuration().startupDelay().toNanos());
            phase = Phase.DELAYED;
            runIfDue(now);
        }
    }

    private void runIfDue(long now) {
        if (phase == Phase.DELAYED && now - startAt >= 0) {
            phase = Phase.RUNNING;
            reconsiderAll("", now);
        }
    }

    private void tick(long now) {
        runIfDue(now);
        if (roster.endHolds(now)) {
            reconsiderAll("", now);
        }
        roster.tickDue(now);
    }

    private void linkChanged(VrrpEvent.LinkChanged link, long now) {
        // With another address, what was refused before may well be possible.
        boolean fresh = link.up() && !around.link(link.interfaceName()).equals(Optional.of(link));
        around.linkChanged(link);
        if (fresh) {
            roster.linkIsFresh(link.interfaceName());
        }
        reconsiderAll("interface " + link.interfaceName() + (link.up() ? " up" : " down"), now);
    }

    private void linkGone(String interfaceName, long now) {
        around.linkGone(interfaceName);
        reconsiderAll("interface " + interfaceName + " deleted", now);
    }

    private void hearingChanged(VrrpEvent.HearingChanged hearing, long now) {
        around.hearingChanged(hearing);
        reconsiderAll("adverts can " + (hearing.trouble().isPresent() ? "not " : "") + "be heard", now);
    }

    private void trackedChanged(TrackedObjectChanged change, long now) {
        around.track(change.object(), change.status());
        reconsiderAll(PriorityTracker.describe(change.object(), change.status()), now);
    }

    private void effectRefused(VrrpEvent.EffectRefused refused, long now) {
        if (refused.effect() instanceof Effect.OfRouter effect) {
            roster.find(effect.router()).ifPresent(router -> router.refused(effect, refused.reason(), now));
            reconsiderAll("", now);
        }
    }

    private void reconsiderAll(String cause, long now) {
        if (phase == Phase.RUNNING) {
            roster.anyDeadlineMayMove();
            for (Router router : roster.routers()) {
                router.admission().reconsider(cause, now);
            }
        }
    }

    /** Nothing begins any more. */
    private void depart(VrrpEvent event, long now) {
        if (event instanceof PacketReceived packet) {
            roster.deliver(packet, now);
        } else if (event instanceof VrrpEvent.Shutdown
                || (event instanceof VrrpEvent.Tick && nanosUntilNextDeadline(now) == 0)) {
            stop(now);
        }
    }

    private void stop(long now) {
        around.departure().end(roster.routers(), now);
        roster.announceGroupsEnd(NotifiedState.STOP, new Cause.Stopping());
        phase = Phase.STOPPED;
    }

    /**
     * How long the driver may sleep.
     *
     * @param now monotonic nanoseconds
     * @return nanoseconds, 0 when something is due already, {@link #NO_DEADLINE} when nothing is
     */
    public long nanosUntilNextDeadline(long now) {
        return switch (phase) {
            case CREATED, STOPPED -> NO_DEADLINE;
            case DELAYED -> relieved ? NO_DEADLINE : Math.max(0, startAt - now);
            case DEPARTING -> around.departure().nanosLeft(roster.routers(), now);
            case RUNNING -> relieved ? nanosUntilNextAdvert(now) : roster.nanosLeft(now);
        };
    }

    /**
     * Whether {@link #nanosUntilNextDeadline} ends before a moment. Costs less: a packet moves deadlines away, and where they have moved to is
     * looked up only when the former one comes.
     *
     * @param moment monotonic nanoseconds
     * @param now monotonic nanoseconds
     */
    public boolean hasDeadlineBefore(long moment, long now) {
        boolean deciding = phase == Phase.RUNNING && !relieved;
        return deciding ? roster.hasDeadlineBefore(moment, now) : nanosUntilNextDeadline(now) < moment - now;
    }

    private long nanosUntilNextAdvert(long now) {
        long least = NO_DEADLINE;
        for (Router router : roster.routers()) {
            if (isActive(router)) {
                least = Math.min(least, router.nanosLeft(now));
            }
        }
        return least;
    }

    /** Why a router, or its sync group, cannot {@linkplain VrrpEvent.HandOver hand over} now, in words; empty when it can. */
    public Optional<String> objectionToHandOver(String router) {
        return roster.find(router)
                .map(Router::companions)
                .map(SyncGroupRule::objectionToHandOver)
                .orElseGet(() -> Optional.of("there is no virtual router " + router));
    }

    /** Why a router, or its sync group, has nothing to {@linkplain VrrpEvent.TakeBack take back}; empty when it has. */
    public Optional<String> objectionToTakingBack(String router) {
        return roster.find(router)
                .map(Router::companions)
                .map(SyncGroupRule::objectionToTakingBack)
                .orElseGet(() -> Optional.of("there is no virtual router " + router));
    }

    /** How long a router that hands over waits for a successor, at most. */
    public Duration handOverPatience(String router) {
        long nanos = roster.find(router)
                .map(Router::companions)
                .map(SyncGroupRule::handOverPatience)
                .orElse(0L);
        return Duration.ofNanos(nanos);
    }

    /** Whether it is all over: {@link VrrpEvent.Shutdown} came, or what follows from {@link VrrpEvent.Departure} is done. */
    public boolean hasStopped() {
        return phase == Phase.STOPPED;
    }

    /** Whether the node keeps out of elections. */
    public boolean maintenance() {
        return around.maintenance();
    }

    /** The configuration in force. */
    public EngineConfiguration configuration() {
        return roster.configuration();
    }

    /** Whether a virtual router of this name is active. */
    public boolean isActive(String router) {
        return router(router).filter(VrrpEngine::isActive).isPresent();
    }

    private static boolean isActive(Router router) {
        return router.state() instanceof RouterState.Active;
    }

    /** How one virtual router is doing, or nothing if there is none of this name. */
    public Optional<RouterStatus> status(String router) {
        return router(router).map(Router::status);
    }

    /** One virtual router itself: a whole status costs more than an event. */
    Optional<Router> router(String name) {
        return roster.find(name);
    }

    /** How all virtual routers are doing, in the order of the configuration. */
    public List<RouterStatus> statuses() {
        return roster.routers().stream().map(Router::status).toList();
    }

    /** What each sync group last announced, by name; groups that announced nothing yet are absent. */
    public Map<String, NotifiedState> groupStates() {
        Map<String, NotifiedState> states = new LinkedHashMap<>();
        roster.groups().forEach((name, group) -> group.announced().ifPresent(state -> states.put(name, state)));
        return states;
    }

    /** Advertisements for a VRID nobody here has, by interface, VRID and family. */
    public Map<RouterKey, Long> unknownVrids() {
        return roster.unknownVrids();
    }

    /** Packets so short or so wrong that they name no VRID. */
    public long packetsWithoutVrid() {
        return roster.packetsWithoutVrid();
    }
}
