package holdfast.agent.check;

import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.LinuxException;
import holdfast.linux.RouteSocket;
import holdfast.vip.InterfaceSettings;
import holdfast.vip.VirtualAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** This machine, asked through netlink and {@code /proc/sys}. */
public final class LocalHost implements Host {
    private final InterfaceSettings settings = new InterfaceSettings(InterfaceSettings.KERNEL);

    /** Asks when asked. */
    public LocalHost() {}

    @Override
    public List<OwnAddress> addresses() {
        try (RouteSocket socket = RouteSocket.open()) {
            Map<Integer, String> names = new HashMap<>();
            for (InterfaceInfo link : socket.links()) {
                names.put(link.index(), link.name());
            }
            List<OwnAddress> own = new ArrayList<>();
            for (KernelAddress address : socket.addresses()) {
                String name = names.get(address.interfaceIndex());
                if (name != null && address.protocol() != VirtualAddress.PROTOCOL) {
                    own.add(new OwnAddress(name, address.address(), address.prefixLength()));
                }
            }
            return own;
        } catch (LinuxException e) {
            return List.of(); // nothing is said about addresses of a machine that does not tell them
        }
    }

    @Override
    public Optional<String> setting(String path) {
        try {
            return Optional.of(settings.read(path));
        } catch (IOException e) {
            return Optional.empty(); // no such interface, or no such setting in this kernel
        }
    }
}
