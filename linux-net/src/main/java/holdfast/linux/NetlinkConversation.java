package holdfast.linux;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Requests and answers on a netlink socket (netlink(7)), whatever they are about.
 *
 * <p>Many requests travel in one system call and are answered in order. The kernel works through them inside that call
 * (net/netlink/af_netlink.c, netlink_unicast_kernel), so all answers to changes wait when it returns. One thread.
 */
final class NetlinkConversation implements AutoCloseable {
    private static final int NLM_F_DUMP_INTR = 0x10;
    private static final int NLM_F_CAPPED = 0x100;
    private static final int NLM_F_ACK_TLVS = 0x200;
    private static final int NLMSGERR_ATTR_MSG = 1;
    private static final int DUMP_ATTEMPTS = 5;
    private static final NetlinkOutcome DONE = new NetlinkOutcome.Done();
    private static final NetlinkOutcome UNANSWERED = new NetlinkOutcome.Unanswered();

    private final NetlinkSocket socket;
    private int sequence;

    NetlinkConversation(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** Writes the message for a request. */
    @FunctionalInterface
    interface Layout<R> {
        void put(NetlinkWriter to, R request, int sequence);
    }

    /** Writes a message that asks for something. */
    @FunctionalInterface
    interface Question {
        void put(NetlinkWriter to, int sequence);
    }

    /** Makes something of what follows the header of a message; empty when it is not about that. */
    @FunctionalInterface
    interface Decoder<T> {
        Optional<T> decode(ByteBuffer from, int start, int end);
    }

    /**
     * Makes these changes in one system call, in order; a refused one does not stop the rest. Waits for nothing but the kernel's own work:
     * an answer that is not there after it will never come.
     *
     * @param requests what to do, at most a few hundred: their answers must fit the receive buffer
     * @param layout writes one of them, asking for an acknowledgement
     * @return one outcome a request, in the same order
     * @throws LinuxException when the socket itself is in trouble
     */
    <R> List<NetlinkOutcome> change(List<? extends R> requests, Layout<R> layout) throws LinuxException {
        NetlinkWriter messages = new NetlinkWriter();
        int first = sequence + 1;
        for (R request : requests) {
            layout.put(messages, request, ++sequence);
        }
        NetlinkOutcome[] outcomes = new NetlinkOutcome[requests.size()];
        Arrays.fill(outcomes, UNANSWERED);
        socket.send(messages);
        int missing = outcomes.length;
        boolean more = true;
        while (missing > 0 && more) {
            int length = socket.read();
            if (length >= 0) {
                missing -= takeAnswers(length, first, outcomes);
            } else if (-length == Errno.EAGAIN.number()) {
                more = false;
            } else if (-length != Errno.EINTR.number()) {
                throw new LinuxException(Errno.of(-length), "recv", socket.words());
            }
        }
        return new ArrayList<>(Arrays.asList(outcomes));
    }

    /** Notes the acknowledgements in one datagram; those of earlier requests have other numbers. */
    private int takeAnswers(int length, int first, NetlinkOutcome[] outcomes) {
        ByteBuffer bytes = socket.incoming();
        int taken = 0;
        for (int at = 0; at + NetlinkSocket.HEADER <= length; at = next(bytes, at)) {
            int index = bytes.getInt(at + NetlinkSocket.SEQUENCE) - first;
            boolean answers = type(bytes, at) == NetlinkSocket.ERROR && index >= 0 && index < outcomes.length;
            if (answers && outcomes[index] instanceof NetlinkOutcome.Unanswered) {
                outcomes[index] = answer(bytes, at);
                taken++;
            }
        }
        return taken;
    }

    /** struct nlmsgerr: the error number, negative, and the request's header; then attributes. */
    private static NetlinkOutcome answer(ByteBuffer bytes, int at) {
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
        return new NetlinkOutcome.Refused(Errno.of(error), Optional.ofNullable(words[0]));
    }

    /**
     * Reads a whole table.
     *
     * @param question writes the request, with NLM_F_DUMP
     * @param answerType the type of messages that are entries
     * @param decoder makes an entry of one
     * @param deadline monotonic nanoseconds
     * @throws LinuxException what the kernel refuses with; ETIMEDOUT when it does not finish in time
     */
    <T> List<T> dump(Question question, int answerType, Decoder<T> decoder, long deadline) throws LinuxException {
        List<T> found = new ArrayList<>();
        for (int attempt = 0; attempt < DUMP_ATTEMPTS; attempt++) {
            found.clear();
            NetlinkWriter message = new NetlinkWriter();
            question.put(message, ++sequence);
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
            int length = awaitDatagram("dump", deadline);
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
                            Errno.of(-bytes.getInt(at + NetlinkSocket.HEADER)), "dump", socket.words());
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

    /**
     * Reads the answer to one question that is not about a whole table: a message, an acknowledgement, or both.
     *
     * @param question writes the request
     * @param answerType the type of the message that answers
     * @param decoder makes something of it
     * @param deadline monotonic nanoseconds
     * @return what was made, at most one; empty when the kernel had nothing to say
     * @throws LinuxException what the kernel refuses with; ETIMEDOUT when it does not answer in time
     */
    <T> List<T> reply(Question question, int answerType, Decoder<T> decoder, long deadline) throws LinuxException {
        NetlinkWriter message = new NetlinkWriter();
        question.put(message, ++sequence);
        socket.send(message);
        while (true) {
            int length = awaitDatagram("read a reply", deadline);
            ByteBuffer bytes = socket.incoming();
            for (int at = 0; at + NetlinkSocket.HEADER <= length; at = next(bytes, at)) {
                if (bytes.getInt(at + NetlinkSocket.SEQUENCE) != sequence) {
                    continue;
                }
                if (type(bytes, at) == NetlinkSocket.ERROR) {
                    int error = -bytes.getInt(at + NetlinkSocket.HEADER);
                    if (error != 0) {
                        throw new LinuxException(Errno.of(error), "read a reply", socket.words());
                    }
                    return List.of();
                }
                if (type(bytes, at) == answerType) {
                    return decoder.decode(bytes, at + NetlinkSocket.HEADER, at + bytes.getInt(at))
                            .map(List::of)
                            .orElse(List.of());
                }
            }
        }
    }

    /** Waits for a datagram and reads it; its length. */
    private int awaitDatagram(String purpose, long deadline) throws LinuxException {
        while (true) {
            int length = socket.read();
            if (length >= 0) {
                return length;
            }
            if (-length != Errno.EAGAIN.number() && -length != Errno.EINTR.number()) {
                throw new LinuxException(Errno.of(-length), "recv", socket.words());
            }
            if (!socket.awaitReadable(deadline)) {
                throw new LinuxException(Errno.ETIMEDOUT, purpose, socket.words());
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
