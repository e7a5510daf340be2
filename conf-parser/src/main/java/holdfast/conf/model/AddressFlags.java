package holdfast.conf.model;

/**
 * The words without a value on an address line.
 *
 * @param detectDuplicates {@code -nodad}, which against its name turns duplicate address detection <em>on</em>; without
 *     it IPv6 addresses are added with {@code nodad}
 * @param home {@code home} (IPv6 mobility)
 * @param noPrefixRoute the word of that name; no route for the prefix is made
 * @param manageTemporaryAddresses {@code mngtmpaddr}
 * @param autoJoin the word of that name (IPv6 and IPv4 multicast)
 * @param noTrack {@code no_track}: its removal by someone else does not matter
 * @param useVmac {@code use_vmac}: the address alone lives on an interface with a virtual MAC address; not acted on yet
 */
public record AddressFlags(
        boolean detectDuplicates,
        boolean home,
        boolean noPrefixRoute,
        boolean manageTemporaryAddresses,
        boolean autoJoin,
        boolean noTrack,
        boolean useVmac) {
    /** No word given. */
    public static final AddressFlags NONE = new AddressFlags(false, false, false, false, false, false, false);
}
