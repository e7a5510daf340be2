package holdfast.linux;

import holdfast.linux.RouteRequest.AddAddress;
import holdfast.linux.RouteRequest.ReplaceAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
    private static final int NLM_F_DUMP_INTR = 0x10;
    private static final int NLM_F_CAPPED = 0x100;
    private static final int NLM_F_ACK_TLVS = 0x200;
    private static final int NLMSGERR_ATTR_MSG = 1;
    private static final int DUMP_ATTEMPTS = 5;
    private static final Duration DUMP_TIMEOUT = Duration.ofSeconds(2);
    private static final RouteOutcome DONE = new RouteOutcome.Done();
    private static final RouteOutcome UNANSWERED = new RouteOutcome.Unanswered();

    private final NetlinkSocket socket;
    private int sequence;
    private boolean protocolTags = true;

    private RouteSocket(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** Opens the socket; asking is free, changing takes CAP_NET_ADMIN. */
    public static RouteSocket open() throws LinuxException {
        return new RouteSocket(NetlinkSocket.open(RECEIVE_BUFFER));
    }

    /**
     * Makes these changes in order; a refused one does not stop the rest.
     *
     * @param requests what to do, any number
     * @param timeout how long to wait for all answers together
     * @return one outcome a request, in the same order
     * @throws LinuxException when the socket itself is in trouble
     */
    public List<RouteOutcome> perform(List<? extends RouteRequest> requests, Duration timeout) throws LinuxException {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<RouteOutcome> outcomes = new ArrayList<>(requests.size());
        for (int from = 0; from < requests.size(); from += BATCH) {
            List<? extends RouteRequest> batch = requests.subList(from, Math.min(from + BATCH, requests.size()));
            outcomes.addAll(performBatch(batch, deadline));
        }
        return outcomes;
    }

    /** Makes one change. */
    public RouteOutcome perform(RouteRequest request, Duration timeout) throws LinuxException {
        return perform(List.of(request), timeout).getFirst();
    }

    private List<RouteOutcome> performBatch(List<? extends RouteRequest> batch, long deadline) throws LinuxException {
        List<RouteRequest> fitting = batch.stream()
                .map(request -> protocolTags ? request : withoutProtocol(request))
                .toList();
        List<RouteOutcome> outcomes = exchange(fitting, deadline);
        if (protocolTags && outcomes.stream().anyMatch(RouteSocket::isInvalidArgument)) {
            retryWithoutProtocol(fitting, outcomes, deadline);
        }
        return outcomes;
    }

    /** Kernels before 5.18 do not know IFA_PROTO; one that refuses it would refuse every address. */
    private void retryWithoutProtocol(List<RouteRequest> requests, List<RouteOutcome> outcomes, long deadline)
            throws LinuxException {
        for (int i = 0; i < requests.size(); i++) {
            RouteRequest plain = withoutProtocol(requests.get(i));
            if (isInvalidArgument(outcomes.get(i)) && !plain.equals(requests.get(i))) {
                RouteOutcome second = exchange(List.of(plain), deadline).getFirst();
                if (second.done()) {
                    protocolTags = false;
                    outcomes.set(i, second);
                }
            }
        }
    }

    private static boolean isInvalidArgument(RouteOutcome outcome) {
        return outcome instanceof RouteOutcome.Refused(Errno errno, Optional<String> _) && errno.equals(Errno.EINVAL);
    }

    private static RouteRequest withoutProtocol(RouteRequest request) {
        return switch (request) {
            case AddAddress(KernelAddress address) -> new AddAddress(address.withProtocol(0));
            case ReplaceAddress(KernelAddress address) -> new ReplaceAddress(address.withProtocol(0));
            case RouteRequest.DeleteAddress _,
                    RouteRequest.AddMacvlan _,
                    RouteRequest.DeleteLink _,
                    RouteRequest.SetLinkUp _,
                    RouteRequest.SetLinkDown _,
                    RouteRequest.DisableAddressGeneration _ -> request;
        };
    }

    private List<RouteOutcome> exchange(List<RouteRequest> requests, long deadline) throws LinuxException {
        NetlinkWriter messages = new NetlinkWriter();
        int first = sequence + 1;
        for (RouteRequest request : requests) {
            RouteMessages.put(messages, request, ++sequence);
        }
        RouteOutcome[] outcomes = new RouteOutcome[requests.size()];
        Arrays.fill(outcomes, UNANSWERED);
        socket.send(messages);
        int missing = outcomes.length;
        while (missing > 0) {
            int length = socket.read();
            if (length > 0) {
                missing -= takeAnswers(length, first, outcomes);
            } else if (-length == Errno.EAGAIN.number()) {
                if (!socket.awaitReadable(deadline)) {
                    break;
                }
            } else if (-length != Errno.EINTR.number()) {
                throw new LinuxException(Errno.of(-length), "recv", "route netlink socket");
            }
        }
        return new ArrayList<>(Arrays.asList(outcomes));
    }

    /** Notes the acknowledgements in one datagram; late ones of earlier requests have other numbers. */
    private int takeAnswers(int length, int first, RouteOutcome[] outcomes) {
        ByteBuffer bytes = socket.incoming();
        int taken = 0;
        for (int at = 0; at + NetlinkSocket.HEADER <= length; at = next(bytes, at)) {
            int index = bytes.getInt(at + NetlinkSocket.SEQUENCE) - first;
            boolean answers = type(bytes, at) == NetlinkSocket.ERROR && index >= 0 && index < outcomes.length;
            if (answers && outcomes[index] instanceof RouteOutcome.Unanswered) {
                outcomes[index] = answer(bytes, at);
                taken++;
            }
        }
        return taken;
    }

    /** struct nlmsgerr: the error number, negative, and the request's header; then attributes. */
    private static RouteOutcome answer(ByteBuffer bytes, int at) {
        int error = -bytes.getInt(at + NetlinkSocket.HEADER);
        if (error == 0) {
            return DONE;
        }
        String[] words = new String[1];
        int flags = bytes.getShort(at + 6);
        if ((flags & NLM_F_ACK_TLVS) != 0) {
            int echoed = (flags & NLM_F_CAPPED) != 0
                    ? NetlinkSocket.HEADER
                    : bytes.getInt(at + NetlinkSocket.HEADER + Integer.BYTES);
            int start = at + NetlinkSocket.HEADER + Integer.BYTES + echoed;
            RouteDecoder.attributes(bytes, start, at + bytes.getInt(at), (type, value, length) -> {
                if (type == NLMSGERR_ATTR_MSG) {
                    words[0] = RouteDecoder.string(bytes, value, length);
                }
            });
        }
        return new RouteOutcome.Refused(Errno.of(error), Optional.ofNullable(words[0]));
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

    @FunctionalInterface
    private interface Decoder<T> {
        Optional<T> decode(ByteBuffer from, int start, int end);
    }

    private <T> List<T> dump(int question, int answerType, Decoder<T> decoder) throws LinuxException {
        long deadline = System.nanoTime() + DUMP_TIMEOUT.toNanos();
        List<T> found = new ArrayList<>();
        for (int attempt = 0; attempt < DUMP_ATTEMPTS; attempt++) {
            found.clear();
            NetlinkWriter message = new NetlinkWriter();
            RouteMessages.putDump(message, question, ++sequence);
            socket.send(message);
            if (readDump(answerType, decoder, found, deadline)) {
                break;
            }
        }
        // Changed under the reader's eyes five times: the last reading is the best there is, and a monitor tells the
        // rest.
        return Collections.unmodifiableList(found);
    }

    /** Reads until NLMSG_DONE; false when the kernel says that things changed meanwhile (NLM_F_DUMP_INTR). */
    private <T> boolean readDump(int answerType, Decoder<T> decoder, List<T> found, long deadline)
            throws LinuxException {
        boolean consistent = true;
        while (true) {
            int length = socket.read();
            if (length < 0) {
                if (-length != Errno.EAGAIN.number() && -length != Errno.EINTR.number()) {
                    throw new LinuxException(Errno.of(-length), "recv", "route netlink socket");
                }
                if (!socket.awaitReadable(deadline)) {
                    throw new LinuxException(Errno.ETIMEDOUT, "dump", "route netlink socket");
                }
                continue;
            }
            ByteBuffer bytes = socket.incoming();
            for (int at = 0; at + NetlinkSocket.HEADER <= length; at = next(bytes, at)) {
                if (bytes.getInt(at + NetlinkSocket.SEQUENCE) != sequence) {
                    continue;
                }
                consistent &= (bytes.getShort(at + 6) & NLM_F_DUMP_INTR) == 0;
                int type = type(bytes, at);
                if (type == NetlinkSocket.DONE) {
                    return consistent;
                }
                if (type == NetlinkSocket.ERROR) {
                    throw new LinuxException(
                            Errno.of(-bytes.getInt(at + NetlinkSocket.HEADER)), "dump", "route netlink socket");
                }
                if (type == answerType) {
                    decoder.decode(bytes, at + NetlinkSocket.HEADER, at + bytes.getInt(at))
                            .ifPresent(found::add);
                }
            }
        }
    }

    private static int type(ByteBuffer bytes, int at) {
        return bytes.getShort(at + 4) & 0xFFFF;
    }

    private static int next(ByteBuffer bytes, int at) {
        int length = Math.max(bytes.getInt(at), NetlinkSocket.HEADER);
        return at + ((length + 3) & ~3);
    }

    @Override
    public void close() {
        socket.close();
    }
}
