package holdfast.linux;

/**
 * Programs for the kernel's packet filter (Documentation/networking/filter.rst): code, jump if true, jump if false, value. Jumps are counted
 * from the next instruction.
 */
final class PacketFilter {
    private static final int LOAD_WORD = 0x20;
    private static final int LOAD_HALF = 0x28;
    private static final int LOAD_BYTE = 0x30;
    private static final int IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;

    /** SKF_AD_OFF + SKF_AD_VLAN_TAG_PRESENT of linux/filter.h. */
    private static final int HAS_VLAN_TAG = -0x1000 + 48;

    private static final int ETHER_TYPE = 12;
    private static final int IPV4 = 0x0800;
    private static final int ARP = 0x0806;
    private static final int IPV6 = 0x86DD;
    private static final int IPV4_PROTOCOL = 14 + 9;
    private static final int IPV6_NEXT_HEADER = 14 + 6;
    private static final int ICMPV6_TYPE = 14 + 40;
    private static final int ALL = 0xFFFF;

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
}
