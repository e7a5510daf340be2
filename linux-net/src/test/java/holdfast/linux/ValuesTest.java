package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void virtualRouterMacAddressesAreThoseOfTheRfc() {
        // RFC 9568, 7.3: 00-00-5E-00-01-{VRID} and 00-00-5E-00-02-{VRID}
        assertEquals(
                "00:00:5e:00:01:33",
                MacAddress.ofVirtualRouter(AddressFamily.IPV4, 51).toString());
        assertEquals(
                "00:00:5e:00:02:ff",
                MacAddress.ofVirtualRouter(AddressFamily.IPV6, 255).toString());
    }

    @Test
    void macAddressesReadAndPrintAlike() {
        assertEquals("02:42:ac:11:00:fe", MacAddress.parse("02:42:ac:11:00:fe").toString());
        assertThrows(IllegalArgumentException.class, () -> MacAddress.parse("02:42:ac:11:00"));
    }

    @Test
    void errorsHaveNumberNameAndText() {
        Errno error = Errno.of(19);
        assertSame(Errno.ENODEV, error);
        assertEquals("No such device (ENODEV)", error.toString());
        assertEquals("error 4000 (E4000)", Errno.of(4000).toString());
    }

    @Test
    void anExceptionNamesOperationObjectAndReason() {
        LinuxException e = new LinuxException(Errno.ENODEV, "setsockopt SO_BINDTODEVICE", "eth9");
        assertEquals("setsockopt SO_BINDTODEVICE eth9: No such device (ENODEV)", e.getMessage());
    }

    @Test
    void preferredLifetimeNeverExceedsTheValidOne() {
        assertThrows(IllegalArgumentException.class, () -> new AddressLifetime(3, 4));
        assertThrows(IllegalArgumentException.class, () -> new AddressLifetime(AddressLifetime.INFINITE + 1, 0));
    }

    @Test
    void prefixLengthsFitTheFamily() throws Exception {
        InetAddress ipv4 = InetAddress.getByName("192.0.2.1");
        assertThrows(IllegalArgumentException.class, () -> KernelAddress.of(1, ipv4, 33));
    }

    @Test
    void systemLogLinesAreThoseOfRfc3164() {
        // RFC 3164, 4.1.1: priority = facility * 8 + severity; 4.1.2: a day below ten has a space before it. Daemon is
        // 3, info 6.
        try (SystemLogSocket log = new SystemLogSocket(Path.of("/nowhere"), 3, "Keepalived_vrrp[42]")) {
            assertEquals(
                    "<30>Feb  5 17:32:18 Keepalived_vrrp[42]: (VI_1) Entering MASTER STATE",
                    log.format(6, LocalDateTime.of(2026, 2, 5, 17, 32, 18), "(VI_1) Entering MASTER STATE"));
        }
    }

    @Test
    void aMissingSystemLogDropsAndCounts() {
        try (SystemLogSocket log = new SystemLogSocket(Path.of("/nonexistent/log"), 16, "holdfast")) {
            log.write(3, LocalDateTime.of(2026, 1, 1, 0, 0), "lost");
            assertEquals(1, log.dropped());
        }
    }

    @Test
    void addressesSeenBeforeAreTheSameObject() {
        SeenAddresses seen = new SeenAddresses(AddressFamily.IPV4);
        ByteBuffer packet = ByteBuffer.wrap(new byte[] {0, (byte) 192, 0, 2, 1, (byte) 192, 0, 2, 2});
        InetAddress first = seen.at(packet, 1);
        assertEquals("192.0.2.1", first.getHostAddress());
        assertSame(first, seen.at(packet, 1));
        assertNotSame(first, seen.at(packet, 5));
    }

    @Test
    void aFloodOfSendersReplacesInsteadOfGrowing() {
        SeenAddresses seen = new SeenAddresses(AddressFamily.IPV4);
        ByteBuffer packet = ByteBuffer.allocate(4);
        for (int i = 0; i < 100_000; i++) {
            packet.putInt(0, 0x0A000000 + i);
            assertEquals((byte) i, seen.at(packet, 0).getAddress()[3]);
        }
    }
}
