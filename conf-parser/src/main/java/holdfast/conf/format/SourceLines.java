package holdfast.conf.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A file cut into lines that keep their ends, so that joined again they are the file, byte for byte.
 *
 * @param mark length of the byte-order mark: 0 or 3
 * @param charset UTF-8, or ISO 8859-1 where the bytes are something else
 * @param lines at least none
 */
record SourceLines(int mark, Charset charset, List<Line> lines) {
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    /**
     * A line.
     *
     * @param text without its end
     * @param end {@code \n}, {@code \r\n}, {@code \r} in files that have no other, or nothing in the last line
     */
    record Line(String text, String end) {}

    static SourceLines of(byte[] bytes) {
        boolean marked = bytes.length >= 3 && bytes[0] == MARK[0] && bytes[1] == MARK[1] && bytes[2] == MARK[2];
        int mark = marked ? 3 : 0;
        var rest = ByteBuffer.wrap(bytes, mark, bytes.length - mark);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(rest)
                    .toString();
            return new SourceLines(mark, StandardCharsets.UTF_8, cut(text));
        } catch (CharacterCodingException e) { // not UTF-8: an answer, not a failure
            String text = new String(bytes, mark, bytes.length - mark, StandardCharsets.ISO_8859_1);
            return new SourceLines(mark, StandardCharsets.ISO_8859_1, cut(text));
        }
    }

    private static List<Line> cut(String text) {
        char last = text.indexOf('\n') < 0 ? '\r' : '\n';
        List<Line> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int at = text.indexOf(last, from);
            int next = at < 0 ? text.length() : at + 1;
            int end = at < 0 ? next : at > from && text.charAt(at - 1) == '\r' ? at - 1 : at;
            if (at < 0 && text.charAt(next - 1) == '\r') {
                end = next - 1;
            }
            lines.add(new Line(text.substring(from, end), text.substring(end, next)));
            from = next;
        }
        return lines;
    }

    /** The bytes of the file with other texts in the place of its lines. */
    byte[] with(List<String> texts) {
        var joined = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            joined.append(texts.get(i)).append(lines.get(i).end());
        }
        var bytes = new ByteArrayOutputStream();
        bytes.write(MARK, 0, mark);
        bytes.writeBytes(joined.toString().getBytes(charset));
        return bytes.toByteArray();
    }
}
