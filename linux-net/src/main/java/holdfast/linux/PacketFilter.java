package holdfast.linux;

import holdfast.linux.jna.NativeMemory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Programs for the kernel's packet filter (Documentation/networking/filter.rst): code, jump if true, jump if false, value. Jumps are counted
 * from the next instruction.
 */
final class PacketFilter {
    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int SO_DETACH_FILTER = 27;
    private static final int LOAD_WORD = 0x20;
    private static final int LOAD_HALF = 0x28;
    private static final int LOAD_BYTE = 0x30;
    private static final int IF_EQUAL = 0x15;
    private static final int IF_AT_LEAST = 0x35;
    private static final int RETURN = 0x06;

    /** SKF_AD_OFF + SKF_AD_VLAN_TAG_PRESENT of linux/filter.h. */
    private static final int HAS_VLAN_TAG = -0x1000 + 48;

    /** SKF_NET_OFF of linux/filter.h: where the header of IP begins; the program of a UDP socket begins with that of UDP. */
    private static final int NETWORK_HEADER = -0x100000;

    private static final int IPV4_TTL = 8;
    private static final int IPV4_SOURCE = 12;
    private static final int IPV6_HOP_LIMIT = 7;
    private static final int IPV6_SOURCE = 8;
    private static final int ETHER_TYPE = 12;
    private static final int IPV4 = 0x0800;
    private static final int ARP = 0x0806;
    private static final int IPV6 = 0x86DD;
    private static final int IPV4_PROTOCOL = 14 + 9;
    private static final int IPV6_NEXT_HEADER = 14 + 6;
    private static final int ICMPV6_TYPE = 14 + 40;
    private static final int ALL = 0xFFFF;

    /** Of struct nlmsghdr. */
    private static final int MESSAGE_TYPE = 4;

    /** Of struct rtmsg behind it. */
    private static final int ROUTE_PROTOCOL = NetlinkMessages.HEADER + 5;

    /** IPv4 of protocol 112 or 51, IPv6 of next header 112; untagged. */
    static final int[][] VRRP = {
        {LOAD_WORD, 0, 0, HAS_VLAN_TAG},
        {IF_EQUAL, 0, 9, 0},
        {LOAD_HALF, 0, 0, ETHER_TYPE},
        {IF_EQUAL, 0, 3, IPV4},
        {LOAD_BYTE, 0, 0, IPV4_PROTOCOL},
        {IF_EQUAL, 4, 0, 112},
        {IF_EQUAL, 3, 4, 51},
        {IF_EQUAL, 0, 3, IPV6},
        {LOAD_BYTE, 0, 0, IPV6_NEXT_HEADER},
        {IF_EQUAL, 0, 1, 112},
        {RETURN, 0, 0, ALL},
        {RETURN, 0, 0, 0},
    };

    /** ARP, and ICMPv6 of type 136 without extension headers; untagged. */
    static final int[][] NEIGHBOURS = {
        {LOAD_WORD, 0, 0, HAS_VLAN_TAG},
        {IF_EQUAL, 0, 8, 0},
        {LOAD_HALF, 0, 0, ETHER_TYPE},
        {IF_EQUAL, 5, 0, ARP},
        {IF_EQUAL, 0, 5, IPV6},
        {LOAD_BYTE, 0, 0, IPV6_NEXT_HEADER},
        {IF_EQUAL, 0, 3, 58},
        {LOAD_BYTE, 0, 0, ICMPV6_TYPE},
        {IF_EQUAL, 0, 1, 136},
        {RETURN, 0, 0, ALL},
        {RETURN, 0, 0, 0},
    };

    private PacketFilter() {}

    /**
     * Netlink messages RTM_DELRULE, and RTM_DELROUTE of a protocol. Programs read numbers in network order, netlink writes them in that of the machine.
     *
     * @param protocol rtm_protocol
     */
    static int[][] removals(int protocol) {
        return new int[][] {
            {LOAD_HALF, 0, 0, MESSAGE_TYPE},
            {IF_EQUAL, 3, 0, inNetworkOrder(RoutingMessages.RTM_DELRULE)},
            {IF_EQUAL, 0, 3, inNetworkOrder(RoutingMessages.RTM_DELROUTE)},
            {LOAD_BYTE, 0, 0, ROUTE_PROTOCOL},
            {IF_EQUAL, 0, 1, protocol},
            {RETURN, 0, 0, -1},
            {RETURN, 0, 0, 0},
        };
    }

    /**
     * What some hosts send, not from too far away; for a socket of UDP.
     *
     * @param sources all of that family
     * @param leastHopLimit TTL or hop limit, 0 to 255
     */
    static int[][] sources(AddressFamily family, Collection<InetAddress> sources, int leastHopLimit) {
        int source = NETWORK_HEADER + (family == AddressFamily.IPV4 ? IPV4_SOURCE : IPV6_SOURCE);
        List<int[]> program = new ArrayList<>();
        program.add(
                new int[] {LOAD_BYTE, 0, 0, NETWORK_HEADER + (family == AddressFamily.IPV4 ? IPV4_TTL : IPV6_HOP_LIMIT)
                });
        program.add(new int[] {IF_AT_LEAST, 1, 0, leastHopLimit});
        program.add(new int[] {RETURN, 0, 0, 0});
        for (InetAddress address : sources) {
            ByteBuffer words = ByteBuffer.wrap(address.getAddress());
            int length = words.remaining();
            while (words.hasRemaining()) {
                int rest = (length - words.position()) / Integer.BYTES - 1; // words of this address to come
                program.add(new int[] {LOAD_WORD, 0, 0, source + words.position()});
                program.add(new int[] {IF_EQUAL, 0, 2 * rest + 1, words.getInt()});
            }
            program.add(new int[] {RETURN, 0, 0, ALL});
        }
        program.add(new int[] {RETURN, 0, 0, 0});
        return program.toArray(int[][]::new);
    }

    private static int inNetworkOrder(int type) {
        short number = (short) type;
        boolean little = ByteOrder.nativeOrder().equals(ByteOrder.LITTLE_ENDIAN);
        return (little ? Short.reverseBytes(number) : number) & 0xFFFF;
    }

    /** struct sock_fprog: the number of instructions, and where they are. */
    static void attach(Descriptor descriptor, int[][] filter) throws LinuxException {
        NativeMemory instructions = new NativeMemory(filter.length * 8);
        for (int i = 0; i < filter.length; i++) { // struct sock_filter: code, jump if true, jump if false, value
            instructions
                    .buffer()
                    .putShort(i * 8, (short) filter[i][0])
                    .put(i * 8 + 2, (byte) filter[i][1])
                    .put(i * 8 + 3, (byte) filter[i][2])
                    .putInt(i * 8 + 4, filter[i][3]);
        }
        NativeMemory program = new NativeMemory(16);
        program.buffer().putShort(0, (short) filter.length).putLong(8, instructions.address());
        descriptor.option(SOL_SOCKET, SO_ATTACH_FILTER, program, 16, "SO_ATTACH_FILTER");
        instructions.keep();
    }

    /** Lets everything through again; nothing happens where no program is. */
    static void detach(Descriptor descriptor) {
        descriptor.optionIfKnown(SOL_SOCKET, SO_DETACH_FILTER, 0);
    }
}
