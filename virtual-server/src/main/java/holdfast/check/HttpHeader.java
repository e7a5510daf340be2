package holdfast.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The head of an answer (RFC 9112, 4 and 5), as far as a check cares.
 *
 * @param status status code
 * @param contentLength length of the body, if it is given and the body is not chunked
 * @param chunked whether the body is chunked
 * @param text all of it, with the empty line, its bytes as characters of the same numbers
 */
record HttpHeader(int status, OptionalLong contentLength, boolean chunked, String text) {
    private static final int STATUS_DIGITS = 3;
    private static final int LEAST_STATUS = 100;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    /** @throws IOException it is no HTTP */
    static HttpHeader parse(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String[] lines = text.split("\r\n", -1);
        int status = status(lines[0]);
        OptionalLong length = OptionalLong.empty();
        boolean chunked = false;
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            String name = colon < 0 ? "" : lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT);
            String value = lines[i].substring(colon + 1).strip();
            if (name.equals("content-length")) {
                length = length(value);
            } else if (name.equals("transfer-encoding")) {
                chunked = value.toLowerCase(Locale.ROOT).endsWith("chunked");
            }
        }
        return new HttpHeader(status, chunked ? OptionalLong.empty() : length, chunked, text);
    }

    /** The head as it was sent. */
    byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether no body can follow (RFC 9112, 6.3). */
    boolean bodiless() {
        return status == NO_CONTENT || status == NOT_MODIFIED;
    }

    private static int status(String line) throws IOException {
        int space = line.indexOf(' ');
        if (line.startsWith("HTTP/") && space > 0 && line.length() >= space + 1 + STATUS_DIGITS) {
            String digits = line.substring(space + 1, space + 1 + STATUS_DIGITS);
            if (digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
                int status = Integer.parseInt(digits);
                if (status >= LEAST_STATUS) {
                    return status;
                }
            }
        }
        throw new IOException("the answer is not HTTP");
    }

    private static OptionalLong length(String value) throws IOException {
        try {
            long length = Long.parseLong(value);
            if (length >= 0) {
                return OptionalLong.of(length);
            }
        } catch (NumberFormatException e) {
            throw new IOException("the answer's Content-Length is no number", e);
        }
        throw new IOException("the answer's Content-Length is negative");
    }
}
