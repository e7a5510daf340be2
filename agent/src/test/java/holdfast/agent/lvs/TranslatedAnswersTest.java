package holdfast.agent.lvs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.linux.IpvsDestination;
import holdfast.linux.IpvsDestinationStatus;
import holdfast.linux.IpvsForwarding;
import holdfast.linux.IpvsProtocol;
import holdfast.linux.IpvsServiceKey;
import holdfast.linux.IpvsStatistics;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TranslatedAnswersTest {
    private static final IpvsForwarding NAT = new IpvsForwarding.Masquerade();
    private static final LvsPlan PLAN = Given.plan("""
            virtual_server 192.0.2.1 80 {
                protocol TCP
                real_server 10.0.1.2 80 {
                }
            }
            """);

    private static boolean areAwaited(int port, String server, IpvsForwarding forwarding, long active, long inactive) {
        IpvsServiceKey service = new IpvsServiceKey.Address(IpvsProtocol.TCP, InetAddress.ofLiteral("192.0.2.1"), port);
        IpvsDestination destination = new IpvsDestination(InetAddress.ofLiteral(server), 80, forwarding, 1, 0, 0);
        IpvsDestinationStatus status =
                new IpvsDestinationStatus(destination, active, inactive, 0, new IpvsStatistics(0, 0, 0, 0, 0));
        return TranslatedAnswers.areAwaited(PLAN.pool(), Map.of(service, List.of(status)));
    }

    @Test
    void answersThatAreTranslatedComeThroughTheTable() {
        assertEquals(true, areAwaited(80, "10.0.1.2", NAT, 1, 0));
        assertEquals(true, areAwaited(80, "10.0.1.2", NAT, 0, 1));
        assertEquals(false, areAwaited(80, "10.0.1.2", NAT, 0, 0));
        assertEquals(false, TranslatedAnswers.areAwaited(PLAN.pool(), Map.of()));
    }

    /** A sorry server, or one that a reload has removed: its connections go on. */
    @Test
    void theyMayBeOfAServerThatIsNoRealServerOfTheFile() {
        assertEquals(true, areAwaited(80, "10.0.1.9", NAT, 1, 0));
    }

    @Test
    void othersGoPastIt() {
        assertEquals(false, areAwaited(80, "10.0.1.2", new IpvsForwarding.DirectRouting(), 5, 5));
    }

    @Test
    void servicesOfOthersStay() {
        assertEquals(false, areAwaited(81, "10.0.1.2", NAT, 1, 0));
    }
}
