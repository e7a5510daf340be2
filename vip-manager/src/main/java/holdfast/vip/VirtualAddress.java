package holdfast.vip;

import holdfast.linux.AddressFamily;
import holdfast.linux.AddressFlags;
import holdfast.linux.AddressLifetime;
import holdfast.linux.AddressScope;
import holdfast.linux.AddressText;
import holdfast.linux.KernelAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A virtual address as configured: one line of {@code virtual_ipaddress} or {@code virtual_ipaddress_excluded}.
 *
 * @param address the address
 * @param prefixLength 0 to 32 or 128; with a peer, the peer's
 * @param interfaceName where it goes
 * @param scope a number of {@link AddressScope}
 * @param label IPv4 label, at most 15 characters
 * @param broadcast IPv4 broadcast address
 * @param peer the other end of a point-to-point link
 * @param options flags
 * @param preferredLifetime {@code preferred_lft} in whole seconds; empty for the rule of {@link #lifetime}
 */
public record VirtualAddress(
        InetAddress address,
        int prefixLength,
        String interfaceName,
        int scope,
        Optional<String> label,
        Broadcast broadcast,
        Optional<InetAddress> peer,
        Set<AddressOption> options,
        Optional<Duration> preferredLifetime) {

    /** {@code IFA_PROTO} of addresses made by VRRP: the number keepalived uses (rt_protos of iproute2, RTPROT_KEEPALIVED). */
    public static final int PROTOCOL = 18;

    public VirtualAddress {
        Objects.requireNonNull(address);
        Objects.requireNonNull(interfaceName);
        Objects.requireNonNull(label);
        Objects.requireNonNull(broadcast);
        Objects.requireNonNull(peer);
        Objects.requireNonNull(preferredLifetime);
        options = Set.copyOf(options);
        if (prefixLength < 0 || prefixLength > AddressFamily.of(address).addressBits()) {
            throw new IllegalArgumentException("prefix length " + prefixLength + " of " + AddressText.of(address));
        }
    }

    /** An address with nothing special about it, of global scope. */
    public static VirtualAddress of(InetAddress address, int prefixLength, String interfaceName) {
        return new VirtualAddress(
                address,
                prefixLength,
                interfaceName,
                AddressScope.GLOBAL,
                Optional.empty(),
                new Broadcast.None(),
                Optional.empty(),
                Set.of(),
                Optional.empty());
    }

    /** Its family. */
    public AddressFamily family() {
        return AddressFamily.of(address);
    }

    /** What the kernel is asked to make of it. */
    KernelAddress toKernel(int interfaceIndex, Lease lease) {
        boolean ipv4 = family() == AddressFamily.IPV4;
        return new KernelAddress(
                interfaceIndex,
                address,
                prefixLength,
                peer,
                ipv4 ? broadcast.resolve(address, prefixLength) : Optional.empty(),
                ipv4 ? label : Optional.empty(),
                scope,
                flags(),
                lifetime(lease),
                PROTOCOL);
    }

    /**
     * A virtual IPv6 address is used by one router at a time by the protocol's own rules. Detecting duplicates would keep it
     * unusable for a second at each takeover, and for ever after a moment with two holders.
     */
    private int flags() {
        int flags = 0;
        for (AddressOption option : options) {
            flags |= option.flag();
        }
        boolean ipv6 = family() == AddressFamily.IPV6;
        return ipv6 && !options.contains(AddressOption.DUPLICATE_ADDRESS_DETECTION)
                ? flags | AddressFlags.NODAD
                : flags;
    }

    /**
     * Valid as long as the lease; preferred as configured, else 0 for a host address of IPv6 (it is not to be chosen as a
     * source, as keepalived has it), else as long as valid. Preferred never exceeds valid: the kernel refuses that.
     */
    AddressLifetime lifetime(Lease lease) {
        long valid = switch (lease) {
            case Lease.Unlimited _ -> AddressLifetime.INFINITE;
            case Lease.Limited(Duration validity) -> validity.toSeconds();
        };
        boolean ipv6Host = family() == AddressFamily.IPV6 && prefixLength == family().addressBits();
        long preferred = preferredLifetime.map(Duration::toSeconds).orElse(ipv6Host ? 0L : valid);
        return new AddressLifetime(valid, Math.min(preferred, valid));
    }

    /** This address with the prefix length, scope and peer it was found with, which removing it needs. */
    VirtualAddress asFound(KernelAddress found) {
        return new VirtualAddress(
                address,
                found.prefixLength(),
                interfaceName,
                found.scope(),
                label,
                broadcast,
                found.peer(),
                options,
                preferredLifetime);
    }

    /** Of what tells two of them apart in practice: thousands are looked up while a master takes them. */
    @Override
    public int hashCode() {
        return 31 * address.hashCode() + interfaceName.hashCode();
    }

    @Override
    public String toString() {
        return AddressText.of(address) + "/" + prefixLength + " dev " + interfaceName;
    }
}
