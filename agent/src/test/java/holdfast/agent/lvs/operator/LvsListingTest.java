package holdfast.agent.lvs.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.agent.lvs.operator.LvsListing.Connections;
import holdfast.ipvs.RealServerId;
import holdfast.ipvs.RealServerStatus;
import holdfast.ipvs.VirtualServerStatus;
import holdfast.linux.IpvsForwarding;
import holdfast.linux.IpvsProtocol;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LvsListingTest {
    private static final String NAME = "[192.0.2.1]:tcp:80";
    private static final RealServerId SERVER = new RealServerId(NAME, InetAddress.ofLiteral("10.0.0.11"), 80);

    private static boolean awaitsAnswers(IpvsForwarding forwarding, Map<RealServerId, Connections> connections) {
        RealServerStatus server = new RealServerStatus(
                SERVER,
                "10.0.0.11:80",
                forwarding,
                true,
                0,
                OptionalInt.of(1),
                1,
                RealServerStatus.Admission.ENABLED,
                OptionalInt.empty(),
                List.of());
        VirtualServerStatus virtual = new VirtualServerStatus(
                NAME,
                NAME,
                List.of(FakeLvsControl.service(IpvsProtocol.TCP, "192.0.2.1", 80)),
                "wrr",
                true,
                1,
                0,
                1,
                Optional.empty(),
                false,
                false,
                0,
                Optional.empty(),
                List.of(server));
        return new LvsListing(List.of(virtual), Map.of(), connections, Map.of(), Map.of(), 0).awaitsAnswers();
    }

    @Test
    void answersThatAreTranslatedComeThroughTheTable() {
        IpvsForwarding nat = new IpvsForwarding.Masquerade();
        assertEquals(true, awaitsAnswers(nat, Map.of(SERVER, new Connections(1, 0))));
        assertEquals(true, awaitsAnswers(nat, Map.of(SERVER, new Connections(0, 1))));
        assertEquals(false, awaitsAnswers(nat, Map.of(SERVER, new Connections(0, 0))));
        assertEquals(false, awaitsAnswers(nat, Map.of()));
    }

    @Test
    void othersGoPastIt() {
        assertEquals(false, awaitsAnswers(new IpvsForwarding.DirectRouting(), Map.of(SERVER, new Connections(5, 5))));
    }
}
