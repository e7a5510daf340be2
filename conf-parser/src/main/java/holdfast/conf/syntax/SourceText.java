package holdfast.conf.syntax;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.diagnostic.SourceSpan;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lines of one file. Text that is valid UTF-8 is read as such; anything else byte by byte (as ISO 8859-1), so that
 * every value keeps its bytes whatever the encoding was meant to be.
 *
 * @param lines lines without their ends
 * @param unicode whether it has characters beyond ASCII and was UTF-8 (or UTF-16), so that they mean what they look like
 */
record SourceText(List<String> lines, boolean unicode) {
    /** What a decoder that never fails puts in the place of what is not UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    /** Decodes a file, reporting what keepalived would stumble over. */
    static SourceText decode(String file, byte[] bytes, DiagnosticSink sink) {
        int length = Math.min(bytes.length, Limits.FILE_BYTES);
        if (length < bytes.length) {
            sink.report(Diagnostic.of(
                    Rule.INPUT_LIMIT,
                    SourceSpan.ofFile(file),
                    "the file has " + bytes.length + " bytes; only the first " + length + " were read"));
        }
        Optional<List<String>> ascii = AsciiLines.of(bytes, length);
        if (ascii.isPresent()) {
            return new SourceText(ascii.get(), false);
        }
        int first = (length > 0 ? bytes[0] & 0xff : 0) << 8 | (length > 1 ? bytes[1] & 0xff : 0);
        if (first == 0xfffe || first == 0xfeff) {
            sink.report(Diagnostic.of(Rule.ENCODING, new SourceSpan(file, 1, 1, 1), "the file is in UTF-16")
                    .as(Severity.ERROR)
                    .withHint("save it as UTF-8; keepalived cannot read it"));
            Charset utf16 = first == 0xfffe ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
            return new SourceText(split(file, new String(bytes, 2, length - 2, utf16), sink), true);
        }
        int start = 0;
        if (length >= 3 && first == 0xefbb && (bytes[2] & 0xff) == 0xbf) {
            sink.report(Diagnostic.of(
                            Rule.ENCODING, new SourceSpan(file, 1, 1, 1), "the file begins with a byte-order mark")
                    .withHint("save it as UTF-8 without BOM; keepalived takes the mark for part of the first word"));
            start = 3;
        }
        String quick = new String(bytes, start, length - start, StandardCharsets.UTF_8);
        if (quick.indexOf(REPLACEMENT) < 0) {
            return new SourceText(split(file, quick, sink), quick.length() < length - start);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, start, length - start))
                    .toString();
            return new SourceText(split(file, text, sink), true);
        } catch (CharacterCodingException e) { // not UTF-8: an answer, not a failure
            String text = new String(bytes, start, length - start, StandardCharsets.ISO_8859_1);
            return new SourceText(split(file, text, sink), false);
        }
    }

    private static List<String> split(String file, String text, DiagnosticSink sink) {
        String clean = text.replace(Comments.HASH, REPLACEMENT).replace(Comments.BANG, REPLACEMENT);
        boolean onlyReturns = clean.indexOf('\n') < 0 && clean.indexOf('\r') >= 0;
        if (onlyReturns) {
            sink.report(
                    Diagnostic.of(Rule.ENCODING, new SourceSpan(file, 1, 1, 1), "lines end with a carriage return only")
                            .withHint("save the file with LF line ends; keepalived takes it for one line"));
        }
        char end = onlyReturns ? '\r' : '\n';
        TextPool pool = new TextPool();
        boolean nul = clean.indexOf('\0') >= 0;
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < clean.length() && lines.size() < Limits.FILE_LINES) {
            int to = clean.indexOf(end, from);
            to = to < 0 ? clean.length() : to;
            int last = to > from && clean.charAt(to - 1) == '\r' ? to - 1 : to;
            String line = pool.part(clean, from, last);
            lines.add(nul ? withoutNul(file, lines.size() + 1, line, sink) : line);
            from = to + 1;
        }
        if (from < clean.length()) {
            sink.report(Diagnostic.of(
                    Rule.INPUT_LIMIT,
                    SourceSpan.ofFile(file),
                    "the file has more than " + Limits.FILE_LINES + " lines; the others were not read"));
        }
        return lines;
    }

    private static String withoutNul(String file, int number, String line, DiagnosticSink sink) {
        int nul = line.indexOf('\0');
        if (nul < 0) {
            return line;
        }
        sink.report(
                Diagnostic.of(Rule.ENCODING, new SourceSpan(file, number, nul + 1, 1), "the line contains a NUL byte")
                        .as(Severity.ERROR)
                        .withHint("remove it; keepalived loses the rest of the line"));
        return line.replace('\0', ' ');
    }
}
