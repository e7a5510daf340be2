package holdfast.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Reads an answer in whatever pieces it arrives. Keeps the head, at most 64 KiB of it, and nothing of the body. */
final class HttpReply {
    private static final int MOST_HEADER_BYTES = 64 * 1024;
    private static final int FIRST_HEADER_BYTES = 512;
    private static final byte[] END_OF_HEADER = {'\r', '\n', '\r', '\n'};

    private final HttpListener listener;
    private byte[] head = new byte[FIRST_HEADER_BYTES];
    private int headLength;
    private HttpHeader header;
    private ChunkedBody chunks;
    private long received;

    HttpReply(HttpListener listener) {
        this.listener = listener;
    }

    /** Takes what has arrived; a verdict once the answer is over or known to be wrong. */
    Optional<Verdict> feed(ByteBuffer bytes) throws IOException {
        while (header == null && bytes.hasRemaining()) {
            headByte(bytes.get());
            if (header != null) {
                Optional<Verdict> early = listener.header(header);
                if (early.isPresent()) {
                    return early;
                }
            }
        }
        return header == null ? Optional.empty() : body(bytes);
    }

    /** The connection was closed. */
    Verdict closed() {
        if (header == null) {
            return new Verdict.Failed(
                    headLength == 0 ? "closed without an answer" : "closed before the head of the answer was complete");
        }
        boolean cutShort = header.contentLength().isPresent() || header.chunked();
        return listener.end(!cutShort);
    }

    private void headByte(byte next) throws IOException {
        if (headLength == MOST_HEADER_BYTES) {
            throw new IOException("the head of the answer is longer than 64 KiB");
        }
        if (headLength == head.length) {
            head = Arrays.copyOf(head, headLength * 2);
        }
        head[headLength++] = next;
        int from = headLength - END_OF_HEADER.length;
        if (next == '\n'
                && from >= 0
                && Arrays.equals(head, from, headLength, END_OF_HEADER, 0, END_OF_HEADER.length)) {
            header = HttpHeader.parse(Arrays.copyOf(head, headLength));
            head = null;
            chunks = header.chunked() ? new ChunkedBody() : null;
        }
    }

    private Optional<Verdict> body(ByteBuffer bytes) throws IOException {
        if (chunks != null) {
            ByteBuffer sent = bytes.duplicate();
            chunks.feed(bytes, listener);
            listener.sent(sent.limit(bytes.position()));
            return chunks.done() ? Optional.of(listener.end(true)) : Optional.empty();
        }
        if (header.bodiless()) {
            return Optional.of(listener.end(true));
        }
        long length = header.contentLength().orElse(Long.MAX_VALUE);
        int count = (int) Math.min(length - received, bytes.remaining());
        received += count;
        listener.sent(bytes.slice(bytes.position(), count));
        listener.body(bytes.slice(bytes.position(), count));
        return received == length ? Optional.of(listener.end(true)) : Optional.empty();
    }
}
