package holdfast.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.cli.CheckCommand;
import holdfast.agent.cli.Daemon;
import holdfast.agent.cli.DaemonOptions;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.cli.StartupFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private List<String> missingCapabilities = List.of();

    @TempDir
    private Path folder;

    private int run(Daemon daemon, String... words) {
        return new Main(
                        daemon,
                        Map.of("check", CheckCommand::new),
                        Optional.empty(),
                        () -> missingCapabilities,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(words));
    }

    private static int noDaemon(DaemonOptions options) {
        throw new AssertionError("no daemon shall run with " + options);
    }

    private int run(String... words) {
        return run((options, _) -> noDaemon(options), words);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String pidFile() {
        return folder.resolve("holdfast.pid").toString();
    }

    @Test
    void versionHelpAndSignalNumbersArePrintedWithoutADaemon() {
        assertEquals(0, run("--version"));
        assertTrue(out().startsWith("Holdfast v0."), out());
        assertTrue(out().contains(System.getProperty("java.runtime.version")));
        assertEquals(0, run("-h"));
        assertTrue(out().contains("--use-file=FILE"));
        assertEquals(0, run("help"));
        assertEquals(0, run("--signum=STOP"));
        assertTrue(out().endsWith("\n15\n"));
        assertEquals("", err());
    }

    @Test
    void aWrongCommandLineIsOneLineAndStatusTwo() {
        assertEquals(2, run("--nonsense"));
        assertEquals("holdfast: unknown option --nonsense ('holdfast --help' lists the options)\n", err());
    }

    @Test
    void anUnknownSubcommandIsOneLineAndStatusTwo() {
        assertEquals(2, run("chekc", "x.conf"));
        assertEquals("holdfast: unknown command 'chekc', did you mean 'check'?\n", err());
    }

    @Test
    void aWrongOptionOfASubcommandIsOneLineAndStatusTwo() {
        assertEquals(2, run("check", "--nonsense", "x.conf"));
        assertEquals(1, err().lines().count(), err());
        assertTrue(err().startsWith("holdfast check: "), err());
    }

    @Test
    void theHelpOfASubcommandFitsEightyColumns() {
        assertEquals(0, run("help", "check"));
        assertTrue(out().startsWith("Usage: holdfast check "), out());
        assertTrue(out().lines().allMatch(line -> line.length() <= 80), out());
    }

    @Test
    void aMistakeInASubcommandIsSaidAndHasAStatusOfItsOwn() {
        Main main = new Main(
                (options, _) -> noDaemon(options),
                Map.of("break", () -> new BrokenCommand()),
                Optional.empty(),
                List::of,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        assertEquals(70, main.run(List.of("break")));
        assertTrue(err().startsWith("holdfast break: internal error, please report it:"), err());
        assertEquals(0, main.run(List.of("break", "--version")));
        assertTrue(out().startsWith("Holdfast v"), out());
    }

    @Command(name = "break", mixinStandardHelpOptions = true)
    private static final class BrokenCommand implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new IllegalStateException("boom");
        }
    }

    @Test
    void withoutTheRightToManageAddressesNothingStarts() {
        missingCapabilities = List.of("CAP_NET_ADMIN");
        assertEquals(4, run("-n", "-p", pidFile()));
        assertEquals(
                "holdfast: not allowed to manage addresses (CAP_NET_ADMIN missing): start as root, or with these"
                        + " capabilities\n",
                err());
    }

    @Test
    void thePidFileIsThereWhileTheDaemonRunsAndItsStatusIsPassedOn() {
        List<Boolean> seen = new ArrayList<>();
        int status = run(
                (options, readiness) -> {
                    readiness.ready();
                    seen.add(Files.exists(options.pidFile()));
                    return 3;
                },
                "-nG",
                "-p",
                pidFile());
        assertEquals(3, status);
        assertEquals(List.of(true), seen);
        assertFalse(Files.exists(Path.of(pidFile())));
        assertEquals("", err());
    }

    @Test
    void aSecondDaemonIsRefusedWithOneLineAndStatusOne() {
        int status = run((_, _) -> run("-nG", "-p", pidFile()), "-nG", "-p", pidFile());
        assertEquals(1, status);
        assertEquals(1, err().lines().count(), err());
        assertTrue(err().startsWith("holdfast: a daemon is already running with pid "), err());
    }

    @Test
    void whyADaemonDoesNotStartIsSaidOnceOnTheTerminal() {
        Daemon refusing = (_, _) -> {
            throw new StartupFailure(ExitStatus.CANNOT_RUN, "no such interface");
        };
        assertEquals(4, run(refusing, "-nG", "-p", pidFile()));
        assertEquals("holdfast: no such interface\n", err());
        assertEquals(4, run(refusing, "-nlG", "-p", pidFile()));
        assertEquals(2, err().split("no such interface", -1).length - 1, err());
        assertFalse(Files.exists(Path.of(pidFile())));
    }

    @Test
    void aMistakeInTheProgramIsSaidAndHasAStatusOfItsOwn() {
        Daemon broken = (_, _) -> {
            throw new IllegalStateException("boom");
        };
        assertEquals(70, run(broken, "-nG", "-p", pidFile()));
        assertTrue(err().contains("internal error, please report it: java.lang.IllegalStateException: boom"), err());
    }

    @Test
    void theLogSaysHowItWasStartedAndWhatHasNoEffect() {
        run((_, _) -> 0, "-nlGR", "-p", pidFile());
        List<String> texts =
                err().lines().map(line -> line.replaceFirst("^.{24}: ", "")).toList();
        assertTrue(texts.getFirst().startsWith("Starting Holdfast v0."), err());
        assertEquals("Command line: 'holdfast' '-nlGR' '-p' '" + pidFile() + "'", texts.get(2));
        assertEquals("Option -R has no effect: there are no child processes to restart", texts.get(3));
        assertTrue(texts.getLast().startsWith("Stopped Holdfast v0."), err());
    }

    @Test
    void aLogFileThatCannotBeOpenedIsOneLine() {
        Path file = folder.resolve("missing/a.log");
        assertEquals(1, run("-nG", "-g" + file, "-p", pidFile()));
        assertEquals("holdfast: cannot open the log: " + file + ": its folder does not exist\n", err());
    }

    private String configuration(String priorityWord) throws IOException {
        String text = """
                vrrp_instance VI_1 {
                    interface lo
                    virtual_router_id 51
                    %s 100
                    virtual_ipaddress {
                        10.0.0.1/24
                    }
                }
                """.formatted(priorityWord);
        return Files.writeString(folder.resolve("a.conf"), text).toString();
    }

    @Test
    void aConfigurationTestOfAGoodFileIsSilent() throws IOException {
        assertEquals(0, run("-t", "-f", configuration("priority")));
        assertEquals("", err());
        assertEquals("", out());
    }

    @Test
    void aConfigurationTestReportsOnStandardError() throws IOException {
        assertEquals(5, run("-t", "-f", configuration("prioriti")));
        assertTrue(err().contains("a.conf:4:5: warning: "), err());
        assertEquals("", out());
    }

    @Test
    void aConfigurationTestReportsToAFile() throws IOException {
        Path report = folder.resolve("report");
        assertEquals(5, run("-t" + report, "-f", configuration("prioriti")));
        assertEquals("", err());
        assertTrue(Files.readString(report).contains("a.conf:4:5: warning: "));
        assertEquals(1, run("-t" + folder.resolve("missing/report"), "-f", configuration("priority")));
        assertTrue(err().startsWith("holdfast: cannot write the report: "), err());
    }

    /** keepalived 2.2.7 ends with 0 here. */
    @Test
    void aConfigurationTestOfAMissingFileIsAnError() {
        assertEquals(4, run("-t", "-f", folder.resolve("missing.conf").toString()));
        assertEquals(1, err().lines().count(), err());
    }

    private int runInBackground(String launcher, String configuration) {
        return new Main(
                        (options, _) -> noDaemon(options),
                        Map.of(),
                        Optional.of(launcher),
                        () -> missingCapabilities,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of("-f", configuration, "-p", pidFile()));
    }

    @Test
    void inTheBackgroundAMissingFileIsOneLineAndStatusSixAndNothingIsStarted() {
        String missing = folder.resolve("missing.conf").toString();
        assertEquals(6, runInBackground("/nonexistent/launcher", missing));
        assertEquals(1, err().lines().count(), err());
        assertTrue(err().startsWith("holdfast: "), err());
        assertTrue(err().contains(missing), err());
    }

    @Test
    void inTheBackgroundFindingsAreShownBeforeTheSecondProcessStarts() throws IOException {
        assertEquals(0, runInBackground(launcher("echo 'holdfast: ready'"), configuration("prioriti")));
        assertTrue(err().contains("a.conf:4:5: warning: "), err());
    }

    @Test
    void inTheBackgroundAFileWithErrorsIsExplainedAndNothingIsStarted() throws IOException {
        String broken = configuration("priority").replace("a.conf", "b.conf");
        Files.writeString(
                Path.of(broken),
                Files.readString(folder.resolve("a.conf")).replace("interface lo", "interface no-such-if"));
        assertEquals(2, runInBackground("/nonexistent/launcher", broken));
        assertTrue(err().contains("interface no-such-if does not exist"), err());
        assertTrue(err().endsWith("holdfast: not started because of the errors in " + broken + "\n"), err());
    }

    private String launcher(String body) throws IOException {
        Path script = Files.writeString(folder.resolve("launcher"), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }
}
