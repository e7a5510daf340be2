package holdfast.agent.dump;

import holdfast.agent.status.InstanceState;
import holdfast.agent.status.InstanceStatus;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import holdfast.linux.AddressFamily;
import holdfast.linux.AddressText;
import holdfast.vip.VirtualMacInterface;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An instance as dumps tell of it: how it is configured and how it is doing.
 *
 * @param config from the file
 * @param status from the loop
 */
record DumpedInstance(VrrpInstance config, InstanceStatus status) {
    private static final int GLOBAL_SCOPE = 0;
    private static final int SITE_SCOPE = 200;
    private static final int LINK_SCOPE = 253;
    private static final int HOST_SCOPE = 254;

    /** Those that are both in the file and in the loop, in the order of the file: a reload may be under way. */
    static List<DumpedInstance> of(Configuration configuration, List<InstanceStatus> statuses) {
        List<DumpedInstance> all = new ArrayList<>();
        for (VrrpInstance config : configuration.vrrpInstances()) {
            statuses.stream()
                    .filter(status -> status.name().equals(config.name()))
                    .findFirst()
                    .ifPresent(status -> all.add(new DumpedInstance(config, status)));
        }
        return all;
    }

    /** Keepalived's number of the state. */
    int stateNumber() {
        return switch (status.state()) {
            case INIT -> 0;
            case BACKUP -> 1;
            case MASTER -> 2;
            case FAULT -> 3;
        };
    }

    boolean isMaster() {
        return status.state() == InstanceState.MASTER;
    }

    /** What the master advertises when it is another; else 0. */
    int masterPriority() {
        return status.master()
                .filter(master -> !master.ourselves())
                .map(InstanceStatus.Master::priority)
                .orElse(0);
    }

    /** Seconds of the last transition since 1970, with microseconds. */
    BigDecimal lastTransition() {
        return seconds(status.entry().at());
    }

    static BigDecimal seconds(Instant at) {
        return BigDecimal.valueOf(at.getEpochSecond() * 1_000_000L + at.getNano() / 1000, 6);
    }

    /** Whole seconds as a whole number, others with their fraction. */
    static BigDecimal seconds(Duration span) {
        BigDecimal seconds = BigDecimal.valueOf(span.toMillis(), 3).stripTrailingZeros();
        return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
    }

    /** Lines as ip-address(8) has them, with {@code set} at the end of those that are there. */
    List<String> lines(List<VirtualIpAddress> addresses) {
        Set<Object> present = new HashSet<>();
        status.addresses().stream()
                .filter(address -> address.present())
                .forEach(address -> present.add(List.of(address.address(), address.interfaceName())));
        return addresses.stream()
                .map(address -> line(address, device(address)) + (present.contains(place(address)) ? " set" : ""))
                .toList();
    }

    /** With a virtual MAC the addresses are on its interface. */
    private Object place(VirtualIpAddress address) {
        return List.of(
                address.address(), onVirtualMac(address) ? virtualMacInterface().get() : address.dev());
    }

    /** {@code MACVLAN@BASE} where the address is on the interface of the virtual MAC. */
    private String device(VirtualIpAddress address) {
        return onVirtualMac(address) ? virtualMacInterface().get() + "@" + address.dev() : address.dev();
    }

    private boolean onVirtualMac(VirtualIpAddress address) {
        return virtualMacInterface().isPresent() && address.dev().equals(config.interfaceName());
    }

    /** The interface of the virtual MAC, when there is one: adverts need not leave by it ({@code vmac_xmit_base}). */
    Optional<String> virtualMacInterface() {
        return config.virtualMac()
                .map(mac -> VirtualMacInterface.of(
                                family(),
                                config.virtualRouterId(),
                                config.interfaceName(),
                                mac.interfaceName(),
                                Optional.empty())
                        .name());
    }

    private AddressFamily family() {
        return switch (config.family()) {
            case INET -> AddressFamily.IPV4;
            case INET6 -> AddressFamily.IPV6;
        };
    }

    /** The interface its packets come and go by. */
    String wire() {
        return status.settings().sendingInterface();
    }

    /** Whether it is one of its virtual addresses. */
    boolean isVirtual(InetAddress address) {
        return Stream.concat(config.virtualIpAddresses().stream(), config.virtualIpAddressesExcluded().stream())
                .anyMatch(one -> one.address().equals(address));
    }

    /** An address as ip-address(8) has it, on an interface that is called so. */
    static String line(VirtualIpAddress address, String device) {
        boolean ipv6 = address.address().getAddress().length == 16;
        StringBuilder line = new StringBuilder(AddressText.of(address.address()));
        if (address.peer().isPresent()) {
            line.append(" peer ").append(AddressText.of(address.peer().get()));
            prefix(line, address.peerPrefixLength(), ipv6);
        } else {
            prefix(line, address.prefixLength(), ipv6);
        }
        address.broadcast().ifPresent(broadcast -> line.append(" brd ").append(AddressText.of(broadcast)));
        line.append(" dev ").append(device).append(" scope ").append(scope(address.scope()));
        address.label().ifPresent(label -> line.append(" label ").append(label));
        if (ipv6) {
            line.append(address.preferredLifetime()
                    .map(time -> time.isZero() ? " deprecated" : " preferred_lft " + time.toSeconds())
                    .orElse(" preferred_lft forever"));
        }
        return line.toString();
    }

    /** A host's own length is not written. */
    private static void prefix(StringBuilder line, int length, boolean ipv6) {
        if (length != (ipv6 ? 128 : 32)) {
            line.append('/').append(length);
        }
    }

    private static String scope(int scope) {
        return switch (scope) {
            case GLOBAL_SCOPE -> "global";
            case SITE_SCOPE -> "site";
            case LINK_SCOPE -> "link";
            case HOST_SCOPE -> "host";
            default -> Integer.toString(scope);
        };
    }
}
