package holdfast.vip;

import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.LinuxException;
import holdfast.linux.NetlinkOutcome;
import holdfast.linux.RouteRequest;
import holdfast.linux.RouteSocket;
import java.util.List;

/** The kernel's links and addresses, as much of it as this package uses. */
public interface RouteKernel {
    /**
     * Makes changes in order; one outcome a request.
     *
     * @throws LinuxException when the kernel cannot be asked at all
     */
    List<NetlinkOutcome> perform(List<RouteRequest> requests) throws LinuxException;

    /** All IPv4 and IPv6 addresses. */
    List<KernelAddress> addresses() throws LinuxException;

    /** All interfaces. */
    List<InterfaceInfo> links() throws LinuxException;

    /**
     * The real one.
     *
     * @param socket its owner closes it
     */
    static RouteKernel of(RouteSocket socket) {
        return new RouteKernel() {
            @Override
            public List<NetlinkOutcome> perform(List<RouteRequest> requests) throws LinuxException {
                return socket.perform(requests);
            }

            @Override
            public List<KernelAddress> addresses() throws LinuxException {
                return socket.addresses();
            }

            @Override
            public List<InterfaceInfo> links() throws LinuxException {
                return socket.links();
            }
        };
    }
}
