package holdfast.agent.doctor.machine;

import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.LinuxException;
import holdfast.linux.RouteSocket;
import holdfast.vip.InterfaceSettings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * This network namespace. Interfaces and addresses are of the moment this was made; settings are read when asked for.
 *
 * @param links every interface
 * @param addresses every address
 */
public record LocalNetwork(List<InterfaceInfo> links, List<KernelAddress> addresses) implements Network {
    private static final InterfaceSettings SETTINGS = new InterfaceSettings(InterfaceSettings.KERNEL);

    /** Copies the lists. */
    public LocalNetwork {
        links = List.copyOf(links);
        addresses = List.copyOf(addresses);
    }

    /** Asks the kernel. */
    public static Network now() throws LinuxException {
        try (RouteSocket socket = RouteSocket.open()) {
            return new LocalNetwork(socket.links(), socket.addresses());
        }
    }

    @Override
    public Optional<String> setting(String path) {
        try {
            return Optional.of(SETTINGS.read(path));
        } catch (IOException e) {
            return Optional.empty(); // no such interface, or no such setting in this kernel
        }
    }
}
