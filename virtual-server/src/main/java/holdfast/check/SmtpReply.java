package holdfast.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads replies of a mail server, of one or several lines, in whatever pieces they arrive (RFC 5321, 4.2). */
final class SmtpReply {
    /** RFC 5321, 4.5.3.1.5 allows a line 512 bytes. */
    private static final int MOST_REPLY_BYTES = 16 * 1024;

    private static final int CODE_DIGITS = 3;

    private int column;
    private int code;
    private boolean lastLine;
    private int replyBytes;

    /** Takes bytes up to the end of a reply; its code when it is complete. What comes after that in the same piece is dropped. */
    Optional<Integer> feed(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (take(bytes.get())) {
                int complete = code;
                code = 0;
                replyBytes = 0;
                return Optional.of(complete);
            }
        }
        return Optional.empty();
    }

    private boolean take(byte next) throws IOException {
        replyBytes++;
        if (replyBytes > MOST_REPLY_BYTES) {
            throw new IOException("a reply of the server is longer than 16 KiB");
        }
        if (next == '\n') {
            boolean complete = column >= CODE_DIGITS && lastLine;
            if (column < CODE_DIGITS) {
                throw notSmtp();
            }
            column = 0;
            return complete;
        }
        if (column < CODE_DIGITS) {
            if (next < '0' || next > '9') {
                throw notSmtp();
            }
            code = (column == 0 ? 0 : code * 10) + next - '0';
            lastLine = true; // a code alone ends a reply, too
        } else if (column == CODE_DIGITS) {
            lastLine = next != '-';
        }
        column++;
        return false;
    }

    private static IOException notSmtp() {
        return new IOException("the server does not speak SMTP");
    }
}
