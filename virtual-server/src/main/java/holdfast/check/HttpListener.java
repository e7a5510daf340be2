package holdfast.check;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Hears an answer as it comes in. */
interface HttpListener {
    /** The head is there; a verdict ends the exchange at once. */
    Optional<Verdict> header(HttpHeader header);

    /** More of the body as it was sent, with the framing of chunks; its position may be moved. */
    void sent(ByteBuffer bytes);

    /** The same without framing: the same bytes, or fewer, in a view of their own. */
    void body(ByteBuffer bytes);

    /**
     * The answer is over.
     *
     * @param whole false: the connection was closed before the length that was announced
     */
    Verdict end(boolean whole);
}
