package holdfast.agent.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HelpTextTest {
    private final String text = HelpText.daemon();

    @Test
    void fitsEightyColumns() {
        assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
        assertTrue(text.lines().noneMatch(line -> line.endsWith(" ")), text);
    }

    @Test
    void namesEveryOptionAUserCanWrite() {
        for (DaemonOption option : DaemonOption.values()) {
            assertTrue(option.isInternal() != text.contains(option.shortest()), option.name());
        }
    }

    @Test
    void namesTheSubcommands() {
        assertTrue(text.contains("  check FILE..."));
        assertTrue(text.contains("  config FILE"));
        assertTrue(text.contains("  fmt FILE..."));
        assertTrue(text.contains("  drill "));
        assertTrue(text.contains("  help [COMMAND]"));
    }
}
