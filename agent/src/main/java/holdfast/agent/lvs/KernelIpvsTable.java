package holdfast.agent.lvs;

import holdfast.ipvs.KernelTable;
import holdfast.linux.IpvsDestinationStatus;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsServiceKey;
import holdfast.linux.IpvsSocket;
import holdfast.linux.LinuxException;
import holdfast.linux.NetlinkOutcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table of this network namespace. */
final class KernelIpvsTable implements IpvsTable {
    private final IpvsSocket socket;

    private KernelIpvsTable(IpvsSocket socket) {
        this.socket = socket;
    }

    /** Opens it, or says with ENOENT that the kernel has no IPVS. */
    static IpvsTable open() throws LinuxException {
        return new KernelIpvsTable(IpvsSocket.open());
    }

    @Override
    public List<NetlinkOutcome> perform(List<IpvsRequest> requests) throws LinuxException {
        return socket.perform(requests);
    }

    @Override
    public KernelTable read() throws LinuxException {
        return KernelTable.of(socket.table(), socket.syncDaemons(), socket.timeouts());
    }

    @Override
    public Map<IpvsServiceKey, List<IpvsDestinationStatus>> counts() throws LinuxException {
        Map<IpvsServiceKey, List<IpvsDestinationStatus>> counts = new HashMap<>();
        socket.table()
                .forEach((service, servers) -> counts.put(service.service().key(), servers));
        return counts;
    }

    @Override
    public void close() {
        socket.close();
    }
}
