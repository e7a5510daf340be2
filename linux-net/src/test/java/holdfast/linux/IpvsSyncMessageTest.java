package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.linux.IpvsConnection.Transport;
import holdfast.linux.IpvsSyncMessage.Unlisted;
import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The expected bytes are what the sync daemon of Linux 6.1 sent for these connections, captured with {@code tcpdump -X port 8848}. */
class IpvsSyncMessageTest {
    private static final IpvsConnection ESTABLISHED = connection(Transport.TCP, 40001, 80, 8080, "ESTABLISHED", 900);
    private static final String ESTABLISHED_BYTES =
            "000600240000000000019c4100501f900000000000000384c0000232c00002010a000102";

    private static IpvsConnection connection(
            Transport transport, int clientPort, int virtualPort, int serverPort, String state, long secondsLeft) {
        return new IpvsConnection(
                transport,
                ip("192.0.2.50"),
                clientPort,
                ip("192.0.2.1"),
                virtualPort,
                ip("10.0.1.2"),
                serverPort,
                state,
                secondsLeft);
    }

    private static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }

    private static void assertSays(String hex, IpvsConnection... connections) {
        IpvsSyncMessage message = new IpvsSyncMessage(7, 1_400);
        for (IpvsConnection connection : connections) {
            assertTrue(IpvsSyncMessage.canTell(connection));
            assertTrue(message.add(connection, Unlisted.PLAIN));
        }
        assertEquals(hex, HexFormat.of().formatHex(message.toByteArray()));
    }

    @Test
    void anEstablishedConnection() {
        assertSays("0007002c01010000" + ESTABLISHED_BYTES, ESTABLISHED);
    }

    @Test
    void aConnectionThatIsBeingClosedCountsAsInactive() {
        assertSays(
                "0007002c01010000" + "000600240000010000079c4100501f90000000000000003cc0000232c00002010a000102",
                connection(Transport.TCP, 40001, 80, 8080, "CLOSE_WAIT", 60));
    }

    @Test
    void aTemplateOfAPersistentClient() {
        assertSays(
                "0007005002010000"
                        + "00060024000011000000000000501f90000000000000003cc0000232c00002010a000102"
                        + "00060024000011000001000000501f90000000000000003cc0000232c00002010a000102",
                connection(Transport.TCP, 0, 80, 8080, "NONE", 60),
                connection(Transport.TCP, 0, 80, 8080, "ASSURED", 60));
    }

    @Test
    void datagrams() {
        assertSays(
                "0007002c01010000" + "001100240000010000009c4300350035000000000000012cc0000232c00002010a000102",
                connection(Transport.UDP, 40003, 53, 53, "UDP", 300));
    }

    @Test
    void ipv6() {
        assertSays(
                "0007005001010000"
                        + "010600480000000000019c4200501f900000000000000384"
                        + "20010db8000000000000000000000050"
                        + "20010db8000000000000000000000001"
                        + "fd000001000000000000000000000002",
                new IpvsConnection(
                        Transport.TCP,
                        ip("2001:db8::50"),
                        40002,
                        ip("2001:db8::1"),
                        80,
                        ip("fd00:1::2"),
                        8080,
                        "ESTABLISHED",
                        900));
    }

    @Test
    void theMarkOfAService() {
        IpvsSyncMessage message = new IpvsSyncMessage(0, 1_400);
        assertTrue(message.add(ESTABLISHED, new Unlisted(0xFFFF_FFFEL, new IpvsForwarding.Masquerade(), 0)));
        assertTrue(HexFormat.of().formatHex(message.toByteArray()).contains("00501f90" + "fffffffe"));
    }

    /** The client's next connections would have the rest of this one's time otherwise. */
    @Test
    void aTemplateKeepsTheTimeOfItsService() {
        IpvsSyncMessage message = new IpvsSyncMessage(0, 1_400);
        Unlisted persistent = new Unlisted(0, new IpvsForwarding.Masquerade(), 3_600);
        assertTrue(message.add(connection(Transport.TCP, 0, 80, 8080, "NONE", 7), persistent));
        assertTrue(message.add(connection(Transport.TCP, 40001, 80, 8080, "FIN_WAIT", 7), persistent));
        String hex = HexFormat.of().formatHex(message.toByteArray());
        assertTrue(hex.contains("00501f90" + "00000000" + "00000e10" + "c0000232"), hex);
        assertTrue(hex.contains("00501f90" + "00000000" + "00000007" + "c0000232"), hex);
    }

    /** IP_VS_CONN_F_DROUTE is 3, IP_VS_CONN_F_TUNNEL 2. */
    @Test
    void howItReachesItsServer() {
        IpvsSyncMessage message = new IpvsSyncMessage(0, 1_400);
        assertTrue(message.add(ESTABLISHED, new Unlisted(0, new IpvsForwarding.DirectRouting(), 0)));
        assertTrue(message.add(
                connection(Transport.TCP, 40001, 80, 80, "FIN_WAIT", 60), new Unlisted(0, IpvsForwarding.ipip(), 0)));
        String hex = HexFormat.of().formatHex(message.toByteArray());
        assertTrue(hex.contains("00060024" + "00000003" + "0001"), hex);
        assertTrue(hex.contains("00060024" + "00000102" + "0004"), hex);
    }

    /** 0 would be taken for the whole time of the state. */
    @Test
    void whatIsForgottenWithinASecondHasASecond() {
        IpvsSyncMessage message = new IpvsSyncMessage(0, 1_400);
        assertTrue(message.add(connection(Transport.TCP, 40001, 80, 8080, "ESTABLISHED", 0), Unlisted.PLAIN));
        assertTrue(HexFormat.of().formatHex(message.toByteArray()).contains("00000000" + "00000001" + "c0000232"));
    }

    @Test
    void takesWhatHasRoom() {
        IpvsSyncMessage message = new IpvsSyncMessage(7, 8 + 2 * 36);
        assertEquals(0, message.size());
        assertTrue(message.add(ESTABLISHED, Unlisted.PLAIN));
        assertTrue(message.add(ESTABLISHED, Unlisted.PLAIN));
        assertFalse(message.add(ESTABLISHED, Unlisted.PLAIN));
        assertEquals(2, message.size());
        assertEquals(
                "0007005002010000" + ESTABLISHED_BYTES.repeat(2), HexFormat.of().formatHex(message.toByteArray()));
    }

    @Test
    void neverMoreThanTheCountCanSay() {
        IpvsSyncMessage message = new IpvsSyncMessage(7, 65_507);
        int taken = 0;
        while (message.add(ESTABLISHED, Unlisted.PLAIN)) {
            taken++;
        }
        assertEquals(255, taken);
    }

    @Test
    void saysWhatItCannotTell() {
        assertFalse(IpvsSyncMessage.canTell(connection(Transport.TCP, 40001, 80, 8080, "BUG!", 900)));
        assertFalse(IpvsSyncMessage.canTell(connection(Transport.IP, 40001, 80, 8080, "NONE", 900)));
        assertFalse(IpvsSyncMessage.canTell(new IpvsConnection(
                Transport.TCP,
                ip("192.0.2.50"),
                40001,
                ip("192.0.2.1"),
                80,
                ip("fd00:1::2"),
                80,
                "ESTABLISHED",
                900))); // through a tunnel
    }
}
