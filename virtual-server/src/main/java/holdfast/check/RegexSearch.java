package holdfast.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Searches a body that arrives in pieces, with a window of at most 64 KiB of it in memory, and a bounded number of steps. */
final class RegexSearch {
    private static final int WINDOW_BYTES = 64 * 1024;
    private static final int KEPT_BYTES = WINDOW_BYTES / 2;
    private static final int FIRST_BYTES = 2048;

    /** What lookbehind may look at, before the first byte that has not been searched. */
    private static final int CONTEXT_BYTES = 256;

    private final BodyRegex regex;
    private final Pattern pattern;
    private byte[] window = new byte[FIRST_BYTES];
    private int length;

    /** Where in the body the window begins. */
    private long base;

    /** Where in the body a match may begin that has not been looked for. */
    private long next;

    private Boolean found;
    private String trouble;

    RegexSearch(BodyRegex regex) {
        this.regex = regex;
        pattern = regex.compile();
        next = regex.minOffset();
    }

    /** Takes more of the body. */
    void feed(ByteBuffer bytes) {
        while (bytes.hasRemaining() && found == null && trouble == null) {
            if (length == window.length && length < WINDOW_BYTES) {
                window = Arrays.copyOf(window, length * 2);
            } else if (length == WINDOW_BYTES) {
                search(false);
                slide();
            }
            int count = Math.min(bytes.remaining(), window.length - length);
            bytes.get(window, length, count);
            length += count;
        }
    }

    /** The body is over: what is wrong with it, if anything. */
    Optional<String> finish() {
        if (found == null && trouble == null) {
            search(true);
        }
        if (trouble != null) {
            return Optional.of(trouble);
        }
        boolean match = Boolean.TRUE.equals(found);
        if (match == regex.mustNotMatch()) {
            return Optional.of(match ? "the body matches the regex" : "the body does not match the regex");
        }
        return Optional.empty();
    }

    private void search(boolean last) {
        int from = (int) Math.max(0, Math.min(length, next - base));
        try {
            if (next - base <= length) {
                decide(from, last);
            }
        } catch (SearchedText.TooManySteps | StackOverflowError e) {
            trouble = "the regex needs too many steps for this body";
        }
        if (last && found == null) {
            found = false;
        }
    }

    @SuppressWarnings("JdkObsolete") // hitEnd and requireEnd are for streams, and this is one
    private void decide(int fromByte, boolean last) {
        var text = new SearchedText(
                regex.utf() ? new String(window, 0, length, StandardCharsets.UTF_8) : null, window, length);
        int from = regex.utf() ? new String(window, 0, fromByte, StandardCharsets.UTF_8).length() : fromByte;
        Matcher matcher = pattern.matcher(text)
                .useAnchoringBounds(false)
                .useTransparentBounds(true)
                .region(from, text.length());
        if (!matcher.find()) {
            return;
        }
        int start = matcher.start();
        long startByte = base + (regex.utf() ? text.bytesBefore(start) : start);
        if (regex.maxOffset().isPresent() && startByte > regex.maxOffset().getAsInt()) {
            found = false;
        } else if (regex.firstLine() && text.newlineBefore(start)) {
            found = false;
        } else if (last || !matcher.hitEnd() || (startByte - base < KEPT_BYTES && !matcher.requireEnd())) {
            found = true;
        } // else more of the body may change it: the window still holds its beginning when it is looked at again
    }

    /** Forgets the first half of the window, but for a context. */
    private void slide() {
        next = Math.max(next, base + KEPT_BYTES);
        if (regex.maxOffset().isPresent() && next > regex.maxOffset().getAsInt() && found == null) {
            found = false;
        }
        int drop = KEPT_BYTES - CONTEXT_BYTES;
        if (regex.firstLine() && found == null && new SearchedText(null, window, drop).newlineBefore(drop)) {
            found = false;
        }
        System.arraycopy(window, drop, window, 0, length - drop);
        length -= drop;
        base += drop;
    }
}
