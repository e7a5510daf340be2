package holdfast.vrrp.wire;

import java.time.Duration;
import java.util.Objects;

/**
 * One ADVERTISEMENT, the only message VRRP has (RFC 9568, 5.2; RFC 3768, 5.3).
 *
 * @param version the version of its format
 * @param vrid the virtual router, 1..255 (0 is carried but never configured)
 * @param priority 255 for the address owner, 1..254 for others, 0 when the Active Router lets go (RFC 9568, 5.2.4)
 * @param interval how often the sender advertises: whole seconds in version 2, multiples of 10 ms in version 3
 * @param authentication version 2 only; {@link Authentication#NONE} in version 3
 * @param addresses the virtual addresses, in order
 */
public record Advertisement(
        ProtocolVersion version,
        int vrid,
        int priority,
        Duration interval,
        Authentication authentication,
        AddressList addresses) {

    /** The priority by which an Active Router lets go. */
    public static final int RELEASE = 0;
    /** The priority of the router that owns the addresses. */
    public static final int OWNER = 255;

    /** Checks that a packet can carry it. */
    public Advertisement {
        Objects.requireNonNull(version);
        Objects.requireNonNull(authentication);
        Objects.requireNonNull(addresses);
        requireByte("vrid", vrid);
        requireByte("priority", priority);
        if (!version.canCarry(interval)) {
            throw new IllegalArgumentException("version " + version.number() + " cannot carry interval " + interval);
        }
        if (version == ProtocolVersion.V2 && addresses.family() != AddressFamily.IPV4) {
            throw new IllegalArgumentException("version 2 is for IPv4 only");
        }
    }

    private static void requireByte(String field, int value) {
        if (value < 0 || value > 255) {
            throw new IllegalArgumentException(field + " " + value + " is not in 0..255");
        }
    }
}
