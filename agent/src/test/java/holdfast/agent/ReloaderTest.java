package holdfast.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.cli.DaemonArguments;
import holdfast.agent.cli.Invocation;
import holdfast.agent.events.Happening;
import holdfast.agent.events.Journal;
import holdfast.agent.loop.LoopMeasurements;
import holdfast.agent.loop.LoopMessage;
import holdfast.agent.lvs.CheckTools;
import holdfast.agent.lvs.OrderBook;
import holdfast.agent.lvs.Outlets;
import holdfast.agent.mail.MailSender;
import holdfast.agent.plan.Planner;
import holdfast.agent.process.RecordedServiceManager;
import holdfast.agent.reload.ReloadReport;
import holdfast.agent.timing.LatenessWatch;
import holdfast.agent.timing.ThreadScheduler;
import holdfast.track.notify.NotifyRunner;
import holdfast.track.run.ScriptRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whoever asked for a reload hears when it goes wrong after the file was found good. */
class ReloaderTest {
    private static final String ROUTER = """
            vrrp_instance VI_1 {
                interface lo
                virtual_router_id 51
                virtual_ipaddress {
                    192.0.2.100
                }
            }
            """;

    @TempDir
    private Path directory;

    private final Journal journal = new Journal();
    private final RecordedServiceManager manager = new RecordedServiceManager();
    private final ScriptRunner scripts = new ScriptRunner();
    private final Notifiers notifiers = new Notifiers(new NotifyRunner(scripts), new MailSender(), Optional.empty());
    private final LoadBalancer balancer = new LoadBalancer(
            new Outlets(notifiers.scripts(), notifiers.mails(), journal),
            OrderBook::none,
            () -> CheckTools.with(scripts, false),
            true,
            false);
    private final BfdSessions sessions = new BfdSessions(true, balancer, journal);
    private final Trackers trackers = new Trackers(scripts, notifiers.scripts());
    private final Promptness promptness =
            new Promptness(new ThreadScheduler(), new LoopMeasurements(LatenessWatch.ofCallingThread(_ -> {})));
    private Path file;
    private Reloader.Parts parts;

    @BeforeEach
    void readOnce() throws Exception {
        file = Files.writeString(directory.resolve("a.conf"), ROUTER);
        Invocation invocation = DaemonArguments.parse(List.of("-f", file.toString()));
        ConfigurationSource source = new ConfigurationSource(
                assertInstanceOf(Invocation.Run.class, invocation).options());
        source.first();
        parts = new Reloader.Parts(
                source, new Planner(true, true), trackers, balancer, sessions, manager.manager(), notifiers, journal);
        Files.writeString(file, ROUTER.replace("192.0.2.100", "192.0.2.101"));
    }

    @AfterEach
    void close() {
        sessions.close();
        balancer.close();
        trackers.close();
        notifiers.close();
        scripts.close();
    }

    private ReloadReport reload(Consumer<LoopMessage> loop) {
        try (Reloader reloader = new Reloader(parts, promptness, loop)) {
            return reloader.reload().orTimeout(20, TimeUnit.SECONDS).join();
        }
    }

    private void assertToldAsFailed(ReloadReport report) {
        assertEquals(ReloadReport.Outcome.FAILED, report.outcome());
        assertEquals(file.toString(), report.file());
        assertEquals(
                new Happening.Reloaded(true, report.message()), // in force, at least in part
                journal.newest(1, _ -> true).getFirst().what());
        assertTrue(manager.messages().getLast().contains("READY=1"), manager.messages()::toString);
    }

    @Test
    void aLoopThatTakesNoPlanEndsTheReload() {
        ReloadReport report = reload(_ -> {
            throw new IllegalStateException("the loop is gone");
        });
        assertToldAsFailed(report);
        assertTrue(report.message().startsWith("The reload was not finished"), report.message());
    }

    @Test
    void aLoopThatFailsWithThePlanIsToldAsAFailure() {
        ReloadReport report = reload(message -> {
            LoopMessage.NewPlan plan = assertInstanceOf(LoopMessage.NewPlan.class, message);
            plan.done().completeExceptionally(new IllegalStateException("half way"));
        });
        assertToldAsFailed(report);
        assertTrue(report.message().contains("the log has the reason"), report.message());
    }

    @Test
    void aDaemonThatStopsAnswersAllTheSame() {
        CompletableFuture<LoopMessage> posted = new CompletableFuture<>();
        CompletableFuture<ReloadReport> asked;
        try (Reloader reloader = new Reloader(parts, promptness, posted::complete)) {
            asked = reloader.reload();
            posted.orTimeout(20, TimeUnit.SECONDS).join();
            assertFalse(asked.isDone(), "nobody has said what was done");
        }
        ReloadReport report = asked.orTimeout(20, TimeUnit.SECONDS).join();
        assertToldAsFailed(report);
        assertEquals("The daemon stops", report.message());
    }

    @Test
    void afterAFailureTheNextReloadIsDone() {
        reload(_ -> {
            throw new IllegalStateException("the loop is gone");
        });
        ReloadReport second = reload(message -> assertInstanceOf(LoopMessage.NewPlan.class, message)
                .done()
                .completeExceptionally(new IllegalStateException("asked again")));
        assertTrue(second.message().contains("cannot be told"), second.message());
    }
}
