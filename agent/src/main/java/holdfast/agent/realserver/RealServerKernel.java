package holdfast.agent.realserver;

import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.RouteRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What the kernel is asked. */
public interface RealServerKernel {
    /** Every interface. */
    List<InterfaceInfo> links() throws IOException;

    /** Every address. */
    List<KernelAddress> addresses() throws IOException;

    /** Makes a change. Returns why not, in the kernel's words; empty when it is made. */
    Optional<String> change(RouteRequest request) throws IOException;

    /**
     * Reads a setting.
     *
     * @param setting such as {@code ipv4/conf/all/arp_ignore}
     */
    String read(String setting) throws IOException;

    /** Changes a setting. */
    void write(String setting, String value) throws IOException;

    /** The interface of that name. */
    default Optional<InterfaceInfo> link(String name) throws IOException {
        return links().stream().filter(link -> link.name().equals(name)).findFirst();
    }
}
