package holdfast.agent;

import holdfast.agent.cli.Daemon;
import holdfast.agent.cli.DaemonOptions;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.cli.KeepalivedBeside;
import holdfast.agent.cli.Readiness;
import holdfast.agent.cli.StartupFailure;
import holdfast.agent.cli.Subsystem;
import holdfast.agent.events.Happening;
import holdfast.agent.events.Journal;
import holdfast.agent.hook.EventHook;
import holdfast.agent.loop.FormerProcess;
import holdfast.agent.loop.Inheritance;
import holdfast.agent.loop.LifeSigns;
import holdfast.agent.loop.LoopListener;
import holdfast.agent.loop.LoopSettings;
import holdfast.agent.loop.UnclaimedAddresses;
import holdfast.agent.loop.VrrpLoop;
import holdfast.agent.lvs.CheckTools;
import holdfast.agent.lvs.OrderBook;
import holdfast.agent.lvs.OrderFile;
import holdfast.agent.lvs.Outlets;
import holdfast.agent.mail.MailRoute;
import holdfast.agent.mail.MailSender;
import holdfast.agent.mail.VrrpMails;
import holdfast.agent.operation.StandingOrderBook;
import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.Planner;
import holdfast.agent.process.Footprint;
import holdfast.agent.process.Predecessor;
import holdfast.agent.process.RunningKeepalived;
import holdfast.agent.process.ServiceManager;
import holdfast.agent.resume.ResumeBook;
import holdfast.agent.resume.ResumeFiles;
import holdfast.conf.model.Configuration;
import holdfast.linux.LinuxException;
import holdfast.linux.Signals;
import holdfast.track.notify.NotifyRunner;
import holdfast.track.run.ScriptRunner;
import holdfast.vrrp.Effect;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon: puts the parts together, runs them until told to stop, and takes them apart in order. */
public final class AgentDaemon implements Daemon {
    private static final Logger LOG = LoggerFactory.getLogger(AgentDaemon.class);

    @Override
    public int run(DaemonOptions options, Readiness readiness) throws StartupFailure {
        if (options.keepalived() == KeepalivedBeside.REFUSED) {
            RunningKeepalived.refuse(options.configurationFile());
        }
        ConfigurationSource source = new ConfigurationSource(options);
        boolean vrrp = options.subsystems().contains(Subsystem.VRRP);
        Planner planner = new Planner(options.vipLease(), vrrp);
        Configuration configuration = firstOrRelease(source, options);
        AgentPlan plan = planner.plan(configuration);
        try (ServiceManager manager = ServiceManager.of(System.getenv());
                ScriptRunner scripts = new ScriptRunner()) {
            Journal journal = new Journal();
            boolean checkers = options.subsystems().contains(Subsystem.CHECKERS);
            boolean bfd = options.subsystems().contains(Subsystem.BFD);
            // Only asked where there are virtual servers: it needs more of the class library.
            Supplier<OrderBook> orders =
                    () -> options.controlSocket().map(OrderFile::beside).orElseGet(OrderBook::none);
            try (StandingOrderBook standing = StandingOrderBook.beside(options.controlSocket());
                    Notifiers notifiers = notifiers(options, configuration, journal, scripts);
                    LoadBalancer balancer = new LoadBalancer(
                            new Outlets(notifiers.scripts(), notifiers.mails(), journal),
                            orders,
                            () -> CheckTools.with(scripts, options.verifyCertificates()),
                            checkers,
                            options.keepIpvsOnExit());
                    BfdSessions sessions = new BfdSessions(bfd, balancer, journal)) {
                Trackers trackers = new Trackers(scripts, notifiers.scripts());
                Reloader.Parts parts =
                        new Reloader.Parts(source, planner, trackers, balancer, sessions, manager, notifiers, journal);
                runLoop(options, readiness, parts, standing, plan, configuration);
            } catch (LinuxException e) {
                throw new StartupFailure(ExitStatus.FATAL, e.getMessage(), e);
            }
        }
        return ExitStatus.OK.code();
    }

    /** A process that was killed, and cannot be followed with the file as it is now, has left something behind. */
    private static Configuration firstOrRelease(ConfigurationSource source, DaemonOptions options)
            throws StartupFailure {
        try {
            return source.first();
        } catch (StartupFailure e) {
            if (!options.successor()) {
                release(options);
            }
            throw e;
        }
    }

