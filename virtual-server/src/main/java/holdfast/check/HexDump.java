package holdfast.check;

import java.util.Locale;

/** Bytes as {@code genhash -v} prints them: 16 a line, with a decimal offset. */
final class HexDump {
    private static final int PER_LINE = 16;
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7e;

    private HexDump() {}

    static String of(byte[] bytes) {
        var dump = new StringBuilder();
        for (int start = 0; start < bytes.length; start += PER_LINE) {
            line(bytes, start, dump);
        }
        return dump.toString();
    }

    private static void line(byte[] bytes, int start, StringBuilder dump) {
        dump.append(String.format(Locale.ROOT, "%04d  ", start));
        var text = new StringBuilder();
        for (int i = start; i < start + PER_LINE; i++) {
            dump.append(i == start + PER_LINE / 2 ? "- " : "");
            boolean there = i < bytes.length;
            dump.append(there ? String.format(Locale.ROOT, "%02x ", bytes[i] & 0xff) : "   ");
            boolean printable = there && bytes[i] >= FIRST_PRINTABLE && bytes[i] <= LAST_PRINTABLE;
            text.append(!there ? ' ' : printable ? (char) bytes[i] : '.');
        }
        dump.append("  ").append(text).append('\n');
    }
}
