package holdfast.agent.lvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.events.Journal;
import holdfast.agent.lvs.operator.LvsListing;
import holdfast.agent.mail.MailSender;
import holdfast.ipvs.BalancingEvent;
import holdfast.ipvs.OperatorCommand;
import holdfast.ipvs.RealServerId;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsSyncDaemon;
import holdfast.track.notify.NotifyRunner;
import holdfast.track.run.ScriptRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process goes on with the table of another, which is still there for a moment (a hitless restart). */
class SuccessionTest {
    private static final String BALANCER = """
            global_defs {
                lvs_sync_daemon lo VI_1 id 7
            }
            vrrp_instance VI_1 {
                interface lo
                virtual_router_id 51
                virtual_ipaddress {
                    192.0.2.100
                }
            }
            virtual_server 192.0.2.100 80 {
                protocol TCP
                lvs_sched wlc
                lvs_method NAT
                persistence_timeout 60
                real_server 192.0.2.11 80 {
                    weight 3
                }
                real_server 192.0.2.12 80 {
                    weight 2
                }
            }
            """;

    @TempDir
    private Path directory;

    private final RememberingKernel kernel = new RememberingKernel();
    private final ScriptRunner scripts = new ScriptRunner();
    private final NotifyRunner notify = new NotifyRunner(scripts);
    private OrderBook orders;

    @BeforeEach
    void openBook() {
        orders = new OrderFile(directory.resolve("lvs.json"), "this boot", InstantSource.system());
    }

    @AfterEach
    void end() {
        notify.close(Duration.ofMillis(100));
        scripts.close();
    }

    private LvsLoop begin(String text, String... masters) {
        return new LvsLoop(
                Given.plan(text),
                () -> kernel,
                new Outlets(notify, new MailSender(), new Journal()),
                orders,
                Set::of,
                Set.of(masters));
    }

    /** Returns when the loop has done all that it was told before. */
    private static LvsListing listing(LvsLoop loop) {
        return loop.control()
                .list()
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }

    private static RealServerId first(LvsLoop loop) {
        return listing(loop)
                .virtualServers()
                .getFirst()
                .realServers()
                .getFirst()
                .id();
    }

    /** What was asked for since the last time. */
    private List<IpvsRequest> asked(LvsLoop loop) {
        listing(loop);
        List<IpvsRequest> all = List.copyOf(kernel.asked);
        kernel.asked.clear();
        return all;
    }

    @Test
    void theNextProcessOfAMasterChangesNothingOfATableThatIsAsConfigured() {
        LvsLoop former = begin(BALANCER, "VI_1");
        List<IpvsRequest> filled = asked(former);
        assertEquals(4, filled.size(), filled::toString); // a service, two servers, the sync daemon
        assertTrue(
                filled.stream()
                        .anyMatch(request -> request instanceof IpvsRequest.StartSyncDaemon start
                                && start.daemon()
                                        .equals(kernel.read().syncDaemons().getFirst())
                                && start.daemon().role() == IpvsSyncDaemon.Role.MASTER),
                filled::toString);
        former.rest(true);
        try (LvsLoop next = begin(BALANCER, "VI_1")) {
            next.instanceChanged("VI_1", true); // the VRRP loop tells it once more
            assertEquals(List.of(), asked(next));
            former.close(BalancingEvent.End.LEFT);
            assertEquals(List.of(), asked(next));
            next.close(BalancingEvent.End.LEFT);
        }
    }

    @Test
    void whatOperatorsWantHoldsOn() {
        LvsLoop former = begin(BALANCER, "VI_1");
        RealServerId server = first(former);
        former.control().override(server, new OperatorCommand.Drain(), Optional.empty());
        assertTrue(asked(former).getLast() instanceof IpvsRequest.EditDestination edit
                && edit.destination().weight() == 0);
        former.rest(true);
        try (LvsLoop next = begin(BALANCER, "VI_1")) {
            assertEquals(List.of(), asked(next));
            former.close(BalancingEvent.End.LEFT);
            next.control().resetAll();
            assertTrue(asked(next).getLast() instanceof IpvsRequest.EditDestination edit
                    && edit.destination().weight() == 3);
            next.close(BalancingEvent.End.LEFT);
        }
    }

    @Test
    void aProcessThatRestsLeavesTheTableAloneUntilItGoesOn() {
        LvsLoop loop = begin(BALANCER, "VI_1");
        asked(loop);
        loop.rest(true);
        loop.instanceChanged("VI_1", false);
        CompletableFuture<Rebalancing> reload = loop.reload(Given.plan(BALANCER.replace("weight 3", "weight 5")));
        assertEquals(List.of(), asked(loop));
        assertFalse(reload.isDone());

        loop.rest(false);
        reload.orTimeout(5, TimeUnit.SECONDS).join();
        List<IpvsRequest> late = asked(loop);
        assertEquals(
                new IpvsRequest.StopSyncDaemon(IpvsSyncDaemon.Role.MASTER),
                late.get(1)); // after the start of the other
        assertInstanceOf(IpvsRequest.EditDestination.class, late.getLast());
        loop.close(BalancingEvent.End.LEFT);
    }
}
