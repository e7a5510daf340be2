package holdfast.vip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.linux.MacAddress;
import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Frames captured with tcpdump from keepalived 2.2.7 on an interface with the MAC 02:00:00:00:00:01. */
class AnnouncementFramesTest {
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01");

    private static void assertFrame(String captured, InetAddress address, boolean router) {
        assertFrame(captured, address, MAC, router);
    }

    private static void assertFrame(String captured, InetAddress address, MacAddress mac, boolean router) {
        assertEquals(
                captured.replaceAll("\\s", ""), HexFormat.of().formatHex(AnnouncementFrames.of(address, mac, router)));
    }

    @Test
    void gratuitousArpIsKeepaliveds() throws Exception {
        assertFrame("""
                ffff ffff ffff 0200 0000 0001 0806 0001
                0800 0604 0001 0200 0000 0001 c000 0264
                ffff ffff ffff c000 0264
                """, InetAddress.getByName("192.0.2.100"), false);
    }

    /** Operation 2, and both hardware addresses its own (RFC 5944, 4.6): there is nobody to answer it. */
    @Test
    void gratuitousArpOfAVirtualMacIsAReply() throws Exception {
        assertFrame("""
                ffff ffff ffff 0000 5e00 0133 0806 0001
                0800 0604 0002 0000 5e00 0133 c000 0264
                0000 5e00 0133 c000 0264
                """, InetAddress.getByName("192.0.2.100"), MacAddress.parse("00:00:5e:00:01:33"), false);
    }

    @Test
    void unsolicitedAdvertisementIsKeepaliveds() throws Exception {
        assertFrame("""
                3333 0000 0001 0200 0000 0001 86dd 6000
                0000 0020 3aff 2001 0db8 0000 0000 0000
                0000 0000 0100 ff02 0000 0000 0000 0000
                0000 0000 0001 8800 f72c 2000 0000 2001
                0db8 0000 0000 0000 0000 0000 0100 0201
                0200 0000 0001
                """, InetAddress.getByName("2001:db8::100"), false);
    }

    @Test
    void advertisementOfALinkLocalAddressIsKeepaliveds() throws Exception {
        assertFrame("""
                3333 0000 0001 0200 0000 0001 86dd 6000
                0000 0020 3aff fe80 0000 0000 0000 0000
                0000 0000 0100 ff02 0000 0000 0000 0000
                0000 0000 0001 8800 559d 2000 0000 fe80
                0000 0000 0000 0000 0000 0000 0100 0201
                0200 0000 0001
                """, InetAddress.getByName("fe80::100"), false);
    }

    @Test
    void aForwardingHostSetsTheRouterFlag() throws Exception {
        // The same with R set (RFC 4861, 4.4: the first bit of the flags, 0x80): flags a0, and the sum 0x8000 less.
        assertFrame("""
                3333 0000 0001 0200 0000 0001 86dd 6000
                0000 0020 3aff 2001 0db8 0000 0000 0000
                0000 0000 0100 ff02 0000 0000 0000 0000
                0000 0000 0001 8800 772c a000 0000 2001
                0db8 0000 0000 0000 0000 0000 0100 0201
                0200 0000 0001
                """, InetAddress.getByName("2001:db8::100"), true);
    }
}
