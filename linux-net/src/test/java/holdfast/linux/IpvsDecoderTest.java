package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * What Linux 6.1 answered to {@code ipvsadm -Ln} and {@code ipvsadm -L --daemon} on x86-64, captured with {@code strace -e trace=recvmsg
 * -e read=all}, from the generic netlink header on; the table had been filled by the ipvsadm commands named in each test.
 */
class IpvsDecoderTest {
    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replaceAll("\\s", "")))
                .order(ByteOrder.nativeOrder());
    }

    private static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }

    @Test
    void readsAPersistentService() {
        // ipvsadm -A -t 192.0.2.100:80 -s wrr -p 300 -M 255.255.255.0
        ByteBuffer message = bytes("""
                01010000 54010100 06000100 02000000 06000200 06000000 14000300 c0000264
                00000000 00000000 00000000 06000400 00500000 08000600 77727200 0c000700
                03000000 ffffffff 08000800 2c010000 08000900 ffffff00 60000a00 08000100
                00000000 08000200 00000000 08000300 00000000 0c000400 00000000 00000000
                04000b00 0c000500 00000000 00000000 08000600 00000000 08000700 00000000
                08000800 00000000 08000900 00000000 08000a00 00000000 a0000c00 0c000100
                00000000 00000000 04000b00 0c000200 00000000 00000000 04000b00 0c000300
                00000000 00000000 04000b00 0c000400 00000000 00000000 04000b00 0c000500
                00000000 00000000 04000b00 0c000600 00000000 00000000 04000b00 0c000700
                00000000 00000000 04000b00 0c000800 00000000 00000000 04000b00 0c000900
                00000000 00000000 04000b00 0c000a00 00000000 00000000
                """);
        IpvsServiceKey key = new IpvsServiceKey.Address(IpvsProtocol.TCP, ip("192.0.2.100"), 80);
        assertEquals(
                Optional.of(new IpvsServiceStatus(
                        IpvsService.of(key, "wrr").withPersistence(300, 24), IpvsStatistics.ZERO)),
                IpvsDecoder.service(message, 0, message.capacity()));
    }

    @Test
    void readsAnIpv6FirewallMark() {
        // ipvsadm -A -f 7 -6 -s rr
        ByteBuffer message = bytes("""
                01010000 3c010100 06000100 0a000000 08000500 07000000 07000600 72720000
                0c000700 02000000 ffffffff 08000800 00000000 08000900 80000000 64000a00
                08000100 00000000 08000200 00000000 08000300 00000000 04000b00 0c000400
                00000000 00000000 04000b00 0c000500 00000000 00000000 08000600 00000000
                08000700 00000000 08000800 00000000 08000900 00000000 08000a00 00000000
                a0000c00 0c000100 00000000 00000000 04000b00 0c000200 00000000 00000000
                04000b00 0c000300 00000000 00000000 04000b00 0c000400 00000000 00000000
                04000b00 0c000500 00000000 00000000 04000b00 0c000600 00000000 00000000
                04000b00 0c000700 00000000 00000000 04000b00 0c000800 00000000 00000000
                04000b00 0c000900 00000000 00000000 04000b00 0c000a00 00000000 00000000
                """);
        assertEquals(
                Optional.of(new IpvsServiceStatus(
                        IpvsService.of(new IpvsServiceKey.FirewallMark(7, AddressFamily.IPV6), "rr"),
                        IpvsStatistics.ZERO)),
                IpvsDecoder.service(message, 0, message.capacity()));
    }

    @Test
    void readsAServerBehindATunnel() {
        // ipvsadm -a -t 192.0.2.100:80 -r 192.0.2.3:80 -i -w 5 -x 100 -y 50 --tun-type gue --tun-port 6080 --tun-csum;
        // in the capture one byte was changed: 42 connections scheduled
        ByteBuffer message = bytes("""
                05010000 7c010200 14000100 c0000203 00000000 00000000 00000000 06000200
                00500000 08000300 02000000 08000400 05000000 05000d00 01000000 06000e00
                17c00000 06000f00 01000000 08000500 64000000 08000600 32000000 08000700
                00000000 08000800 00000000 08000900 00000000 06000b00 02000000 64000a00
                08000100 00000000 08000200 00000000 08000300 00000000 04000b00 0c000400
                00000000 00000000 04000b00 0c000500 00000000 00000000 08000600 00000000
                08000700 00000000 08000800 00000000 08000900 00000000 08000a00 00000000
                a0000c00 0c000100 2a000000 00000000 04000b00 0c000200 00000000 00000000
                04000b00 0c000300 00000000 00000000 04000b00 0c000400 00000000 00000000
                04000b00 0c000500 00000000 00000000 04000b00 0c000600 00000000 00000000
                04000b00 0c000700 00000000 00000000 04000b00 0c000800 00000000 00000000
                04000b00 0c000900 00000000 00000000 04000b00 0c000a00 00000000 00000000
                """);
        IpvsForwarding gue =
                new IpvsForwarding.Tunnel(IpvsForwarding.Encapsulation.GUE, 6080, IpvsForwarding.Checksum.FULL);
        assertEquals(
                Optional.of(new IpvsDestinationStatus(
                        new IpvsDestination(ip("192.0.2.3"), 80, gue, 5, 100, 50),
                        0,
                        0,
                        0,
                        new IpvsStatistics(42, 0, 0, 0, 0))),
                IpvsDecoder.destination(message, 0, message.capacity(), AddressFamily.IPV4));
    }

    @Test
    void readsASyncDaemon() {
        // ipvsadm --start-daemon backup --mcast-interface d0 --syncid 21
        ByteBuffer message = bytes("""
                09010000 3c000300 08000100 02000000 07000200 64300000 08000300 15000000
                06000400 c0050000 06000700 90220000 05000800 01000000 08000500 e0000051
                """);
        assertEquals(
                Optional.of(new IpvsSyncDaemon(
                        IpvsSyncDaemon.Role.BACKUP,
                        "d0",
                        21,
                        OptionalInt.of(1472),
                        Optional.of(ip("224.0.0.81")),
                        OptionalInt.of(8848),
                        OptionalInt.of(1))),
                IpvsDecoder.daemon(message, 0, message.capacity()));
    }

    @Test
    void readsTheVersion() {
        ByteBuffer message = bytes("0e01000008000100010201000800020000100000");
        assertEquals(Optional.of("1.2.1"), IpvsDecoder.version(message, 0, message.capacity()));
    }

    @Test
    void whatIsCutOffIsNoEntry() {
        ByteBuffer message = bytes("0101000054010100060001");
        assertEquals(Optional.empty(), IpvsDecoder.service(message, 0, message.capacity()));
        assertEquals(Optional.empty(), IpvsDecoder.destination(message, 0, message.capacity(), AddressFamily.IPV6));
        assertEquals(Optional.empty(), IpvsDecoder.daemon(message, 0, message.capacity()));
    }

    /** The kernel takes such a service; to Java its address is IPv4, and so it would be another one. */
    @Test
    void aServiceOnAnIpv4MappedAddressIsNoEntry() {
        ByteBuffer message = bytes("""
                01010000 30000100 06000100 0a000000 06000200 06000000 14000300 00000000
                00000000 0000ffff c0000201 06000400 00500000 08000900 80000000
                """);
        assertEquals(Optional.empty(), IpvsDecoder.service(message, 0, message.capacity()));
    }

    @Test
    void whatTheKernelWouldRefuseIsNoEntry() {
        ByteBuffer protocol = bytes("""
                01010000 20000100 06000100 02000000 06000200 01000000 08000300 c0000264
                06000400 00500000
                """);
        assertEquals(Optional.empty(), IpvsDecoder.service(protocol, 0, protocol.capacity()));
        ByteBuffer weight = bytes("05010000 14000200 08000100 c0000203 08000400 ffffffff");
        assertEquals(Optional.empty(), IpvsDecoder.destination(weight, 0, weight.capacity(), AddressFamily.IPV4));
        ByteBuffer syncId = bytes("09010000 14000300 07000200 64300000 08000300 00010000");
        assertEquals(Optional.empty(), IpvsDecoder.daemon(syncId, 0, syncId.capacity()));
    }

    /** Attributes 4, 3, 13 and 2 without a value at the end of the buffer. */
    @Test
    void readsNothingBehindAnAttributeThatIsTooShort() {
        for (String last : new String[] {"04000400", "04000300", "04000d00", "04000200", "05000200 01000000"}) {
            ByteBuffer message =
                    bytes("05010000 " + (last.length() > 8 ? "14" : "10") + "000200 08000100 c0000203 " + last);
            IpvsDestination destination = IpvsDecoder.destination(message, 0, message.capacity(), AddressFamily.IPV4)
                    .orElseThrow()
                    .destination();
            assertEquals(0, destination.port());
            assertEquals(0, destination.weight());
        }
    }
}
