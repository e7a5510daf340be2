package holdfast.agent.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A socket that stops reading when the time for a whole mail is over, however often a byte comes. */
final class TimedSocket extends Socket {
    private volatile long until;

    /**
     * A socket that is not connected.
     *
     * @param until monotonic nanoseconds
     */
    TimedSocket(long until) {
        this.until = until;
    }

    /** Another mail begins. */
    void until(long other) {
        until = other;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                check();
                return super.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                check();
                return super.read(bytes, offset, length);
            }
        };
    }

    private void check() throws SocketTimeoutException {
        if (until - System.nanoTime() <= 0) {
            throw new SocketTimeoutException("it is too slow");
        }
    }
}
