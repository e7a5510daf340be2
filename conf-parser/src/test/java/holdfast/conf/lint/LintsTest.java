package holdfast.conf.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Decisions of single checks. */
class LintsTest {
    @Test
    void operatorsOfAShellAreFoundAsWords() {
        assertEquals(Optional.of("||"), ScriptLints.shellSyntax(List.of("a", "b", "||", "c")));
        assertEquals(Optional.of("b;"), ScriptLints.shellSyntax(List.of("a", "b;", "c")));
        assertEquals(Optional.of(">/dev/null"), ScriptLints.shellSyntax(List.of("a", ">/dev/null")));
        assertEquals(Optional.of("2>&1"), ScriptLints.shellSyntax(List.of("a", "2>&1")));
    }

    @Test
    void whatOnlyResemblesAShellIsNot() {
        assertEquals(
                Optional.empty(),
                ScriptLints.shellSyntax(List.of("a", "b|c", "x>y", "http://h/?a=1&b=2", "-exec", "{}")));
        assertEquals(Optional.empty(), ScriptLints.shellSyntax(List.of("find", "/x", "-exec", "true", "\\;")));
    }

    @Test
    void numberedNodesAreNotMisspelt() {
        assertTrue(ConditionLints.numberedAlike("lb1", "lb2"));
        assertTrue(ConditionLints.numberedAlike("node-a", "node-b"));
        assertTrue(ConditionLints.numberedAlike("web10", "web2"));
        assertFalse(ConditionLints.numberedAlike("lbb1", "lb1"));
    }

    @Test
    void secondsAreReadable() {
        assertEquals("3.609 s", Seconds.text(Duration.ofNanos(3_609_375_000L)));
        assertEquals("60 s", Seconds.text(Duration.ofMinutes(1)));
        assertEquals("0.05 s", Seconds.text(Duration.ofMillis(50)));
    }
}
