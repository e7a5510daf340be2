package holdfast.agent.control;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The line of a request, as far as it has come. Never holds more than the longest request. */
final class RequestLine {
    private final int longest;
    private ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean tooLong;

    /**
     * Nothing yet.
     *
     * @param longest in bytes, without the line end
     */
    RequestLine(int longest) {
        this.longest = longest;
    }

    /**
     * Takes bytes up to the line end, or all there are.
     *
     * @param bytes from position to limit; moved past what was taken
     * @return whether there was a line end
     */
    boolean take(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte octet = bytes.get();
            if (octet == '\n') {
                return true;
            }
            if (line.size() < longest) {
                line.write(octet);
            } else {
                tooLong = true; // read to its end all the same: a client that is still writing would not hear why
            }
        }
        return false;
    }

    /** Whether it is longer than allowed; what is too much is not kept. */
    boolean isTooLong() {
        return tooLong;
    }

    /** How much of it is here, in bytes. */
    int size() {
        return line.size();
    }

    /** The line without its end, which is not kept here. */
    byte[] remove() {
        byte[] bytes = line.toByteArray();
        line = new ByteArrayOutputStream(0);
        return bytes;
    }
}
