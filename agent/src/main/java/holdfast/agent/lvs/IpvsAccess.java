package holdfast.agent.lvs;

import holdfast.ipvs.BalancingEvent;
import holdfast.ipvs.KernelTable;
import holdfast.linux.Errno;
import holdfast.linux.IpvsDestinationStatus;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsServiceKey;
import holdfast.linux.LinuxException;
import holdfast.linux.NetlinkOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way to the kernel's table, as long as there is one: says once that there is none, and tries again when it is asked again. */
final class IpvsAccess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IpvsAccess.class);

    private final IpvsTable.Opener opener;
    private Optional<IpvsTable> table = Optional.empty();
    private String lastTrouble = "";

    IpvsAccess(IpvsTable.Opener opener) {
        this.opener = opener;
    }

    /** The table as it is; empty when it cannot be read now. */
    Optional<KernelTable> read() {
        try {
            if (table.isEmpty()) {
                table = Optional.of(opener.open());
            }
            KernelTable read = table.get().read();
            lastTrouble = "";
            return Optional.of(read);
        } catch (LinuxException e) {
            trouble(e);
            return Optional.empty();
        }
    }

    /**
     * Makes changes in order.
     *
     * @return what was refused; empty when it is not known what was done, and the table is to be read
     */
    Optional<List<BalancingEvent.Refused>> perform(List<IpvsRequest> requests) {
        if (table.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<NetlinkOutcome> outcomes = table.get().perform(requests);
            List<BalancingEvent.Refused> refused = new ArrayList<>();
            for (int i = 0; i < outcomes.size(); i++) {
                IpvsRequest request = requests.get(i);
                switch (outcomes.get(i)) {
                    case NetlinkOutcome.Done _ -> {
                        // as wanted
                    }
                    case NetlinkOutcome.Refused no -> refused.add(new BalancingEvent.Refused(request, no.errno()));
                    case NetlinkOutcome.Unanswered _
                    when request instanceof IpvsRequest.StopSyncDaemon ->
                        LOG.debug("a sync daemon was stopped before it had begun");
                    case NetlinkOutcome.Unanswered _ -> {
                        LOG.error("the kernel did not answer to {}; its IPVS table is read again", request);
                        return Optional.empty();
                    }
                }
            }
            return Optional.of(refused);
        } catch (LinuxException e) {
            trouble(e);
            return Optional.empty();
        }
    }

    /** Connections of every real server, by service; none when the kernel cannot be asked. */
    Map<IpvsServiceKey, List<IpvsDestinationStatus>> counts() {
        if (table.isEmpty()) {
            return Map.of();
        }
        try {
            return table.get().counts();
        } catch (LinuxException e) {
            trouble(e);
            return Map.of();
        }
    }

    /** Why the table could not be read when that was tried last; empty when it could. */
    Optional<String> trouble() {
        return Optional.of(lastTrouble).filter(text -> !text.isEmpty());
    }

    private void trouble(LinuxException e) {
        close();
        String text = e.errno().equals(Errno.ENOENT)
                ? "this kernel has no IPVS: virtual servers are not served. Load the module ('modprobe ip_vs'; at every boot: 'ip_vs' in a"
                        + " file of /etc/modules-load.d), or install a kernel that has it. VRRP goes on"
                : "the kernel's IPVS table cannot be reached: " + e.getMessage();
        if (!text.equals(lastTrouble)) {
            LOG.error(text);
            lastTrouble = text;
        }
    }

    @Override
    public void close() {
        table.ifPresent(IpvsTable::close);
        table = Optional.empty();
    }
}
