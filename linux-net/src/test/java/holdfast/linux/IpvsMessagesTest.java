package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * The expected bytes, from the generic netlink header on, are what ipvsadm 1.31 sent for the command named in each test, captured with
 * {@code strace -e trace=sendmsg -e write=all} on x86-64, Linux 6.1.
 */
class IpvsMessagesTest {
    private static final int FAMILY = 0x1c;
    private static final int NETLINK_HEADER = 16;
    private static final IpvsServiceKey WEB = new IpvsServiceKey.Address(IpvsProtocol.TCP, ip("192.0.2.100"), 80);
    private static final IpvsServiceKey WEB6 = new IpvsServiceKey.Address(IpvsProtocol.TCP, ip("2001:db8::100"), 443);
    private static final IpvsServiceKey DNS = new IpvsServiceKey.Address(IpvsProtocol.UDP, ip("192.0.2.100"), 53);
    private static final IpvsServiceKey MARK = new IpvsServiceKey.FirewallMark(7, AddressFamily.IPV4);
    private static final IpvsForwarding NAT = new IpvsForwarding.Masquerade();
    private static final IpvsForwarding DR = new IpvsForwarding.DirectRouting();
    private static final IpvsForwarding GUE =
            new IpvsForwarding.Tunnel(IpvsForwarding.Encapsulation.GUE, 6080, IpvsForwarding.Checksum.FULL);

