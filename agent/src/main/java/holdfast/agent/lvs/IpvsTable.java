package holdfast.agent.lvs;

import holdfast.ipvs.KernelTable;
import holdfast.linux.IpvsDestinationStatus;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsServiceKey;
import holdfast.linux.LinuxException;
import holdfast.linux.NetlinkOutcome;
import java.util.List;
import java.util.Map;

/** The kernel's IPVS table, as the LVS loop uses it. One thread. */
public interface IpvsTable extends AutoCloseable {
    /**
     * Makes these changes in order; a refused one does not stop the rest.
     *
     * @return one outcome a request, in the same order
     * @throws LinuxException when the kernel cannot be reached; what was done is not known then
     */
    List<NetlinkOutcome> perform(List<IpvsRequest> requests) throws LinuxException;

    /**
     * The whole table.
     *
     * @throws LinuxException when the kernel cannot be reached
     */
    KernelTable read() throws LinuxException;

    /**
     * Connections of every real server, by service.
     *
     * @throws LinuxException when the kernel cannot be reached
     */
    Map<IpvsServiceKey, List<IpvsDestinationStatus>> counts() throws LinuxException;

    @Override
    void close();

    /** That of this node's kernel. */
    static Opener ofKernel() {
        return KernelIpvsTable::open;
    }

    /** Opens it, again after it had to be closed. */
    @FunctionalInterface
    interface Opener {
        /**
         * Opens it.
         *
         * @throws LinuxException ENOENT when the kernel has no IPVS
         */
        IpvsTable open() throws LinuxException;
    }
}
