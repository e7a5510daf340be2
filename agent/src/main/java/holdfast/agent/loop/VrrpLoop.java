package holdfast.agent.loop;

import holdfast.agent.events.Journal;
import holdfast.agent.plan.AgentPlan;
import holdfast.agent.status.VrrpStatus;
import holdfast.linux.Epoll;
import holdfast.linux.EventFd;
import holdfast.linux.LinuxException;
import holdfast.linux.PacketSocket;
import holdfast.linux.RouteMonitor;
import holdfast.linux.RouteSocket;
import holdfast.track.notify.NotifyRunner;
import holdfast.vip.AddressHolder;
import holdfast.vip.Announcer;
import holdfast.vip.InterfaceSettings;
import holdfast.vip.LinkMonitor;
import holdfast.vip.RouteKernel;
import holdfast.vip.RoutingEntry;
import holdfast.vip.VirtualMacInterfaces;
import holdfast.vrrp.RouterState;
import holdfast.vrrp.RouterStatus;
import holdfast.vrrp.Succession;
import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.TrackedObject;
import holdfast.vrrp.VrrpEngine;
import holdfast.vrrp.VrrpEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns all VRRP state: waits for packets, the kernel's news, signals, messages and the earliest deadline, and
 * feeds the engine.
 *
 * <p>What is queued is read before a deadline is believed. {@link #post} is for any thread, everything else for the loop's own.
 */
public final class VrrpLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VrrpLoop.class);

    private static final long TIMER = 1;
    private static final long BELL = 2;
    private static final long SIGNAL = 3;
    private static final long MONITOR = 4;
    private static final int PACKETS_A_TURN = 64;
    private static final int MESSAGES_A_TURN = 256;
    private static final int LONGEST_WAIT_MILLIS = 1000;
    private static final long SLICES_NANOS = Duration.ofMillis(25).toNanos();
    /** Later deadlines need no timer: the loop wakes up each second anyway. */
    private static final long FARTHEST_NANOS = Duration.ofSeconds(10).toNanos();

    private final Plans plans;
    private final LoopListener listener;
    private final LoopSettings settings;
    private final VrrpEngine engine;
    private final Epoll epoll = Epoll.open();
    private final LoopTimer timer = LoopTimer.open();
    private final Gathering gathering = new Gathering(LockSupport::parkNanos);
    private final EventFd bell = EventFd.open();
    private final LoopSignals signals;
    private final RouteSocket routes = RouteSocket.open();
    private final RouteMonitor monitor = RouteMonitor.open();
    private final RouteMonitor removals = RouteMonitor.ofRemovals(RoutingEntry.OWN_PROTOCOL);
    private final PacketSocket frames = PacketSocket.open();
    private final Inbox inbox = new Inbox(bell);
    private final RouteKernel kernel;
    private final Chronicle chronicle;
    private final LinksToEngine linkNews;
    private final LinkMonitor links;
    private final AddressHolder addresses;
    private final RoutingTables routing;
    private final StaticKeeper statics;
    private final KernelNews news;
    private final VirtualMacs virtualMacs;
    private final Announcer announcer;
    private final ReceiverTable receivers;
    private final SenderTable senders;
    private final EffectPerformer performer;
    private final StatusCollector status;
    private final ElectionOrders orders;
    private final PlanChange planChange;
    private final EngineDriver driver;
    private final LastLook lastLook;
    private final LastService lastService;
    private final Consumer<VrrpEvent> toEngine = this::engine;
    private final Supplier<Legacy> legacy = this::legacy;
    private boolean stopping;
    private boolean keepAddresses;
    private Successors successors = Successors.NONE;

    /**
     * Opens everything that does not depend on the configuration.
     *
     * @param plan what to do
     * @param notify runs notify scripts; stays open when this is closed
     * @param listener is told about signals and changes
     * @param settings what the command line says
     * @param journal where events go
     * @throws LinuxException when the system refuses something, above all for lack of rights
     */
    public VrrpLoop(AgentPlan plan, NotifyRunner notify, LoopListener listener, LoopSettings settings, Journal journal)
            throws LinuxException {
        this.listener = listener;
        this.signals = LoopSignals.open(listener);
        this.settings = settings;
        this.keepAddresses = settings.keepAddressesOnExit();
        this.chronicle = new Chronicle(journal);
        this.linkNews = new LinksToEngine(this::engine, chronicle);
        this.engine = new VrrpEngine(plan.engine());
        this.kernel = settings.measurements().timed(RouteKernel.of(routes));
        this.plans = new Plans(OwnAddresses.leaveAlone(plan, kernel), engine::isActive);
        this.links = new LinkMonitor(kernel, linkNews);
        this.addresses = new AddressHolder(kernel, links);
        this.routing = new RoutingTables(kernel, links, chronicle);
        this.statics = new StaticKeeper(addresses, routing);
        this.news = new KernelNews(
                monitor, removals, statics, links, addresses, settings.reportAddressChanges(), listener, chronicle);
        InterfaceSettings interfaces = new InterfaceSettings(InterfaceSettings.KERNEL);
        this.virtualMacs = new VirtualMacs(new VirtualMacInterfaces(kernel, interfaces));
        this.announcer = Announcements.announcer(frames, links, interfaces);
        this.receivers = new ReceiverTable(
                epoll,
                (place, trouble) -> engine(
                        new VrrpEvent.HearingChanged(place.interfaceName(), Families.vrrp(place.family()), trouble)));
        this.senders = new SenderTable(links::named);
        this.performer = new EffectPerformer(
                plans,
                senders,
                addresses,
                announcer,
                notify,
                listener,
                chronicle,
                settings.lifeSigns(),
                settings.measurements().takeovers(),
                routing);
        this.driver = new EngineDriver(engine, performer, plans);
        this.lastLook = new LastLook(receivers, driver, toEngine);
        this.lastService = new LastService(engine, driver, receivers);
        this.status = new StatusCollector(engine, plans, addresses, routing, chronicle);
        this.orders = new ElectionOrders(engine, this::engine, listener);
        this.planChange = new PlanChange(
                new PlanChange.Parts(
                        kernel, engine, plans, links, addresses, statics, senders, virtualMacs, performer, chronicle),
                new PlanChange.Hands(this::prepareInterfaces, this::listen, news::refreshLinks, driver::play));
        epoll.add(timer.pollable(), TIMER);
        epoll.add(bell, BELL);
        epoll.add(signals, SIGNAL);
        epoll.add(monitor, MONITOR);
        epoll.add(removals, MONITOR);
    }

    /** Leaves a message for the loop; any thread. */
    public void post(LoopMessage message) {
        inbox.post(message);
    }

    /**
     * Looks at the interfaces and opens the sockets; nothing is said or changed yet.
     *
     * @throws LinuxException when the kernel does not say what interfaces there are
     */
    public void prepare() throws LinuxException {
        links.virtualAddresses(Plans.virtualAddresses(plans.current()));
        links.refresh();
        prepareInterfaces(plans.current());
        listen();
        WatchedThings.forbidden(plans.current()).forEach(this::engine);
    }

    /** Loads and links what a takeover runs; takes some ten milliseconds. */
    public void rehearse() {
        senders.open(plans.current().routers().values());
        DryTakeover.attempt(plans.current(), kernel);
    }

    /** What of the routers of a process that was killed this one can go on with; to be asked after {@link #prepare}. */
    public Optional<Inheritance> resumable(FormerProcess former) {
        routing.removeFormer(former.lastWords().routing(), plans.current());
        return Resumption.of(former, plans.current(), kernel, links, settings.standing(), System.nanoTime());
    }

    /**
     * Starts the election.
     *
     * @param inherited from a former process of this daemon
     * @throws LinuxException when the timer cannot be set
     */
    public void start(Optional<Inheritance> inherited) throws LinuxException {
        List<VrrpEvent> before = inherited
                .map(Inheritance::events)
                .orElseGet(() -> settings.adopt() ? Adoption.of(plans.current(), kernel, links) : List.of());
        inherited.ifPresent(former -> chronicle.goOnFrom(former.tracked()));
        inherited.ifPresent(former -> routing.removeFormer(former.routing(), plans.current()));
        before.forEach(this::engine);
        LeftBehind.sweep(addresses, routing, plans.current(), before, inherited.isEmpty() && !settings.adopt());
        statics.keep(plans.current().statics(), System.nanoTime());
        orders.restore(inherited.map(Inheritance::standing).orElse(settings.standing()));
        engine(new VrrpEvent.Startup());
        if (engine.statuses().stream().noneMatch(status -> status.state() instanceof RouterState.Active)) {
            rehearse();
        }
        linkNews.begin();
        armTimer();
    }

    /**
     * Runs until told to stop; the routers have let go and the addresses are removed then.
     *
     * @throws LinuxException when waiting itself fails
     */
    public void run() throws LinuxException {
        try {
            while (!stopping) {
                turn(); // a method, for the body of a loop that never ends is interpreted for long
            }
        } catch (RuntimeException | LinuxException | Error e) {
            LOG.error("The loop ends by a mistake; letting go of all addresses. Please report this", e);
            boolean midway = stopping;
            stop(lastService::omit);
            if (midway && !keepAddresses) {
                lastService.omit();
            }
            throw e;
        }
    }

    /** After {@link #run}: returns when others serve what was served here, or when nobody does so in time; 3 seconds at most. */
    public void awaitSuccessors() {
        successors.await(receivers);
    }

    private void turn() throws LinuxException {
        int ready = epoll.await(LONGEST_WAIT_MILLIS);
        long woken = System.nanoTime();
        timer.awoke(woken, settings.measurements());
        for (int i = 0; i < ready && !stopping; i++) {
            dispatch(epoll.token(i));
        }
        if (stopping) {
            return; // another process may act for the routers by now
        }
        long read = System.nanoTime();
        if (engine.hasDeadlineBefore(read + 1, read)) {
            lastLook.tick();
        } else if (performer.hasMore()) {
            performer.goOn(woken + Math.min(engine.nanosUntilNextDeadline(woken), SLICES_NANOS), toEngine);
        }
        if (linkNews.takeChanged() || receivers.lacksSome()) {
            prepareInterfaces(plans.current());
            listen();
        }
        armTimer();
        long done = System.nanoTime();
        settings.measurements().turned(woken, done);
        statics.look(done);
        listener.turned(done);
        settings.lifeSigns().turned(chronicle.version(), done, legacy);
        gathering.turned(woken, System.nanoTime(), timer.firesAt());
    }

    private void dispatch(long token) throws LinuxException {
        if (token == TIMER) {
            timer.acknowledge();
        } else if (token == BELL) {
            messages();
        } else if (token == SIGNAL) {
            signals.read(this::stop);
        } else if (token == MONITOR) {
            news.read(plans, this::engine);
        } else {
            receivers.drain(token, PACKETS_A_TURN, toEngine);
            gathering.heard();
        }
    }

    private void engine(VrrpEvent event) {
        driver.on(event, System.nanoTime());
    }

    private void armTimer() throws LinuxException {
        long now = System.nanoTime();
        long announcement = announcer.sendDue(now).orElse(now + FARTHEST_NANOS);
        if (performer.hasMore()) {
            timer.set(now);
        } else if (!timer.firesBetween(now, announcement) || engine.hasDeadlineBefore(timer.firesAt(), now)) {
            timer.set(now + Math.max(Math.min(engine.nanosUntilNextDeadline(now), announcement - now), 0));
        } // else it fires soon enough, perhaps too soon: it need not move with each packet
    }

    private void messages() {
        for (int i = 0; i < MESSAGES_A_TURN && !stopping; i++) {
            LoopMessage message = inbox.poll();
            if (message == null) {
                return;
            }
            switch (message) {
                case LoopMessage.Tracked(TrackedObject object, TrackStatus status) -> {
                    chronicle.tracked(object, status);
                    engine(new VrrpEvent.TrackedObjectChanged(object, status));
                }
                case LoopMessage.Unclaimed(VrrpEvent.AddressesUnclaimed event) -> engine(event);
                case LoopMessage.NewPlan(AgentPlan plan, CompletableFuture<Reconfiguration> done) -> {
                    listener.renamed(Succession.renames(
                            plans.current().engine().routers(), plan.engine().routers()));
                    done.complete(planChange.apply(plan));
                }
                case LoopMessage.RehearsalAsked(AgentPlan plan, CompletableFuture<Rehearsal> answer) ->
                    planChange.rehearse(plan, answer);
                case LoopMessage.StatusAsked(CompletableFuture<VrrpStatus> answer) ->
                    status.tell(answer, inbox.dropped());
                case LoopMessage.Ordered(ElectionOrder order, CompletableFuture<OrderResult> answer) ->
                    orders.obey(order, answer);
                case LoopMessage.Relieved(Relief relief) -> leave(relief);
                case LoopMessage.Stop(boolean inPlace) -> {
                    keepAddresses |= inPlace;
                    stop();
                }
            }
        }
    }

    /** Makes virtual MAC interfaces, and everything that a takeover would otherwise have to make. */
    private void prepareInterfaces(AgentPlan plan) {
        if (virtualMacs.create(plan, links)) {
            news.refreshLinks();
        }
        Announcements.prepare(announcer, plan);
    }

    private void listen() {
        receivers.update(ListeningPlaces.of(plans.current().routers().values()), links::named);
    }

    private Legacy legacy() {
        long now = System.nanoTime();
        return new Legacy(
                plans.current().engine(),
                Inheritance.of(engine, chronicle.tracked(), List.of(), now),
                LastWords.of(engine, plans, routing, now));
    }

    private void leave(Relief relief) {
        if (engine.statuses().stream().anyMatch(RouterStatus::handingOver)) {
            relief.refuse("a hand-over is under way");
            return;
        }
        engine(new VrrpEvent.AdvertiseNow());
        if (relief.take(Inheritance.of(engine, chronicle.tracked(), routing.left(), System.nanoTime()))) {
            stopping = new Overlap(engine::nanosUntilNextDeadline, driver::on, System::nanoTime).isRelieved(relief);
            keepAddresses |= stopping;
            timer.forget();
        }
    }

    private void stop() {
        stop(() -> lastService.run(listener::handingOver, successors::hear));
    }

    private void stop(Runnable letGo) {
        if (!stopping) {
            stopping = true;
            chronicle.stopping();
            if (keepAddresses) {
                Farewell.leaveInPlace(addresses, routing);
            } else {
                successors = Successors.of(engine.statuses());
                successors.patience().ifPresent(listener::lettingGo);
                letGo.run();
            }
        }
    }

    /** Gives back what is left: virtual MAC interfaces, sockets; and addresses, should the loop have ended by a mistake. */
    @Override
    public void close() {
        inbox.close();
        if (!keepAddresses) {
            routing.releaseAll();
            addresses.release(List.copyOf(addresses.held()), System.nanoTime()); // normally none are held any more
            virtualMacs.removeAll();
        }
        receivers.close();
        senders.close();
        frames.close();
        monitor.close();
        removals.close();
        routes.close();
        signals.close();
        bell.close();
        timer.close();
        epoll.close();
    }
}
