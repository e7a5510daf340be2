package holdfast.vip;

import holdfast.linux.AddressFlags;

/** Words after a virtual address that set a flag of it in the kernel (keepalived.conf(5), ip-address(8)). */
public enum AddressOption {
    /** {@code -nodad}: IPv6 with duplicate address detection, which a virtual address otherwise does without. */
    DUPLICATE_ADDRESS_DETECTION(0),
    /** {@code noprefixroute}: no connected route for the subnet. */
    NO_PREFIX_ROUTE(AddressFlags.NOPREFIXROUTE),
    /** {@code home}: a mobile node's home address, IPv6. */
    HOME(AddressFlags.HOMEADDRESS),
    /** {@code mngtmpaddr}: the model for temporary addresses, IPv6. */
    MANAGE_TEMPORARY(AddressFlags.MANAGETEMPADDR),
    /** {@code autojoin}: join the multicast group as well. */
    AUTO_JOIN(AddressFlags.MCAUTOJOIN);

    private final int flag;

    AddressOption(int flag) {
        this.flag = flag;
    }

    int flag() {
        return flag;
    }
}
