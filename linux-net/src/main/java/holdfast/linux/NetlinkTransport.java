package holdfast.linux;

import java.nio.ByteBuffer;

/** Carries the datagrams of a conversation: {@link NetlinkSocket} to the kernel, or something that plays the kernel. One thread. */
interface NetlinkTransport extends AutoCloseable {
    /** What it is, for messages. */
    String words();

    /** Sends these in one datagram. */
    void send(NetlinkWriter messages) throws LinuxException;

    /**
     * Reads one datagram into {@link #incoming()}; never waits.
     *
     * @return its length, or minus the error number
     */
    int read();

    /** Where {@link #read()} puts a datagram: at the beginning. What follows it there is of no meaning. */
    ByteBuffer incoming();

    /** Waits until something can be read or the deadline (monotonic) has passed; false then. */
    boolean awaitReadable(long deadlineNanos);

    @Override
    void close();
}