    private static void release(DaemonOptions options) {
        options.controlSocket().flatMap(ResumeFiles::beside).ifPresent(files -> {
            try (ResumeBook book = new ResumeBook(files)) {
                book.release()
                        .ifPresent(done -> LOG.warn(
                                "Process {} was killed and cannot be followed: priority 0 said for {}, {} removed{}{}",
                                done.pid(),
                                done.handedOver(),
                                done.removed(),
                                done.routing().isEmpty() ? "" : ", " + done.routing() + " removed",
                                done.troubles().isEmpty() ? "" : "; " + done.troubles()));
            }
        });
    }

    private static Notifiers notifiers(
            DaemonOptions options, Configuration configuration, Journal journal, ScriptRunner scripts) {
        MailSender mails = new MailSender();
        mails.update(MailRoute.of(configuration.globalDefs()));
        return new Notifiers(
                new NotifyRunner(scripts),
                mails,
                options.eventHook().flatMap(program -> EventHook.start(program, journal, scripts)));
    }

    private static void runLoop(
            DaemonOptions options,
            Readiness readiness,
            Reloader.Parts parts,
            StandingOrderBook standing,
            AgentPlan plan,
            Configuration configuration)
            throws LinuxException, StartupFailure {
        AtomicReference<VrrpLoop> running = new AtomicReference<>();
        AtomicReference<OperatorAccess> access = new AtomicReference<>();
        Trackers trackers = parts.trackers();
        Promptness promptness = Promptness.ofCallingThread();
        Reloader reloader =
                new Reloader(parts, promptness, message -> running.get().post(message));
        Optional<ResumeBook> book =
                options.controlSocket().flatMap(ResumeFiles::beside).map(ResumeBook::new);
        Optional<FormerProcess> killed = options.successor() ? Optional.empty() : book.flatMap(AgentDaemon::killed);
        boolean relieved;
        try (VrrpLoop loop = new VrrpLoop(
                        plan,
                        parts.notifiers().scripts(),
                        listener(options, reloader, parts, standing, access, promptness),
                        new LoopSettings(
                                options.keepAddressesOnExit(),
                                options.keepalived() == KeepalivedBeside.SUCCEEDED,
                                options.reportAddressChanges(),
                                promptness.measurements(),
                                standing.former(),
                                book.map(LifeSigns.class::cast).orElse(LifeSigns.NONE)),
                        parts.journal());
                trackers;
                reloader) {
            running.set(loop);
            trackers.report(loop::post);
            if (!options.successor() && killed.isEmpty()) {
                trackers.update(plan);
            }
            promptness.schedule(configuration);
            promptness.expect(plan);
            loop.prepare();
            if (options.successor()) {
                relieve(loop, parts, standing, plan, book);
            } else {
                begin(loop, parts, plan, book, killed);
                if (options.earlyStart()) {
                    UnclaimedAddresses.ask(plan, loop::post);
                }
            }
            reloader.begin(configuration);
            parts.sessions()
                    .report(loop::post, () -> promptness.schedule(parts.source().inForce()));
            parts.sessions().update(configuration);
            promptness.schedule(configuration);
            readiness.ready();
            parts.manager().ready();
            LOG.info("Startup complete");
            parts.journal().append(new Happening.DaemonChanged("started"));
            if (!configuration.globalDefs().processes().vrrp().noSwap()) {
                Footprint.shrinkAfterStart();
            }
            try (OperatorAccess operators =
                    new OperatorAccess(options, parts, reloader, loop, promptness.measurements())) {
                access.set(operators);
                operators.open();
                if (options.successor()) {
                    Predecessor.dismiss(System.out);
                }
                loop.run();
                relieved = operators.isRelieved();
            }
            if (!relieved) {
                parts.manager().stopping();
            }
            LOG.info("Stopping");
            if (!relieved && parts.balancer().awaitsAnswers()) {
                loop.awaitSuccessors();
            }
        }
        book.ifPresent(ResumeBook::close);
        if (!relieved) {
            book.ifPresent(ResumeBook::forget);
        }
    }

