package holdfast.agent.timing;

import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.LinuxException;
import holdfast.linux.NetlinkOutcome;
import holdfast.linux.RouteRequest;
import holdfast.vip.RouteKernel;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The kernel's links and addresses, with a note of how long each answer took.
 *
 * @param kernel answers
 * @param took gets nanoseconds
 */
public record TimedKernel(RouteKernel kernel, LongConsumer took) implements RouteKernel {
    @Override
    public List<NetlinkOutcome> perform(List<RouteRequest> requests) throws LinuxException {
        long asked = System.nanoTime();
        try {
            return kernel.perform(requests);
        } finally {
            took.accept(System.nanoTime() - asked);
        }
    }

    @Override
    public List<KernelAddress> addresses() throws LinuxException {
        long asked = System.nanoTime();
        try {
            return kernel.addresses();
        } finally {
            took.accept(System.nanoTime() - asked);
        }
    }

    @Override
    public List<InterfaceInfo> links() throws LinuxException {
        long asked = System.nanoTime();
        try {
            return kernel.links();
        } finally {
            took.accept(System.nanoTime() - asked);
        }
    }
}
