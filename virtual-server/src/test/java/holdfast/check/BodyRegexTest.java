package holdfast.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Expectations from pcre2pattern(3) and pcre2api(3). */
class BodyRegexTest {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz";
    private static final Optional<String> MATCHES = Optional.empty();
    private static final Optional<String> NO_MATCH = Optional.of("the body does not match the regex");

    private static BodyRegex regex(String pattern, String... options) {
        return new BodyRegex(pattern, false, Set.of(options), 0, OptionalInt.empty());
    }

    private static Optional<String> search(BodyRegex regex, String... pieces) {
        var search = new RegexSearch(regex);
        for (String piece : pieces) {
            search.feed(ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)));
        }
        return search.finish();
    }

    @Test
    void aMatchMayLieInSeveralPieces() {
        assertEquals(MATCHES, search(regex("hello world"), "hel", "lo wor", "ld"));
        assertEquals(NO_MATCH, search(regex("^lo"), "hel", "lo wor", "ld"));
        assertEquals(MATCHES, search(regex("^hel.*ld$"), "hel", "lo wor", "ld"));
    }

    @Test
    void aMatchIsFoundAnywhereInALongBody() {
        String filler = "x".repeat(100_003);
        assertEquals(MATCHES, search(regex("needle"), filler, "nee", "dle", filler));
        assertEquals(MATCHES, search(regex("needle$"), filler, filler, "needle"));
        assertEquals(NO_MATCH, search(regex("^needle"), filler, filler, "needle"));
        assertEquals(MATCHES, search(regex("(?<=x)needle"), filler, filler, "needle"));
    }

    @Test
    void withNoMatchTheSenseIsReversed() {
        var regex = new BodyRegex("bcd", true, Set.of(), 0, OptionalInt.empty());
        assertEquals(Optional.of("the body matches the regex"), search(regex, ALPHABET));
        assertEquals(MATCHES, search(regex, "nothing"));
    }

    @Test
    void offsetsSayWhereAMatchMayBegin() {
        for (int offset = 0; offset < ALPHABET.length(); offset++) {
            var atLeast = new BodyRegex("mno", false, Set.of(), offset, OptionalInt.empty());
            assertEquals(offset <= 12 ? MATCHES : NO_MATCH, search(atLeast, ALPHABET), "at least " + offset);
            var atMost = new BodyRegex("mno", false, Set.of(), 0, OptionalInt.of(offset));
            assertEquals(offset >= 12 ? MATCHES : NO_MATCH, search(atMost, ALPHABET), "at most " + offset);
        }
        var beyond = new BodyRegex("a", false, Set.of(), 100, OptionalInt.empty());
        assertEquals(NO_MATCH, search(beyond, "aaa"));
    }

    @Test
    void optionsMeanWhatTheyMeanInPcre() {
        assertEquals(MATCHES, search(regex("MNO", "caseless"), ALPHABET));
        assertEquals(NO_MATCH, search(regex("a.b"), "a\nb"));
        assertEquals(MATCHES, search(regex("a.b", "dotall"), "a\nb"));
        assertEquals(MATCHES, search(regex("a.b"), "a\rb"), "only a line feed ends a line");
        assertEquals(MATCHES, search(regex("^b", "multiline"), "a\nb"));
        assertEquals(MATCHES, search(regex("a b", "extended"), "ab"));
        assertEquals(MATCHES, search(regex("b$"), "ab\n"));
        assertEquals(NO_MATCH, search(regex("b$", "dollar_endonly"), "ab\n"));
        assertEquals(NO_MATCH, search(regex("b", "firstline"), "a\nb"));
        assertEquals(MATCHES, search(regex("^.{2}$"), "\u00e4"), "bytes, without utf");
        assertEquals(MATCHES, search(regex("^.$", "utf"), "\u00e4"));
        assertEquals(MATCHES, search(regex("\u00e4"), "x\u00e4x"));
        assertEquals(MATCHES, search(regex("ab", "ungreedy", "no_auto_possess", "use_offset_limit"), "ab"));
    }

    @Test
    void whatPcreWritesOtherwiseThanJavaIsTranslated() {
        assertEquals(MATCHES, search(regex("{\"status\":\\s*\"up\"}"), "{\"status\": \"up\"}"));
        assertEquals(MATCHES, search(regex("^[[:alpha:]_]+[[:digit:]]{2}$"), "ab_12"));
        assertEquals(NO_MATCH, search(regex("^[[:^alpha:]]$"), "a"));
        assertEquals(MATCHES, search(regex("^[[a]+$"), "[a["));
        assertEquals(MATCHES, search(regex("^[]a]+$"), "]a"));
        assertEquals(MATCHES, search(regex("^[a&&b]+$"), "a&b"));
        assertEquals(MATCHES, search(regex("(?P<x>a)-(?P=x)"), "a-a"));
        assertEquals(MATCHES, search(regex("\\Qa{b\\E"), "a{b"));
        assertEquals(MATCHES, search(regex("x[ #]y", "extended"), "x#y"));
    }

    @Test
    void whatCannotBeRunIsSaidInWords() {
        var open = assertThrows(IllegalArgumentException.class, () -> regex("a("));
        assertEquals("regex 'a(' cannot be used: unclosed group", open.getMessage());
        var option = assertThrows(IllegalArgumentException.class, () -> regex("a", "alt_bsux"));
        assertEquals("regex_options 'alt_bsux' is not supported", option.getMessage());
    }

    @Test
    void anExpressionThatTakesForEverIsStopped() {
        assertEquals(
                Optional.of("the regex needs too many steps for this body"),
                search(regex("(.*)(.*)(.*)(.*)(.*)c"), "a".repeat(3000)));
        assertEquals(NO_MATCH, search(regex(".*b"), "a".repeat(200_000)), "a leading .* costs nothing");
    }
}