    /** The process before, if it was killed so recently that this one may go on as MASTER where it was. */
    private static Optional<FormerProcess> killed(ResumeBook book) {
        long now = System.nanoTime();
        Optional<FormerProcess> former = book.former();
        if (former.isPresent() && !former.get().isRecent(now)) {
            former.get().lateness(now).ifPresent(why -> LOG.info("After a crash nothing goes on as MASTER: {}", why));
            return Optional.empty();
        }
        return former;
    }

    /** Should the process before have been killed a moment ago, this one goes on where it was. */
    private static void begin(
            VrrpLoop loop,
            Reloader.Parts parts,
            AgentPlan plan,
            Optional<ResumeBook> book,
            Optional<FormerProcess> killed)
            throws LinuxException {
        Optional<Inheritance> left = killed.flatMap(loop::resumable);
        left.ifPresent(former -> {
            parts.sessions().goOnFrom(former);
            parts.trackers().goOnFrom(former, plan);
        });
        book.ifPresent(ResumeBook::begin);
        loop.start(left);
        if (killed.isPresent()) {
            parts.trackers().update(plan);
        }
        left.ifPresent(former ->
                tell(killed.orElseThrow().inheritance().pid(), former.leftAtNanos(), "it was killed", parts.journal()));
    }

    /** Nothing is watched before: results would be older than what the former process leaves, and count after it. */
    private static void relieve(
            VrrpLoop loop, Reloader.Parts parts, StandingOrderBook standing, AgentPlan plan, Optional<ResumeBook> book)
            throws StartupFailure, LinuxException {
        loop.rehearse();
        System.gc(); // now it costs nothing; else the first collection comes with the first adverts
        Inheritance former = Predecessor.relieve(System.in, System.out)
                .asCalledBy(plan.engine().routers());
        standing.goOnFrom(former.standing());
        parts.sessions().goOnFrom(former);
        parts.trackers().goOnFrom(former, plan);
        book.ifPresent(ResumeBook::begin);
        loop.start(Optional.of(former));
        parts.trackers().update(plan);
        tell(former.pid(), former.leftAtNanos(), "", parts.journal());
    }

    private static void tell(long pid, long leftAt, String detail, Journal journal) {
        Duration gap = Duration.ofNanos(System.nanoTime() - leftAt);
        Happening.Restarted news = new Happening.Restarted(true, pid, gap, detail);
        LOG.info("Restarted: {}", news.words());
        journal.append(news);
    }

    private static LoopListener listener(
            DaemonOptions options,
            Reloader reloader,
            Reloader.Parts parts,
            StandingOrderBook standing,
            AtomicReference<OperatorAccess> access,
            Promptness promptness) {
        LoadBalancer balancer = parts.balancer();
        ServiceStatus status = new ServiceStatus(parts.manager());
        VrrpMails alerts = new VrrpMails(parts.notifiers().mails()::post);
        return new LoopListener() {
            @Override
            public void reloadRequested() {
                reloader.request();
            }

            @Override
            public boolean stopRequested(int signal) {
                return signal != Signals.INT || !options.ignoreInterrupt();
            }

            @Override
            public void transitioned(Effect.NotifyTransition transition, boolean mailed) {
                alerts.transitioned(transition, mailed);
                balancer.transitioned(transition);
                status.transitioned(transition);
            }

            @Override
            public void addressChanged(InetAddress address, boolean present) {
                balancer.addressChanged(address, present);
            }

            @Override
            public void turned(long now) {
                status.turned(now);
            }

            @Override
            public void renamed(Map<String, String> nowByFormer) {
                balancer.renamed(nowByFormer);
            }

            @Override
            public void handingOver(Collection<String> instances, Duration patience) {
                balancer.handingOver(instances, patience);
            }

            @Override
            public void lettingGo(Duration patience) {
                balancer.lettingGo(patience);
            }

            @Override
            public void maintenanceChanged(boolean on) {
                standing.maintenanceChanged(on);
                status.maintenanceChanged(on);
            }

            @Override
            public void holdChanged(String instance, boolean held) {
                standing.holdChanged(instance, held);
            }

            @Override
            public void otherSignal(int signal) {
                if (signal == Signals.XCPU) {
                    promptness.overran();
                    return;
                }
                OperatorAccess operators = access.get();
                if (operators != null) { // while it starts there is nothing to tell
                    operators.dump(signal);
                }
            }
        };
    }
}
