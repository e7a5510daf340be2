package holdfast.agent.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.status.GivenStatus;
import holdfast.linux.MacAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DirectLinkTest {
    private static final DirectLink FIRST = link("eth0", "192.0.2.1", 25, "2001:db8::1", 64, "fe80::1", 64);
    private static final DirectLink SECOND = link("eth1", "192.0.2.9", 24, "2001:db8:0:1::1", 60, "fe80::2", 64);
    private static final List<DirectLink> BOTH = List.of(FIRST, SECOND);

    private static DirectLink link(String name, Object... networks) {
        List<DirectLink.Network> all = new ArrayList<>();
        for (int i = 0; i < networks.length; i += 2) {
            all.add(new DirectLink.Network(InetAddress.ofLiteral((String) networks[i]), (int) networks[i + 1]));
        }
        return new DirectLink(name, 2, MacAddress.parse("02:00:00:00:00:01"), all);
    }

    private static Optional<DirectLink> where(String address, String preferred) {
        return DirectLink.of(InetAddress.ofLiteral(address), preferred, BOTH);
    }

    @Test
    void theInterfaceOfTheInstanceCountsBeforeOthers() {
        assertEquals(Optional.of(SECOND), where("192.0.2.2", "eth1"));
        assertEquals(Optional.of(FIRST), where("192.0.2.2", "eth7"));
    }

    @Test
    void networksEndWhereThePrefixSays() {
        assertEquals(Optional.of(SECOND), where("192.0.2.128", "eth0"));
        assertEquals(Optional.of(SECOND), where("2001:db8:0:f::5", "eth0"));
    }

    @Test
    void behindARouterNobodyIsAsked() {
        assertEquals(Optional.empty(), where("198.51.100.1", "eth0"));
        assertEquals(Optional.empty(), where("2001:db8:0:10::1", "eth0"));
    }

    @Test
    void aLinkLocalAddressIsOnTheInterfaceOfTheInstanceOnly() {
        assertEquals(Optional.of(SECOND), where("fe80::77", "eth1"));
        assertEquals(Optional.empty(), where("fe80::77", "eth7"));
    }

    @Test
    void oneAnswerOfTwoIsEnough() {
        InetAddress address = InetAddress.ofLiteral("192.0.2.2");
        Reachability yes = (_, _) -> true;
        Reachability no = (_, _) -> false;
        assertTrue(yes.or(no).answers(address, GivenStatus.backup()));
        assertTrue(no.or(yes).answers(address, GivenStatus.backup()));
        assertFalse(no.or(no).answers(address, GivenStatus.backup()));
    }
}
