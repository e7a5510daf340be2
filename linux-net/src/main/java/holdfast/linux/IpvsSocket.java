package holdfast.linux;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The IPVS table of the network namespace: asks for changes, reads every acknowledgement, and reads the table itself (generic netlink
 * family {@code IPVS}, linux/ip_vs.h). The kernel does not report changes by others; who wants to know has to look. One thread.
 */
public final class IpvsSocket implements AutoCloseable {
    /** How many requests go in one call: their answers fit the receive buffer many times over. */
    private static final int BATCH = 256;

    private static final int RECEIVE_BUFFER = 4 << 20;
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    /** The control family of generic netlink (linux/genetlink.h). */
    private static final int GENL_ID_CTRL = 0x10;

    private static final int CTRL_CMD_GETFAMILY = 3;
    private static final int CTRL_ATTR_FAMILY_NAME = 2;
    private static final int NLM_F_REQUEST = 0x1;

    private final NetlinkConversation kernel;
    private final int family;

    IpvsSocket(NetlinkConversation kernel, int family) {
        this.kernel = kernel;
        this.family = family;
    }

    /**
     * Opens the socket. Asking for the family makes the kernel load its module where it can; everything takes CAP_NET_ADMIN.
     *
     * @throws LinuxException ENOENT when the kernel has no IPVS: the module {@code ip_vs} is neither loaded nor found
     */
    public static IpvsSocket open() throws LinuxException {
        return on(NetlinkSocket.open(NetlinkSocket.Protocol.GENERIC, RECEIVE_BUFFER));
    }

    /** Looks for the family; closes the socket when there is none. */
    static IpvsSocket on(NetlinkTransport socket) throws LinuxException {
        NetlinkConversation kernel = new NetlinkConversation(socket);
        try {
            List<Integer> ids = kernel.reply(
                    (message, sequence) -> message.begin(GENL_ID_CTRL, NLM_F_REQUEST, sequence)
                            .genericHeader(CTRL_CMD_GETFAMILY, 1)
                            .attribute(CTRL_ATTR_FAMILY_NAME, "IPVS")
                            .end(),
                    GENL_ID_CTRL,
                    IpvsDecoder::familyId,
                    deadline(READ_TIMEOUT));
            if (ids.isEmpty()) {
                throw new LinuxException(Errno.ENOENT, "find the family IPVS", "generic netlink socket");
            }
            return new IpvsSocket(kernel, ids.getFirst());
        } catch (LinuxException e) {
            kernel.close();
            throw e;
        }
    }

    /**
     * Makes these changes in order, hundreds in one system call; a refused one does not stop the rest.
     *
     * <p>A sync daemon that is stopped before its thread has run once is stopped, but {@link NetlinkOutcome.Unanswered}: the kernel's
     * kthread_stop() ends with EINTR then.
     *
     * @param requests what to do, any number
     * @return one outcome a request, in the same order
     * @throws LinuxException when the socket itself is in trouble
     */
    public List<NetlinkOutcome> perform(List<? extends IpvsRequest> requests) throws LinuxException {
        List<NetlinkOutcome> outcomes = new ArrayList<>(requests.size());
        for (int from = 0; from < requests.size(); from += BATCH) {
            List<? extends IpvsRequest> batch = requests.subList(from, Math.min(from + BATCH, requests.size()));
            outcomes.addAll(kernel.<IpvsRequest>change(
                    batch, (to, request, sequence) -> IpvsMessages.put(to, family, request, sequence)));
        }
        return outcomes;
    }

    /** Makes one change. */
    public NetlinkOutcome perform(IpvsRequest request) throws LinuxException {
        return perform(List.of(request)).getFirst();
    }

    /** Every virtual service, in the kernel's order, which is not that in which they were added. */
    public List<IpvsServiceStatus> services() throws LinuxException {
        return kernel.dump(
                (message, sequence) -> IpvsMessages.putQuestion(message, family, IpvsMessages.GET_SERVICE, sequence),
                family,
                IpvsDecoder::service,
                deadline(READ_TIMEOUT));
    }

    /**
     * The real servers of a service.
     *
     * @throws LinuxException ESRCH when there is no such service
     */
    public List<IpvsDestinationStatus> destinations(IpvsServiceKey key) throws LinuxException {
        return kernel.dump(
                (message, sequence) -> IpvsMessages.putDestinationsQuestion(message, family, key, sequence),
                family,
                (from, start, end) -> IpvsDecoder.destination(from, start, end, key.family()),
                deadline(READ_TIMEOUT));
    }

    /** The whole table: every service with its real servers. A service that goes meanwhile is left out. */
    public Map<IpvsServiceStatus, List<IpvsDestinationStatus>> table() throws LinuxException {
        Map<IpvsServiceStatus, List<IpvsDestinationStatus>> table = new LinkedHashMap<>();
        for (IpvsServiceStatus status : services()) {
            try {
                table.put(status, destinations(status.service().key()));
            } catch (LinuxException e) {
                if (!e.errno().equals(Errno.ESRCH)) {
                    throw e;
                }
            }
        }
        return table;
    }

    /** The sync daemons that run: none, one, or one in each role. */
    public List<IpvsSyncDaemon> syncDaemons() throws LinuxException {
        return kernel.dump(
                (message, sequence) -> IpvsMessages.putQuestion(message, family, IpvsMessages.GET_DAEMON, sequence),
                family,
                IpvsDecoder::daemon,
                deadline(READ_TIMEOUT));
    }

    /** The time-outs of the namespace. */
    public IpvsTimeouts timeouts() throws LinuxException {
        return single(IpvsMessages.GET_CONFIG, IpvsDecoder::timeouts);
    }

    /** The version of IPVS in the kernel, such as {@code 1.2.1}. */
    public String version() throws LinuxException {
        return single(IpvsMessages.GET_INFO, IpvsDecoder::version);
    }

    private <T> T single(int command, NetlinkConversation.Decoder<T> decoder) throws LinuxException {
        List<T> replies = kernel.reply(
                (message, sequence) -> IpvsMessages.putQuestion(message, family, command, sequence),
                family,
                decoder,
                deadline(READ_TIMEOUT));
        if (replies.isEmpty()) {
            throw new LinuxException(Errno.ENOENT, "read a reply", "generic netlink socket");
        }
        return replies.getFirst();
    }

    private static long deadline(Duration timeout) {
        return System.nanoTime() + timeout.toNanos();
    }

    @Override
    public void close() {
        kernel.close();
    }
}
