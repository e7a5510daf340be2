package holdfast.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggingTest {
    private static final LocalTimes UTC = at -> LocalDateTime.ofInstant(Instant.ofEpochMilli(at), ZoneOffset.UTC);

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final Logger log = LoggerFactory.getLogger("holdfast.test");

    @TempDir
    private Path folder;

    private Logging start(LogSettings settings) throws IOException {
        PrintStream stream = new PrintStream(console, false, StandardCharsets.UTF_8);
        return Logging.start(settings, stream, folder.resolve("no-syslog"), UTC);
    }

    private static LogSettings settings(boolean console, boolean detailed, Optional<Path> file) {
        return new LogSettings(console, detailed, true, SyslogFacility.DAEMON, file, LogFormat.TEXT, false);
    }

    private List<String> consoleTexts() {
        return console.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("^.{24}: ", ""))
                .toList();
    }

    @Test
    void withoutDetailTheDebugLinesAreLeftOut() throws IOException {
        try (Logging _ = start(settings(true, false, Optional.empty()))) {
            log.debug("(VI_1) detail");
            log.info("(VI_1) Entering {} STATE", "MASTER");
        }
        assertEquals(List.of("(VI_1) Entering MASTER STATE"), consoleTexts());
    }

    @Test
    void aMessageIsOneLineWhateverIsInIt() throws IOException {
        try (Logging _ = start(settings(true, false, Optional.empty()))) {
            log.info("(VI_1{}) Entering FAULT STATE", "\n(VI_2) Entering MASTER STATE\u001b[2J\u009b\t");
        }
        assertEquals(
                List.of("(VI_1\\x0a(VI_2) Entering MASTER STATE\\x1b[2J\\x9b\t) Entering FAULT STATE"), consoleTexts());
    }

    @Test
    void anExceptionForgesNoLines() throws IOException {
        Exception cause = new IOException("no route\n(VI_2) Entering MASTER STATE");
        Exception thrown = new IllegalStateException("a\u001b[2Jb", cause);
        thrown.addSuppressed(new IOException("c\rd"));
        try (Logging _ = start(settings(true, false, Optional.empty()))) {
            log.error("Failed", thrown);
        }
        List<String> texts = consoleTexts();
        assertEquals("Failed", texts.getFirst());
        assertTrue(texts.contains("java.lang.IllegalStateException: a\\x1b[2Jb"), texts::toString);
        assertTrue(
                texts.contains("Caused by: java.io.IOException: no route\\x0a(VI_2) Entering MASTER STATE"),
                texts::toString);
        assertTrue(texts.contains("\tSuppressed: java.io.IOException: c\\x0dd"), texts::toString);
        assertTrue(texts.stream().anyMatch(text -> text.startsWith("\tat ")), texts::toString);
    }

    @Test
    void withDetailTheDebugLinesAreThere() throws IOException {
        try (Logging _ = start(settings(true, true, Optional.empty()))) {
            log.debug("Sending gratuitous ARP on {} for {}", "eth0", "10.0.0.1");
        }
        assertEquals(List.of("Sending gratuitous ARP on eth0 for 10.0.0.1"), consoleTexts());
    }

    @Test
    void anUnexpectedFailureComesWithItsStackTrace() throws IOException {
        try (Logging _ = start(settings(true, false, Optional.empty()))) {
            log.error("Internal error", new IllegalStateException("boom"));
        }
        List<String> texts = consoleTexts();
        assertEquals("Internal error", texts.getFirst());
        assertEquals("java.lang.IllegalStateException: boom", texts.get(1));
        assertTrue(texts.get(2).contains("LoggingTest"));
    }

    @Test
    void aFileIsAppendedToAndFollowedWhenItIsRotated() throws IOException {
        Path file = folder.resolve("holdfast.log");
        Path rotated = folder.resolve("holdfast.log.1");
        Files.writeString(file, "before\n");
        FileOutput output = new FileOutput(file, new LineFormat(UTC), true);
        output.write(new LogLine(0, 0, LogLine.Importance.INFORMATION, "one"));
        Files.move(file, rotated);
        output.write(new LogLine(1, 0, LogLine.Importance.INFORMATION, "two"));
        output.close();
        assertEquals("before\nThu Jan  1 00:00:00 1970: one\n", Files.readString(rotated));
        assertEquals("Thu Jan  1 00:00:00 1970: two\n", Files.readString(file));
    }

    @Test
    void linesGoToTheFileToo() throws IOException {
        Path file = folder.resolve("holdfast.log");
        try (Logging _ = start(settings(false, false, Optional.of(file)))) {
            log.warn("careful");
        }
        assertTrue(Files.readString(file).endsWith(": careful\n"));
        assertEquals(0, console.size());
    }

    @Test
    void aLogFileThatCannotBeOpenedIsAnError() {
        Path file = folder.resolve("missing/holdfast.log");
        assertThrows(NoSuchFileException.class, () -> start(settings(false, false, Optional.of(file))));
    }

    @Test
    void afterTheEndNothingIsWrittenAnyMore() throws IOException {
        start(settings(true, false, Optional.empty())).close();
        log.error("too late");
        assertEquals(0, console.size());
        assertFalse(log.isErrorEnabled());
    }

    @Test
    void syslogWithoutAListenerLosesTheLineAndSaysSo() {
        try (SyslogOutput output = new SyslogOutput(folder.resolve("no-syslog"), SyslogFacility.DAEMON, UTC)) {
            LogLine line = new LogLine(0, 0, LogLine.Importance.INFORMATION, "x");
            assertThrows(IOException.class, () -> output.write(line));
        }
    }
}
