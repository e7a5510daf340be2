package holdfast.agent.realserver;

import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.LinuxException;
import holdfast.linux.NetlinkOutcome;
import holdfast.linux.RouteRequest;
import holdfast.linux.RouteSocket;
import holdfast.vip.InterfaceSettings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The kernel of this network namespace. */
public final class LinuxRealServerKernel implements RealServerKernel, AutoCloseable {
    private final RouteSocket socket;
    private final InterfaceSettings settings = new InterfaceSettings(InterfaceSettings.KERNEL);

    private LinuxRealServerKernel(RouteSocket socket) {
        this.socket = socket;
    }

    /** Opens a conversation with it. */
    public static LinuxRealServerKernel open() throws IOException {
        try {
            return new LinuxRealServerKernel(RouteSocket.open());
        } catch (LinuxException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public List<InterfaceInfo> links() throws IOException {
        try {
            return socket.links();
        } catch (LinuxException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public List<KernelAddress> addresses() throws IOException {
        try {
            return socket.addresses();
        } catch (LinuxException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public Optional<String> change(RouteRequest request) throws IOException {
        try {
            return switch (socket.perform(request)) {
                case NetlinkOutcome.Done _ -> Optional.empty();
                case NetlinkOutcome.Refused refused -> Optional.of(refused.toString());
                case NetlinkOutcome.Unanswered _ -> Optional.of("the kernel did not answer");
            };
        } catch (LinuxException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public String read(String setting) throws IOException {
        return settings.read(setting);
    }

    @Override
    public void write(String setting, String value) throws IOException {
        settings.write(setting, value);
    }

    @Override
    public void close() {
        socket.close();
    }
}
