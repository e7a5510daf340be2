package holdfast.agent.dump;

import holdfast.agent.doctor.machine.Network;
import holdfast.linux.AddressLifetime;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.MacAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** A machine with lo (1), eth0 (2, 192.0.2.1/24, fe80::1) and a macvlan vrrp.51 (3) on it. */
final class GivenMachine {
    private static final int UP_LOOPBACK_RUNNING = 0x49;
    private static final int UP_BROADCAST_RUNNING_MULTICAST = 0x1043;
    private static final int LINK_SCOPE = 253;

    static final Machine MACHINE = new Machine(new Fixed(
            List.of(
                    new InterfaceInfo(
                            1,
                            "lo",
                            UP_LOOPBACK_RUNNING,
                            Optional.of(MacAddress.parse("00:00:00:00:00:00")),
                            65536,
                            0,
                            ""),
                    new InterfaceInfo(
                            2,
                            "eth0",
                            UP_BROADCAST_RUNNING_MULTICAST,
                            Optional.of(MacAddress.parse("02:00:00:00:00:01")),
                            1500,
                            0,
                            ""),
                    new InterfaceInfo(
                            3,
                            "vrrp.51",
                            UP_BROADCAST_RUNNING_MULTICAST,
                            Optional.of(MacAddress.parse("00:00:5e:00:01:33")),
                            1500,
                            2,
                            "macvlan")),
            List.of(
                    KernelAddress.of(1, address("127.0.0.1"), 8),
                    KernelAddress.of(2, address("192.0.2.1"), 24),
                    new KernelAddress(
                            2,
                            address("fe80::1"),
                            64,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            LINK_SCOPE,
                            0,
                            AddressLifetime.FOREVER,
                            0))));

    private GivenMachine() {}

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    private record Fixed(List<InterfaceInfo> links, List<KernelAddress> addresses) implements Network {
        @Override
        public Optional<String> setting(String path) {
            return Optional.empty();
        }
    }
}
