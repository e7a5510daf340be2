package holdfast.conf.again;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the {@code virtual_server} blocks of a file by its bytes, each looked at once, without understanding them.
 *
 * <p>It knows less than the parser and gives up at whatever could make a block mean something else than the same text elsewhere, or end
 * elsewhere than it seems to: characters beyond ASCII, definitions, conditions, sequences, includes, a quote beside a brace or a comment or
 * without another, text behind the brace that closes a block of the top level, braces that do not match.
 */
final class ServerBlocks {
    private static final byte[] KEYWORD = {'v', 'i', 'r', 't', 'u', 'a', 'l', '_', 's', 'e', 'r', 'v', 'e', 'r'};
    private static final byte[] GROUP = {'_', 'g', 'r', 'o', 'u', 'p'};
    private static final byte[] INCLUDE = {'i', 'n', 'c', 'l', 'u', 'd', 'e'};

    /** FNV-1a, 64 bit (RFC 9923). */
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;

    private static final byte STRANGE = 0;
    private static final byte TEXT = 1;
    private static final byte BLANK = 2;
    private static final byte OPENS = 3;
    private static final byte CLOSES = 4;
    private static final byte COMMENT = 5;
    private static final byte QUOTE = 6;
    private static final byte[] KINDS = kinds();

    private final byte[] bytes;
    private final List<ServerBlock> blocks = new ArrayList<>();
    private int line;
    private int depth;
    private boolean inServer;
    private int start;
    private int firstLine;
    private long hash;

    private ServerBlocks(byte[] bytes) {
        this.bytes = bytes;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        Arrays.fill(kinds, ' ', 0x7f, TEXT);
        for (char strange : new char[] {'$', '@', '~', '\\'}) {
            kinds[strange] = STRANGE;
        }
        kinds[' '] = BLANK;
        kinds['\t'] = BLANK;
        kinds['{'] = OPENS;
        kinds['}'] = CLOSES;
        kinds['#'] = COMMENT;
        kinds['!'] = COMMENT;
        kinds['"'] = QUOTE;
        kinds['\''] = QUOTE;
        return kinds;
    }

    /**
     * All blocks in the order of the file.
     *
     * @param bytes the file
     * @return empty for a file of which nothing can be said without a parser
     */
    static Optional<List<ServerBlock>> of(byte[] bytes) {
        var blocks = new ServerBlocks(bytes);
        return blocks.find() ? Optional.of(blocks.blocks) : Optional.empty();
    }

    private boolean find() {
        for (int from = 0; from < bytes.length; ) {
            line++;
            int end = line(from);
            if (end < 0) {
                return false;
            }
            from = end + 1;
        }
        return depth == 0;
    }

    /** Takes a line. Returns where it ends, -1 where it is not certain what it is. */
    private int line(int from) {
        int first = from;
        while (first < bytes.length && KINDS[bytes[first] & 0xff] == BLANK) {
            first++;
        }
        boolean begins = startsWith(KEYWORD, first) && !startsWith(GROUP, first + KEYWORD.length);
        if (startsWith(INCLUDE, first) || (begins && depth > 0)) {
            return -1;
        }
        boolean atTop = depth == 0;
        int end = scan(first);
        if (end < 0) {
            return -1;
        }
        if (begins) {
            if (depth != 1) { // the brace is on another line, or all of it on this one
                return -1;
            }
            inServer = true;
            start = from;
            firstLine = line;
            hash = OFFSET_BASIS;
        } else if (atTop && depth > 0 && startsWithBrace(first)) {
            return -1; // the keyword is further above
        }
        if (inServer) {
            take(from, Math.min(end + 1, bytes.length));
        }
        return end;
    }

    private boolean startsWithBrace(int at) {
        return KINDS[bytes[at] & 0xff] == OPENS;
    }

    private void take(int from, int to) {
        long sum = hash;
        for (int i = from; i < to; i++) {
            sum = (sum ^ bytes[i]) * PRIME;
        }
        hash = sum;
        if (depth == 0) {
            blocks.add(new ServerBlock(start, to, firstLine, line, hash));
            inServer = false;
        }
    }

    /** Follows the depth through a line. Returns where it ends, -1 for what only a parser understands. */
    private int scan(int from) {
        int quotes = 0;
        boolean more = false; // braces or a comment
        boolean over = false; // a block of the top level has ended
        int i = from;
        for (; i < bytes.length && bytes[i] != '\n'; i++) {
            byte kind = KINDS[bytes[i] & 0xff];
            if (over && kind != BLANK && kind != COMMENT) {
                return -1;
            }
            switch (kind) {
                case TEXT, BLANK -> {}
                case OPENS -> {
                    more = true;
                    depth++;
                }
                case CLOSES -> {
                    more = true;
                    over = --depth == 0;
                    if (depth < 0) {
                        return -1;
                    }
                }
                case QUOTE -> quotes++;
                case COMMENT -> {
                    more = true;
                    i = endOfComment(i) - 1;
                    if (i < from) {
                        return -1;
                    }
                }
                default -> {
                    return -1;
                }
            }
        }
        return quotes > 0 && (more || quotes % 2 != 0) ? -1 : i;
    }

    /** Where the line ends; -1 when there is something beyond ASCII in the comment. */
    private int endOfComment(int from) {
        int i = from;
        while (i < bytes.length && bytes[i] != '\n') {
            if (bytes[i] < ' ' && bytes[i] != '\t') {
                return -1;
            }
            i++;
        }
        return i;
    }

    private boolean startsWith(byte[] word, int at) {
        return at + word.length <= bytes.length && Arrays.equals(bytes, at, at + word.length, word, 0, word.length);
    }
}
