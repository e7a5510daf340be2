package holdfast.check;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes the framing off a chunked body (RFC 9112, 7.1), in whatever pieces it arrives. */
final class ChunkedBody {
    /** Of a chunk's size line with its extensions, and of a trailer line. */
    private static final int MOST_LINE_BYTES = 4096;

    private static final int MOST_SIZE_DIGITS = 15;

    private enum State {
        SIZE,
        EXTENSION,
        DATA,
        AFTER_DATA,
        TRAILER,
        DONE
    }

    private State state = State.SIZE;
    private long left;
    private int sizeDigits;
    private int lineBytes;

    boolean done() {
        return state == State.DONE;
    }

    /** Takes bytes until they are used up or the body is over, and passes on what is in chunks. */
    void feed(ByteBuffer bytes, HttpListener listener) throws IOException {
        while (bytes.hasRemaining() && state != State.DONE) {
            if (state == State.DATA) {
                data(bytes, listener);
            } else {
                framing(bytes.get());
            }
        }
    }

    private void data(ByteBuffer bytes, HttpListener listener) {
        int count = (int) Math.min(left, bytes.remaining());
        listener.body(bytes.slice(bytes.position(), count));
        bytes.position(bytes.position() + count);
        left -= count;
        if (left == 0) {
            state = State.AFTER_DATA;
        }
    }

    private void framing(byte next) throws IOException {
        lineBytes++;
        if (lineBytes > MOST_LINE_BYTES) {
            throw new IOException("a line between chunks of the body is too long");
        }
        switch (state) {
            case SIZE -> size(next);
            case EXTENSION -> {
                if (next == '\n') {
                    endOfSizeLine();
                }
            }
            case AFTER_DATA -> {
                if (next == '\n') {
                    newLine(State.SIZE);
                } else if (next != '\r') {
                    throw new IOException("a chunk of the body is longer than it says");
                }
            }
            case TRAILER -> {
                if (next == '\n') {
                    newLine(lineBytes <= 2 ? State.DONE : State.TRAILER);
                }
            }
            case DATA, DONE -> throw new IllegalStateException(state.name());
        }
    }

    private void size(byte next) throws IOException {
        int digit = Character.digit(next, 16);
        if (digit >= 0 && sizeDigits < MOST_SIZE_DIGITS) {
            left = left * 16 + digit;
            sizeDigits++;
        } else if (sizeDigits == 0 || digit >= 0) {
            throw new IOException("the size of a chunk of the body is no number");
        } else if (next == '\n') {
            endOfSizeLine();
        } else {
            state = State.EXTENSION;
        }
    }

    private void endOfSizeLine() {
        newLine(left == 0 ? State.TRAILER : State.DATA);
        sizeDigits = 0;
    }

    private void newLine(State next) {
        state = next;
        lineBytes = 0;
    }
}
