package holdfast.vrrp;

import holdfast.vrrp.wire.AddressFamily;
import java.util.Objects;

/**
 * What a virtual router is on the wire: a VRID is unique on one interface and in one family (RFC 9568, 1.7).
 *
 * @param interfaceName the interface its advertisements come and go on
 * @param vrid 1..255
 * @param family the family of its addresses
 */
public record RouterKey(String interfaceName, int vrid, AddressFamily family) {
    /** Checks the range of the VRID. */
    public RouterKey {
        Objects.requireNonNull(interfaceName);
        Objects.requireNonNull(family);
        if (vrid < 1 || vrid > 255) {
            throw new IllegalArgumentException("VRID " + vrid + " is not in 1..255");
        }
    }

    /** By hand, as is the hash code: those of a record are generated when first asked for, which a start has no time for. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RouterKey key
                && key.vrid == vrid
                && key.family == family
                && key.interfaceName.equals(interfaceName);
    }

    @Override
    public int hashCode() {
        return (interfaceName.hashCode() * 31 + vrid) * 31 + family.hashCode();
    }
}
