package holdfast.agent.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import holdfast.agent.configuration.GivenConfiguration;
import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.Planner;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.NetlinkOutcome;
import holdfast.linux.RouteRequest;
import holdfast.vip.RouteKernel;
import holdfast.vrrp.RouterKey;
import holdfast.vrrp.wire.AddressFamily;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Who goes on as MASTER after a crash. One instance advertises each second: nobody takes over within 3 s and 2/256. */
class ResumptionTest {
    private static final long MILLISECOND = 1_000_000;
    private static final long TAKEOVER = 3_007_812_500L;
    private static final long NOW = 1_000_000 * MILLISECOND;

    private static final String TWO = """
            vrrp_instance VI_1 {
                interface eth0
                virtual_router_id 51
                virtual_ipaddress {
                    192.0.2.100/24
                    192.0.2.101/24
                }
            }
            vrrp_instance VI_2 {
                interface eth0
                virtual_router_id 52
                virtual_ipaddress {
                    192.0.2.110/24
                }
            }
            """;

    private final Addresses kernel = new Addresses(new ArrayList<>());

    private record Addresses(List<KernelAddress> present) implements RouteKernel {
        @Override
        public List<NetlinkOutcome> perform(List<RouteRequest> requests) {
            throw new AssertionError("nothing is changed: " + requests);
        }

        @Override
        public List<KernelAddress> addresses() {
            return present;
        }

        @Override
        public List<InterfaceInfo> links() {
            return List.of();
        }

        void add(String address) {
            present.add(KernelAddress.of(2, InetAddress.ofLiteral(address), 24));
        }
    }

    private static AgentPlan plan(String text) {
        return new Planner(true, true).plan(GivenConfiguration.of(text));
    }

    private static FormerMaster master(String name, int vrid, long millisAgo) {
        return new FormerMaster(
                name, new RouterKey("eth0", vrid, AddressFamily.IPV4), NOW - millisAgo * MILLISECOND, TAKEOVER);
    }

    private List<String> resumed(String text, FormerMaster... masters) {
        Inheritance known = new Inheritance(
                4242, 0, Map.of(), List.of(), List.of(), StandingOrders.NONE, Map.of(), Set.of(), List.of(), List.of());
        return Resumption.of(
                        new FormerProcess(List.of(masters), known, LastWords.NONE),
                        plan(text),
                        kernel,
                        name -> Optional.of(new InterfaceInfo(2, name, 0x41, Optional.empty(), 1500, 0, "")),
                        StandingOrders.NONE,
                        NOW)
                .map(Inheritance::active)
                .orElse(List.of());
    }

    private void allInPlace() {
        List.of("192.0.2.100", "192.0.2.101", "192.0.2.110").forEach(kernel::add);
    }

    @Test
    void whoHasAdvertisedAMomentAgoGoesOn() {
        allInPlace();
        assertEquals(List.of("VI_1", "VI_2"), resumed(TWO, master("VI_1", 51, 900), master("VI_2", 52, 1)));
    }

    @Test
    void whoWasBackupIsBackup() {
        allInPlace();
        assertEquals(List.of("VI_2"), resumed(TWO, master("VI_2", 52, 1)));
    }

    @Test
    void whenAnotherMayHaveTakenOverItDoesNot() {
        allInPlace();
        assertEquals(List.of(), resumed(TWO, master("VI_1", 51, 3_000)));
    }

    /** The advert has to arrive before the others' patience is over: a sixteenth of it is left for that. */
    @Test
    void shortlyBeforeThatItDoesNotEither() {
        assertTrue(master("VI_1", 51, 2_800).isStillMaster(NOW));
        assertFalse(master("VI_1", 51, 2_830).isStillMaster(NOW));
    }

    @Test
    void aMomentInTheFutureIsOfAnotherClock() {
        assertFalse(master("VI_1", 51, -1).isStillMaster(NOW));
    }

    /** Its lease has ended, or somebody has removed it: clients have noticed. */
    @Test
    void withAnAddressGoneItDoesNot() {
        kernel.add("192.0.2.100");
        assertEquals(List.of(), resumed(TWO, master("VI_1", 51, 1)));
    }

    @Test
    void anotherVirtualRouterUnderTheSameNameBeginsAnew() {
        allInPlace();
        assertEquals(List.of(), resumed(TWO, master("VI_1", 53, 1)));
    }

    @Test
    void aSyncGroupGoesOnTogetherOrNotAtAll() {
        allInPlace();
        String group = TWO + "vrrp_sync_group G {\n    group {\n        VI_1\n        VI_2\n    }\n}\n";
        assertEquals(List.of(), resumed(group, master("VI_1", 51, 1)));
        assertEquals(List.of("VI_1", "VI_2"), resumed(group, master("VI_1", 51, 1), master("VI_2", 52, 1)));
    }

    @Test
    void whoDoesNotGoOnSaysWhy() {
        Logger logger = (Logger) LoggerFactory.getLogger(Resumption.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.setLevel(Level.INFO); // whatever other tests have left
        logger.addAppender(log);
        try {
            kernel.add("192.0.2.100");
            String group = TWO + "vrrp_sync_group G {\n    group {\n        VI_1\n        VI_2\n    }\n}\n";
            assertEquals(List.of(), resumed(TWO, master("VI_1", 51, 1), master("VI_2", 52, 2_900)));
            kernel.add("192.0.2.101");
            assertEquals(List.of(), resumed(group, master("VI_1", 51, 1)));
        } finally {
            logger.detachAppender(log);
            logger.setLevel(null);
        }
        assertEquals(
                List.of(
                        "(VI_1) does not go on as MASTER: not all of its addresses are there any more",
                        "(VI_2) does not go on as MASTER: its last advert is 2900 ms old, and another router may take over"
                                + " after 3007 ms",
                        "(VI_1) does not go on as MASTER: not all of its sync group G can"),
                log.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    @Test
    void aProcessThatIsTooLateSaysItForAll() {
        Inheritance known = new Inheritance(
                4242, 0, Map.of(), List.of(), List.of(), StandingOrders.NONE, Map.of(), Set.of(), List.of(), List.of());
        FormerProcess former =
                new FormerProcess(List.of(master("A", 1, 4_000), master("B", 2, 5_000)), known, LastWords.NONE);
        assertEquals(
                Optional.of("A: its last advert is 4000 ms old, and another router may take over after 3007 ms; "
                        + "B: its last advert is 5000 ms old, and another router may take over after 3007 ms"),
                former.lateness(NOW));
        assertEquals(Optional.empty(), new FormerProcess(List.of(), known, LastWords.NONE).lateness(NOW));
    }
}
