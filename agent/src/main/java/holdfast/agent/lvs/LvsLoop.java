package holdfast.agent.lvs;

import holdfast.agent.lvs.operator.LvsControl;
import holdfast.agent.lvs.operator.LvsListing;
import holdfast.check.CheckId;
import holdfast.check.CheckReport;
import holdfast.ipvs.BalancingEffect;
import holdfast.ipvs.BalancingEvent;
import holdfast.ipvs.CheckVerdict;
import holdfast.ipvs.KernelTable;
import holdfast.ipvs.VirtualServerStatus;
import holdfast.ipvs.VirtualServers;
import holdfast.linux.IpvsDestinationStatus;
import holdfast.linux.IpvsServiceKey;
import holdfast.track.TrackedFiles;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code lvs-loop} thread: owns the virtual servers' state, performs what follows from each event, and looks at the kernel's table now and
 * then, for the kernel does not tell of changes by others.
 *
 * <p>All public methods may be called on any thread; none waits but {@link #close}.
 */
public final class LvsLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LvsLoop.class);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(25);

    private final LvsInbox inbox = new LvsInbox();
    private final PendingVerdicts verdicts = new PendingVerdicts();
    private final LastTries lastTries = new LastTries();
    private final TryTally tally;
    private final IpvsAccess kernel;
    private final Supplier<Set<InetAddress>> ownAddresses;
    private final Checking checking;
    private final TrackedFiles files;
    private final OperatorDesk desk;
    private final Thread thread;
    private volatile Set<InetAddress> watched = Set.of();

    // The thread's own:
    private LvsPlan plan;
    private Optional<VirtualServers> servers = Optional.empty();
    private final SyncConduct sync;
    private final EffectHands hands;
    private long lookAt;

    /**
     * Starts the thread with a plan.
     *
     * @param plan what to do; an idle one touches nothing
     * @param kernel opens the kernel's table
     * @param outlets where news go
     * @param orders of operators, kept over a restart
     * @param ownAddresses asks for all addresses of this node
     * @param masters VRRP instances that are MASTER here already: a sync daemon that sends for one is not to be stopped
     */
    LvsLoop(
            LvsPlan plan,
            IpvsTable.Opener kernel,
            Outlets outlets,
            OrderBook orders,
            Supplier<Set<InetAddress>> ownAddresses,
            Set<String> masters) {
        this.desk = new OperatorDesk(new DeskLoop(), orders);
        this.plan = plan;
        this.sync = new SyncConduct(this::on, masters);
        this.tally = new TryTally(plan.checkers());
        this.kernel = new IpvsAccess(kernel);
        this.ownAddresses = ownAddresses;
        this.checking = new Checking(this::tried);
        this.hands = new EffectHands(this.kernel, outlets, checking, sync);
        this.files = new TrackedFiles((name, value) -> post(new LvsMessage.FileChanged(name, value)));
        this.thread = Thread.ofPlatform().name("lvs-loop").daemon().start(this::run);
    }

    /** A loop of this node. */
    public static LvsLoop start(
            LvsPlan plan, IpvsTable.Opener kernel, Outlets outlets, OrderBook orders, Set<String> masters) {
        return new LvsLoop(plan, kernel, outlets, orders, NodeAddresses::now, masters);
    }

    /** A reload: changes what differs, and nothing else. What it did ends the future, on the loop's thread. */
    public CompletableFuture<Rebalancing> reload(LvsPlan next) {
        CompletableFuture<Rebalancing> done = new CompletableFuture<>();
        post(new LvsMessage.NewPlan(next, done));
        return done;
    }

    /** What {@link #reload} would do now, to be worked out by whoever asks. */
    public CompletableFuture<BalancingRehearsal> rehearse(LvsPlan next) {
        CompletableFuture<BalancingRehearsal> answer = new CompletableFuture<>();
        post(new LvsMessage.Task(() -> answer.complete(new BalancingRehearsal(
                plan, next, servers.map(VirtualServers::status).orElse(List.of())))));
        return answer;
    }

    /** A VRRP instance changed its state. */
    public void instanceChanged(String name, boolean master) {
        post(new LvsMessage.InstanceChanged(name, master));
    }

    /** VRRP instances have other names from now on: the new one by the former one. */
    public void renamed(Map<String, String> nowByFormer) {
        post(new LvsMessage.Task(() -> sync.renamed(plan, nowByFormer, System.nanoTime())));
    }

    /** Instances are being handed over: tells the other director of connections until they are, for {@code patience} at most. */
    public void handingOver(Collection<String> instances, Duration patience) {
        long now = System.nanoTime();
        post(new LvsMessage.Task(() -> sync.handOver(plan, instances, patience, now)));
    }

    /** All instances are about to be let go of: tells the other director of connections now, for {@code patience} at most, and ends the future then. */
    public CompletableFuture<Void> lettingGo(Duration patience) {
        return CompletableFuture.runAsync(
                () -> on(new BalancingEvent.HandingOver(patience)), task -> post(new LvsMessage.Task(task)));
    }

    /** Whether answers of real servers may be on their way that the kernel has to translate. */
    public CompletableFuture<Boolean> awaitsAnswers() {
        return CompletableFuture.supplyAsync(
                () -> TranslatedAnswers.areAwaited(plan.pool(), kernel.counts()),
                task -> post(new LvsMessage.Task(task)));
    }

    /** A BFD session is up, or down. */
    public void sessionChanged(String name, boolean up) {
        post(new LvsMessage.SessionChanged(name, up));
    }

    /** This node has lost the network ({@code true}), or has it again. */
    public void cutOff(boolean now) {
        post(new LvsMessage.CutOff(now));
    }

    /** Another process goes on with the table: this one does not touch it any more, until it is told {@code false}. */
    public void rest(boolean on) {
        post(new LvsMessage.Rest(on));
    }

    /** An address of this node came, was extended, or went: checks under way start over; {@code ha_suspend} may be about it. */
    public void addressChanged(InetAddress address, boolean present) {
        checking.addressChanged(address, present);
        if (watched.contains(address)) {
            post(new LvsMessage.AddressChanged(address, present));
        }
    }

    /** For operators. */
    public LvsControl control() {
        return desk;
    }

    void post(LvsMessage message) {
        inbox.add(message);
    }

    /** Takes everything out of the kernel's table that the configuration put there, as it says, and ends the thread. */
    @Override
    public void close() {
        close(BalancingEvent.End.CLEARED);
    }

    /**
     * Ends the thread.
     *
     * @param end what becomes of the service
     */
    public void close(BalancingEvent.End end) {
        checking.close();
        files.close();
        post(new LvsMessage.Stop(end));
        try {
            if (!thread.join(STOP_TIMEOUT)) {
                LOG.error("the IPVS table is not cleared after {} s; the agent ends without", STOP_TIMEOUT.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** On the checks' thread. */
    private void tried(CheckReport report) {
        lastTries.note(report.id(), System.nanoTime());
        tally.note(report);
        if (report.worthLogging() && !report.changed()) { // what is news is logged with what follows from it
            LOG.info(
                    "Check of {} for {}: {} (try {})",
                    report.id().realServer(),
                    report.id().virtualServer(),
                    report.verdict().words(),
                    report.failures());
        }
        if (verdicts.add(report)) {
            post(new LvsMessage.Verdicts());
        }
    }

    private void run() {
        try (kernel) {
            look();
            boolean running = true;
            while (running) {
                Optional<LvsMessage> message = inbox.next(nanosUntilNext());
                running = message.isEmpty() || handle(message.get());
                if (running && !inbox.isResting()) {
                    desk.expire(System.nanoTime());
                    sync.act(System.nanoTime());
                    if (lookAt - System.nanoTime() <= 0) {
                        look();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) { // nobody else would say that this thread died
            LOG.error("load balancing has stopped, the kernel goes on as it is; please report this", e);
        }
    }

    private long nanosUntilNext() {
        long now = System.nanoTime();
        long own = Math.min(Math.max(0, lookAt - now), sync.nanosUntilNext(now));
        return Math.min(own, desk.nextEnd(now).orElse(Long.MAX_VALUE));
    }

    /** The first look starts the virtual servers; later ones find what others have changed. */
    private void look() {
        long begin = System.nanoTime();
        if (servers.isPresent()) {
            kernel.read().ifPresent(table -> on(new BalancingEvent.TableRead(table)));
        } else if (!plan.isIdle()) {
            kernel.read().ifPresent(this::begin);
        }
        lookAt = LookPause.next(begin, System.nanoTime());
    }

    private void begin(KernelTable table) {
        servers = Optional.of(new VirtualServers(plan.pool()));
        desk.resume(System.nanoTime());
        watch();
        sync.begin(plan);
        on(new BalancingEvent.Started(table, ownAddresses.get()));
        files.update(plan.files());
        checking.update(plan);
    }

    private boolean handle(LvsMessage message) {
        switch (message) {
            case LvsMessage.Verdicts _ -> verdicts.take().forEach(this::tell);
            case LvsMessage.NewPlan(LvsPlan next, CompletableFuture<Rebalancing> done) -> done.complete(replace(next));
            case LvsMessage.FileChanged(String name, int value) -> fileChanged(name, value);
            case LvsMessage.SessionChanged(String name, boolean up) -> session(name, up);
            case LvsMessage.InstanceChanged(String name, boolean master) ->
                sync.instanceChanged(plan, name, master, System.nanoTime());
            case LvsMessage.CutOff(boolean now) -> checking.cutOff(now);
            case LvsMessage.AddressChanged(InetAddress address, boolean present) ->
                on(new BalancingEvent.AddressChanged(address, present));
            case LvsMessage.Task(Runnable work) -> work.run();
            case LvsMessage.Rest(boolean on) -> inbox.rest(on);
            case LvsMessage.Stop(BalancingEvent.End end) -> {
                on(new BalancingEvent.Stopping(end));
                return false;
            }
        }
        return true;
    }

    private void tell(CheckId check, CheckVerdict verdict) {
        LvsPlan.CheckerId checker = plan.checkers().get(check);
        if (checker != null) { // a reload may have removed it meanwhile
            finished(checker, verdict);
        }
    }

    private Rebalancing replace(LvsPlan next) {
        LvsPlan before = plan;
        plan = next;
        lastTries.keepOnly(next.checkers().keySet());
        tally.replace(next.checkers());
        if (servers.isEmpty()) {
            look();
            return new Rebalancing(before, next, false, List.of());
        }
        watch();
        sync.replaced(next, System.nanoTime());
        List<BalancingEffect> effects = on(new BalancingEvent.Reloaded(next.pool()));
        files.update(next.files());
        checking.update(next);
        return new Rebalancing(before, next, true, effects);
    }

    /** Changes of addresses count from before the moment when they are read. */
    private void watch() {
        Set<InetAddress> addresses = new HashSet<>();
        plan.pool().virtualServers().forEach(server -> addresses.addAll(server.suspendWithout()));
        watched = Set.copyOf(addresses);
    }

    private void fileChanged(String name, int value) {
        for (LvsPlan.FileChecker check : plan.fileChecks().getOrDefault(name, List.of())) {
            finished(check.checker(), check.check().verdict(value));
        }
    }

    private void session(String name, boolean up) {
        CheckVerdict verdict = up ? CheckVerdict.passed() : new CheckVerdict.Failed("BFD session " + name + " is down");
        plan.bfdChecks().getOrDefault(name, List.of()).forEach(checker -> finished(checker, verdict));
    }

    private void finished(LvsPlan.CheckerId checker, CheckVerdict verdict) {
        on(new BalancingEvent.CheckFinished(checker.server(), checker.checker(), verdict));
    }

    /** One event and all that follows from it; returns what the event itself led to. */
    private List<BalancingEffect> on(BalancingEvent first) {
        if (servers.isEmpty()) {
            return List.of();
        }
        Deque<BalancingEvent> consequences = new ArrayDeque<>();
        List<BalancingEffect> effects = servers.get().on(first, System.nanoTime());
        hands.perform(effects, plan, consequences);
        while (!consequences.isEmpty()) {
            hands.perform(servers.get().on(consequences.removeFirst(), System.nanoTime()), plan, consequences);
        }
        return effects;
    }

    /** The loop as operators see it. */
    private final class DeskLoop implements OperatorDesk.Loop {
        @Override
        public boolean execute(Runnable task) {
            if (!thread.isAlive()) {
                return false;
            }
            post(new LvsMessage.Task(task));
            return true;
        }

        @Override
        public void command(BalancingEvent.Commanded command) {
            on(command);
        }

        @Override
        public List<VirtualServerStatus> status() {
            return lastTries.into(servers.map(VirtualServers::status).orElse(List.of()), plan);
        }

        @Override
        public Optional<String> trouble() {
            return servers.isPresent() ? Optional.empty() : kernel.trouble();
        }

        @Override
        public Map<IpvsServiceKey, List<IpvsDestinationStatus>> counts() {
            return kernel.counts();
        }

        @Override
        public Map<String, LvsListing.Tries> tries() {
            return tally.byKind();
        }
    }
}