    private static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }

    private static IpvsDestination server(String address, int port, IpvsForwarding forwarding, int weight) {
        return IpvsDestination.of(ip(address), port, forwarding, weight);
    }

    private static void assertSends(String hex, IpvsRequest request) {
        NetlinkWriter writer = new NetlinkWriter();
        IpvsMessages.put(writer, FAMILY, request, 5);
        byte[] message = writer.toByteArray();
        assertEquals(
                hex.replaceAll("\\s", ""),
                HexFormat.of().formatHex(Arrays.copyOfRange(message, NETLINK_HEADER, message.length)));
    }

    @Test
    void theHeaderAsksForAnAcknowledgement() {
        NetlinkWriter writer = new NetlinkWriter();
        IpvsMessages.put(writer, FAMILY, new IpvsRequest.Flush(), 5);
        assertEquals(
                "140000001c0005000500000000000000" + "11010000", HexFormat.of().formatHex(writer.toByteArray()));
    }

    @Test
    void addsATcpService() {
        // ipvsadm -A -t 192.0.2.100:80 -s wrr
        assertSends("""
                01010000 54000180 06000100 02000000 06000200 06000000 14000300 c0000264
                00000000 00000000 00000000 06000400 00500000 08000600 77727200 0c000700
                00000000 ffffffff 08000800 00000000 08000900 ffffffff
                """, new IpvsRequest.AddService(IpvsService.of(WEB, "wrr")));
    }

    @Test
    void addsAUdpServiceWithOnePacketScheduling() {
        // ipvsadm -A -u 192.0.2.100:53 -s rr -o
        assertSends("""
                01010000 54000180 06000100 02000000 06000200 11000000 14000300 c0000264
                00000000 00000000 00000000 06000400 00350000 07000600 72720000 0c000700
                04000000 ffffffff 08000800 00000000 08000900 ffffffff
                """, new IpvsRequest.AddService(IpvsService.of(DNS, "rr").withFlags(IpvsServiceFlags.ONE_PACKET)));
    }

    @Test
    void addsAPersistentFirewallMarkService() {
        // ipvsadm -A -f 7 -s wlc -p 300 -M 255.255.255.0
        assertSends("""
                01010000 38000180 06000100 02000000 08000500 07000000 08000600 776c6300
                0c000700 01000000 ffffffff 08000800 2c010000 08000900 ffffff00
                """, new IpvsRequest.AddService(IpvsService.of(MARK, "wlc").withPersistence(300, 24)));
    }

    @Test
    void addsAnIpv6ServiceWithSchedulerFlags() {
        // ipvsadm -A -t [2001:db8::100]:443 -s sh -b sh-port,sh-fallback
        assertSends(
                """
                01010000 54000180 06000100 0a000000 06000200 06000000 14000300 20010db8
                00000000 00000000 00000100 06000400 01bb0000 07000600 73680000 0c000700
                18000000 ffffffff 08000800 00000000 08000900 80000000
                """,
                new IpvsRequest.AddService(IpvsService.of(WEB6, "sh")
                        .withFlags(IpvsServiceFlags.SCHEDULER_1 | IpvsServiceFlags.SCHEDULER_2)));
    }

    @Test
    void editsAService() {
        // ipvsadm -E -t 192.0.2.100:80 -s rr
        assertSends("""
                02010000 54000180 06000100 02000000 06000200 06000000 14000300 c0000264
                00000000 00000000 00000000 06000400 00500000 07000600 72720000 0c000700
                00000000 ffffffff 08000800 00000000 08000900 ffffffff
                """, new IpvsRequest.EditService(IpvsService.of(WEB, "rr")));
    }

    @Test
    void addsAMasqueradedServer() {
        // ipvsadm -a -t 192.0.2.100:80 -r 192.0.2.1:8080 -m -w 3
        assertSends("""
                05010000 54000180 06000100 02000000 06000200 06000000 14000300 c0000264
                00000000 00000000 00000000 06000400 00500000 05000600 00000000 0c000700
                00000000 ffffffff 08000800 00000000 08000900 ffffffff 60000280 06000b00
                02000000 14000100 c0000201 00000000 00000000 00000000 06000200 1f900000
                08000300 00000000 08000400 03000000 05000d00 00000000 06000e00 00000000
                06000f00 00000000 08000500 00000000 08000600 00000000
                """, new IpvsRequest.AddDestination(WEB, server("192.0.2.1", 8080, NAT, 3)));
    }

    @Test
    void addsADirectlyRoutedServerWithThresholds() {
        // ipvsadm -a -t 192.0.2.100:80 -r 192.0.2.2:80 -g -w 2 -x 100 -y 50
        assertSends("""
                05010000 54000180 06000100 02000000 06000200 06000000 14000300 c0000264
                00000000 00000000 00000000 06000400 00500000 05000600 00000000 0c000700
                00000000 ffffffff 08000800 00000000 08000900 ffffffff 60000280 06000b00
                02000000 14000100 c0000202 00000000 00000000 00000000 06000200 00500000
                08000300 03000000 08000400 02000000 05000d00 00000000 06000e00 00000000
                06000f00 00000000 08000500 64000000 08000600 32000000
                """, new IpvsRequest.AddDestination(WEB, new IpvsDestination(ip("192.0.2.2"), 80, DR, 2, 100, 50)));
    }

    @Test
    void addsAServerBehindAGueTunnel() {
        // ipvsadm -a -t 192.0.2.100:80 -r 192.0.2.3:80 -i --tun-type gue --tun-port 6080 --tun-csum
        assertSends("""
                05010000 54000180 06000100 02000000 06000200 06000000 14000300 c0000264
                00000000 00000000 00000000 06000400 00500000 05000600 00000000 0c000700
                00000000 ffffffff 08000800 00000000 08000900 ffffffff 60000280 06000b00
                02000000 14000100 c0000203 00000000 00000000 00000000 06000200 00500000
                08000300 02000000 08000400 01000000 05000d00 01000000 06000e00 17c00000
                06000f00 01000000 08000500 00000000 08000600 00000000
                """, new IpvsRequest.AddDestination(WEB, server("192.0.2.3", 80, GUE, 1)));
    }

    @Test
    void addsAServerOfAFirewallMark() {
        // ipvsadm -a -f 7 -r 192.0.2.1:0 -g
        assertSends("""
                05010000 38000180 06000100 02000000 08000500 07000000 05000600 00000000
                0c000700 00000000 ffffffff 08000800 00000000 08000900 ffffffff 60000280
                06000b00 02000000 14000100 c0000201 00000000 00000000 00000000 06000200
                00000000 08000300 03000000 08000400 01000000 05000d00 00000000 06000e00
                00000000 06000f00 00000000 08000500 00000000 08000600 00000000
                """, new IpvsRequest.AddDestination(MARK, server("192.0.2.1", 0, DR, 1)));
    }

    @Test
    void addsAnIpv6Server() {
        // ipvsadm -a -t [2001:db8::100]:443 -r [2001:db8::1]:443 -m
        assertSends("""
                05010000 54000180 06000100 0a000000 06000200 06000000 14000300 20010db8
                00000000 00000000 00000100 06000400 01bb0000 05000600 00000000 0c000700
                00000000 ffffffff 08000800 00000000 08000900 80000000 60000280 06000b00
                0a000000 14000100 20010db8 00000000 00000000 00000001 06000200 01bb0000
                08000300 00000000 08000400 01000000 05000d00 00000000 06000e00 00000000
                06000f00 00000000 08000500 00000000 08000600 00000000
                """, new IpvsRequest.AddDestination(WEB6, server("2001:db8::1", 443, NAT, 1)));
    }

    @Test
    void editsAWeight() {
        // ipvsadm -e -t 192.0.2.100:80 -r 192.0.2.1:8080 -m -w 0
        assertSends("""
                06010000 54000180 06000100 02000000 06000200 06000000 14000300 c0000264
                00000000 00000000 00000000 06000400 00500000 05000600 00000000 0c000700
                00000000 ffffffff 08000800 00000000 08000900 ffffffff 60000280 06000b00
                02000000 14000100 c0000201 00000000 00000000 00000000 06000200 1f900000
                08000300 00000000 08000400 00000000 05000d00 00000000 06000e00 00000000
                06000f00 00000000 08000500 00000000 08000600 00000000
                """, new IpvsRequest.EditDestination(WEB, server("192.0.2.1", 8080, NAT, 0)));
    }

    @Test
    void deletesAServer() {
        // ipvsadm -d -t 192.0.2.100:80 -r 192.0.2.3:80
        assertSends("""
                07010000 54000180 06000100 02000000 06000200 06000000 14000300 c0000264
                00000000 00000000 00000000 06000400 00500000 05000600 00000000 0c000700
                00000000 ffffffff 08000800 00000000 08000900 ffffffff 60000280 06000b00
                02000000 14000100 c0000203 00000000 00000000 00000000 06000200 00500000
                08000300 03000000 08000400 01000000 05000d00 00000000 06000e00 00000000
                06000f00 00000000 08000500 00000000 08000600 00000000
                """, new IpvsRequest.DeleteDestination(WEB, server("192.0.2.3", 80, DR, 1)));
    }

    @Test
    void setsTimeouts() {
        // ipvsadm --set 0 30 0
        assertSends("""
                0c010000 08000400 00000000 08000500 1e000000 08000600 00000000
                """, new IpvsRequest.SetTimeouts(new IpvsTimeouts(0, 30, 0)));
    }

    @Test
    void startsAMasterSyncDaemon() {
        // ipvsadm --start-daemon master --mcast-interface d0 --syncid 21
        assertSends("""
                09010000 1c000380 08000100 01000000 07000200 64300000 08000300 15000000
                """, new IpvsRequest.StartSyncDaemon(IpvsSyncDaemon.of(IpvsSyncDaemon.Role.MASTER, "d0", 21)));
    }

    @Test
    void startsABackupSyncDaemonWithEverything() {
        // ipvsadm --start-daemon backup --mcast-interface d0 --syncid 21 --sync-maxlen 1400 --mcast-group 224.0.0.99
        // --mcast-port 9000 --mcast-ttl 3
        assertSends(
                """
                09010000 3c000380 08000100 02000000 07000200 64300000 08000300 15000000
                06000400 78050000 06000700 28230000 05000800 03000000 08000500 e0000063
                """,
                new IpvsRequest.StartSyncDaemon(new IpvsSyncDaemon(
                        IpvsSyncDaemon.Role.BACKUP,
                        "d0",
                        21,
                        OptionalInt.of(1400),
                        Optional.of(ip("224.0.0.99")),
                        OptionalInt.of(9000),
                        OptionalInt.of(3))));
    }

    @Test
    void stopsASyncDaemon() {
        // ipvsadm --stop-daemon master
        assertSends("""
                0a010000 1c000380 08000100 01000000 05000200 00000000 08000300 00000000
                """, new IpvsRequest.StopSyncDaemon(IpvsSyncDaemon.Role.MASTER));
    }

    @Test
    void deletesAService() {
        // ipvsadm -D -t 192.0.2.100:80
        assertSends("""
                03010000 54000180 06000100 02000000 06000200 06000000 14000300 c0000264
                00000000 00000000 00000000 06000400 00500000 05000600 00000000 0c000700
                00000000 ffffffff 08000800 00000000 08000900 ffffffff
                """, new IpvsRequest.DeleteService(WEB));
    }

    @Test
    void flushes() {
        // ipvsadm -C
        assertSends("""
                11010000
                """, new IpvsRequest.Flush());
    }

    @Test
    void zeroesStatistics() {
        // ipvsadm -Z
        assertSends("""
                10010000
                """, new IpvsRequest.ZeroStatistics());
    }
}
