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
    private static final int DUMP_ATTEMPTS = 5;
    private static final NetlinkOutcome DONE = new NetlinkOutcome.Done();
    private static final NetlinkOutcome UNANSWERED = new NetlinkOutcome.Unanswered();

    private final NetlinkTransport socket;
    private final NetlinkWriter outgoing = new NetlinkWriter();
    private int sequence;

    NetlinkConversation(NetlinkTransport socket) {
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
     * an answer that is not there after it will never come. Only the last one is asked to be acknowledged: the kernel says of each by itself
     * when it fails (netlink_rcv_skb), and silence about one before an acknowledgement is success. Each answer is a system call.
     *
     * @param requests what to do, at most a few hundred: their answers must fit the receive buffer
     * @param layout writes one of them, asking for an acknowledgement; which it gets if it is the last
     * @return one outcome a request, in the same order; may be changed, but not in length
     * @throws LinuxException when the socket itself is in trouble
     */
    <R> List<NetlinkOutcome> change(List<? extends R> requests, Layout<R> layout) throws LinuxException {
        NetlinkWriter messages = outgoing.clear();
        int first = sequence + 1;
        int last = sequence + requests.size();
        for (R request : requests) {
            layout.put(messages, request, ++sequence);
            if (sequence != last) {
                messages.unacknowledged();
            }
        }
        NetlinkOutcome[] outcomes = new NetlinkOutcome[requests.size()];
        Arrays.fill(outcomes, UNANSWERED);
        socket.send(messages);
        boolean more = true;
        while (more) {
            int length = socket.read();
            if (length >= 0) {
                more = !takeAnswers(length, first, outcomes);
            } else if (-length == Errno.EAGAIN.number()) {
                more = false;
            } else if (-length != Errno.EINTR.number()) {
                throw new LinuxException(Errno.of(-length), "recv", socket.words());
            }
        }
        return Arrays.asList(outcomes);
    }

    /** Notes the answers in one datagram; those to earlier requests have other numbers. Whether the last one is among them. */
    private boolean takeAnswers(int length, int first, NetlinkOutcome[] outcomes) {
        NetlinkMessages messages = new NetlinkMessages(socket.incoming(), length);
        while (messages.next()) {
            int index = messages.sequence() - first;
            boolean answers = messages.isError() && index >= 0 && index < outcomes.length;
            if (answers && outcomes[index] instanceof NetlinkOutcome.Unanswered) {
                outcomes[index] = answer(messages);
            }
            if (answers && index == outcomes.length - 1) {
                silenceIsSuccess(outcomes);
                return true;
            }
        }
        return false;
    }

    private static void silenceIsSuccess(NetlinkOutcome[] outcomes) {
        for (int i = 0; i < outcomes.length; i++) {
            if (outcomes[i] instanceof NetlinkOutcome.Unanswered) {
                outcomes[i] = DONE;
            }
        }
    }

    private static NetlinkOutcome answer(NetlinkMessages message) {
        return message.error() == 0
                ? DONE
                : new NetlinkOutcome.Refused(Errno.of(message.error()), Optional.ofNullable(message.explanation()));
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
            NetlinkWriter message = outgoing.clear();
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
            NetlinkMessages messages = new NetlinkMessages(socket.incoming(), length);
            while (messages.next()) {
                if (messages.sequence() != sequence) {
                    continue;
                }
                consistent &= !messages.has(NLM_F_DUMP_INTR);
                if (messages.type() == NetlinkMessages.DONE) {
                    if (messages.endError() != 0) {
                        throw new LinuxException(Errno.of(messages.endError()), "dump", socket.words());
                    }
                    return consistent;
                }
                if (messages.isError()) {
                    throw new LinuxException(Errno.of(messages.error()), "dump", socket.words());
                }
                if (messages.type() == answerType) {
                    decoder.decode(socket.incoming(), messages.start(), messages.end())
                            .ifPresent(found::add);
                }
            }
        }
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
        NetlinkWriter message = outgoing.clear();
        question.put(message, ++sequence);
        socket.send(message);
        while (true) {
            int length = awaitDatagram("read a reply", deadline);
            NetlinkMessages messages = new NetlinkMessages(socket.incoming(), length);
            while (messages.next()) {
                if (messages.sequence() != sequence) {
                    continue;
                }
                if (messages.isError()) {
                    if (messages.error() != 0) {
                        throw new LinuxException(Errno.of(messages.error()), "read a reply", socket.words());
                    }
                    return List.of();
                }
                if (messages.type() == answerType) {
                    return decoder.decode(socket.incoming(), messages.start(), messages.end())
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
