package holdfast.vip;

import holdfast.linux.AddressFamily;
import holdfast.linux.MacAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * A virtual router's own interface, with the virtual router MAC address: what {@code use_vmac} asks for.
 *
 * @param name its name
 * @param baseInterface the interface it sits on
 * @param mac its link-layer address
 * @param family whose adverts and addresses it carries
 */
public record VirtualMacInterface(String name, String baseInterface, MacAddress mac, AddressFamily family) {
    public VirtualMacInterface {
        Objects.requireNonNull(name);
        Objects.requireNonNull(baseInterface);
        Objects.requireNonNull(mac);
        Objects.requireNonNull(family);
    }

    /**
     * The interface of a virtual router.
     *
     * @param name as configured; empty for {@code vrrp.VRID}, or {@code vrrp6.VRID} for IPv6
     * @param mac as configured; empty for the one of RFC 9568, 7.3
     */
    public static VirtualMacInterface of(
            AddressFamily family,
            int virtualRouterId,
            String baseInterface,
            Optional<String> name,
            Optional<MacAddress> mac) {
        String prefix = switch (family) {
            case IPV4 -> "vrrp.";
            case IPV6 -> "vrrp6.";
        };
        return new VirtualMacInterface(
                name.orElse(prefix + virtualRouterId),
                baseInterface,
                mac.orElseGet(() -> MacAddress.ofVirtualRouter(family, virtualRouterId)),
                family);
    }
}
