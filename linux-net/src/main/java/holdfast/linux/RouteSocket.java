package holdfast.linux;

import holdfast.linux.RouteRequest.AddAddress;
import holdfast.linux.RouteRequest.ReplaceAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the kernel for changes of links and addresses and reads every acknowledgement (rtnetlink(7)).
 *
 * <p>Many requests travel in one system call and are answered in order. The kernel works through them inside that call, so
 * the answers wait when it returns; the time-out bounds what cannot be foreseen.
 */
public final class RouteSocket implements AutoCloseable {
    /** How many requests go in one call: their answers fit the receive buffer many times over. */
    private static final int BATCH = 256;

    private static final int RECEIVE_BUFFER = 4 << 20;
    private static final Duration DUMP_TIMEOUT = Duration.ofSeconds(2);

    private final NetlinkConversation kernel;
    private boolean protocolTags = true;

    RouteSocket(NetlinkTransport socket) {
        this.kernel = new NetlinkConversation(socket);
    }

    /** Opens the socket; asking is free, changing takes CAP_NET_ADMIN. */
    public static RouteSocket open() throws LinuxException {
        return new RouteSocket(NetlinkSocket.open(NetlinkSocket.Protocol.ROUTE, RECEIVE_BUFFER));
    }

    /**
     * Makes these changes in order; a refused one does not stop the rest.
     *
     * @param requests what to do, any number
     * @return one outcome a request, in the same order
     * @throws LinuxException when the socket itself is in trouble
     */
    public List<NetlinkOutcome> perform(List<? extends RouteRequest> requests) throws LinuxException {
        if (requests.size() <= BATCH) {
            return requests.isEmpty() ? List.of() : performBatch(requests);
        }
        List<NetlinkOutcome> outcomes = new ArrayList<>(requests.size());
        for (int from = 0; from < requests.size(); from += BATCH) {
            List<? extends RouteRequest> batch = requests.subList(from, Math.min(from + BATCH, requests.size()));
            outcomes.addAll(performBatch(batch));
        }
        return outcomes;
    }

    /** Makes one change. */
    public NetlinkOutcome perform(RouteRequest request) throws LinuxException {
        return perform(List.of(request)).getFirst();
    }

    private List<NetlinkOutcome> performBatch(List<? extends RouteRequest> batch) throws LinuxException {
        List<? extends RouteRequest> fitting = protocolTags
                ? batch
                : batch.stream().map(RouteSocket::withoutProtocol).toList();
        List<NetlinkOutcome> outcomes = kernel.change(fitting, RouteMessages::put);
        if (protocolTags && anyInvalidArgument(outcomes)) {
            retryWithoutProtocol(fitting, outcomes);
        }
        return outcomes;
    }

    /** Kernels before 5.18 do not know IFA_PROTO; one that refuses it would refuse every address. */
    private void retryWithoutProtocol(List<? extends RouteRequest> requests, List<NetlinkOutcome> outcomes)
            throws LinuxException {
        for (int i = 0; i < requests.size(); i++) {
            RouteRequest plain = withoutProtocol(requests.get(i));
            if (isInvalidArgument(outcomes.get(i)) && !plain.equals(requests.get(i))) {
                NetlinkOutcome second =
                        kernel.change(List.of(plain), RouteMessages::put).getFirst();
                if (second.done()) {
                    protocolTags = false;
                    outcomes.set(i, second);
                }
            }
        }
    }

    private static boolean anyInvalidArgument(List<NetlinkOutcome> outcomes) {
        for (int i = 0; i < outcomes.size(); i++) {
            if (isInvalidArgument(outcomes.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInvalidArgument(NetlinkOutcome outcome) {
        return outcome instanceof NetlinkOutcome.Refused(Errno errno, Optional<String> _) && errno.equals(Errno.EINVAL);
    }

    private static RouteRequest withoutProtocol(RouteRequest request) {
        return switch (request) {
            case AddAddress(KernelAddress address) -> new AddAddress(address.withProtocol(0));
            case ReplaceAddress(KernelAddress address) -> new ReplaceAddress(address.withProtocol(0));
            case RouteRequest.DeleteAddress _,
                    RouteRequest.DeleteNeighbour _,
                    RouteRequest.AddMacvlan _,
                    RouteRequest.AddTunnel _,
                    RouteRequest.DeleteLink _,
                    RouteRequest.SetLinkUp _,
                    RouteRequest.SetLinkDown _,
                    RouteRequest.DisableAddressGeneration _,
                    RouteRequest.AddRoute _,
                    RouteRequest.DeleteRoute _,
                    RouteRequest.AddRule _,
                    RouteRequest.DeleteRule _,
                    RouteRequest.Removal _ -> request;
        };
    }

    /**
     * All interfaces of the namespace.
     *
     * @throws LinuxException ETIMEDOUT when the kernel does not finish within 2 s
     */
    public List<InterfaceInfo> links() throws LinuxException {
        return dump(RouteMessages.RTM_GETLINK, RouteMessages.RTM_NEWLINK, RouteDecoder::link);
    }

    /** The interface of this name. */
    public Optional<InterfaceInfo> link(String name) throws LinuxException {
        return links().stream().filter(link -> link.name().equals(name)).findFirst();
    }

    /**
     * All IPv4 and IPv6 addresses of the namespace.
     *
     * @throws LinuxException ETIMEDOUT when the kernel does not finish within 2 s
     */
    public List<KernelAddress> addresses() throws LinuxException {
        return dump(RouteMessages.RTM_GETADDR, RouteMessages.RTM_NEWADDR, RouteDecoder::address);
    }

    private <T> List<T> dump(int question, int answerType, NetlinkConversation.Decoder<T> decoder)
            throws LinuxException {
        return kernel.dump(
                (message, sequence) -> RouteMessages.putDump(message, question, sequence),
                answerType,
                decoder,
                System.nanoTime() + DUMP_TIMEOUT.toNanos());
    }

    @Override
    public void close() {
        kernel.close();
    }
}
