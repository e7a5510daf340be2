package holdfast.linux;

/** Flags of an address, {@code IFA_F_*} of linux/if_addr.h; combined with {@code |}. */
public final class AddressFlags {
    /** IPv4: another address of the same subnet came first. Set by the kernel. */
    public static final int SECONDARY = 0x01;

    /** IPv6: added without duplicate address detection (RFC 4862, 5.4). */
    public static final int NODAD = 0x02;

    /** IPv6: usable while duplicate address detection runs. */
    public static final int OPTIMISTIC = 0x04;

    /** IPv6: somebody else has it. Set by the kernel. */
    public static final int DADFAILED = 0x08;

    /** IPv6: a mobile node's home address. */
    public static final int HOMEADDRESS = 0x10;

    /** Not to be chosen as a source. Set by the kernel when the preferred lifetime has ended. */
    public static final int DEPRECATED = 0x20;

    /** IPv6: duplicate address detection is not over. Set by the kernel. */
    public static final int TENTATIVE = 0x40;

    /** Without a lifetime. Set by the kernel. */
    public static final int PERMANENT = 0x80;

    /** IPv6: the model for temporary addresses. */
    public static final int MANAGETEMPADDR = 0x100;

    /** No connected route for the subnet is made with the address. */
    public static final int NOPREFIXROUTE = 0x200;

    /** Multicast address: join the group as well. */
    public static final int MCAUTOJOIN = 0x400;

    private AddressFlags() {}
}
