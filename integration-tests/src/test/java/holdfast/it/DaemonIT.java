package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.drill.measure.Fact;
import holdfast.it.Terminal.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The daemon as a program: background, PID file, signals, refusals. Exit statuses as in {@code docs/command-line.md}. */
class DaemonIT {
    /** A user without any right of root but reading files, so that it can reach the launcher wherever it is installed. */
    private static final List<String> AS_NOBODY = List.of(
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--inh-caps=+dac_read_search",
            "--ambient-caps=+dac_read_search");

    /** Root who has to obey file modes. */
    private static final List<String> OBEYING_MODES =
            List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void inTheBackgroundItReturnsWhenReadyAndStopsInOrder(String signal) {
        Pair.test(pair -> {
            Terminal terminal = new Terminal(pair.a().host());
            Path directory = pair.a().host().directory();
            Path notified = directory.resolve("notified");
            String script = terminal.file("stop.sh", "#!/bin/sh\necho \"stopped $*\" >>" + notified + "\n");
            terminal.run(List.of("chmod", "755", script));
            String conf = terminal.file(
                    "daemon.conf",
                    RouterConf.quick(255).with("notify_stop \"" + script + "\"").text());
            Path pidFile = directory.resolve("daemon.pid");
            Path log = directory.resolve("daemon.log");
            Outcome outcome = terminal.holdfast("-f", conf, "-p", pidFile.toString(), "-D", "-g" + log);
            assertEquals(0, outcome.status(), () -> outcome.errors() + "\n" + read(log));
            assertTrue(listensForVrrp(terminal), "its socket of protocol 112 is open once the terminal is free");
            String line = Files.readString(pidFile);
            assertTrue(line.matches("[1-9][0-9]*\n"), line);
            String pid = line.strip();
            assertTrue(isAlive(terminal, pid), "the PID file names a process");
            pair.awaitMaster(pair.a(), Pair.VIP, Instant.EPOCH);

            Instant told = Instant.now();
            terminal.run(List.of("kill", "-s", signal, pid));
            pair.await("the daemon ends", () -> !isAlive(terminal, pid));
            assertFalse(pair.a().holds(Pair.VIP));
            pair.await(
                    "priority 0 is seen",
                    () -> pair.seen().adverts("a", Pair.VRID, told).stream().anyMatch(Fact.Advert::isRelease));
            assertTrue(pair.seen().adverts("a", Pair.VRID, told).getLast().isRelease(), "and nothing after it");
            assertEquals("stopped \n", Files.readString(notified));
            assertFalse(Files.exists(pidFile), "the PID file is removed");
            assertTrue(read(log).contains("Stopped Holdfast"));
        });
    }

    /** Within the host, where processes have other numbers than outside. */
    private static boolean isAlive(Terminal terminal, String pid) {
        return terminal.run(List.of("kill", "-0", pid)).status() == 0;
    }

    @Test
    void aRunningDaemonIsRespectedAndNamed() {
        Pair.test(pair -> {
            Terminal terminal = new Terminal(pair.a().host());
            pair.a().start(RouterConf.quick(150));
            pair.awaitMaster(pair.a(), Pair.VIP, Instant.EPOCH);
            String pidFile = pair.a().agent().pidFile().toString();
            String pid = read(Path.of(pidFile)).strip();
            String conf = terminal.file("other.conf", RouterConf.quick(100).text());
            for (String place : List.of("-n", "-D")) {
                Outcome second = terminal.holdfast("-f", conf, place, "-p", pidFile);
                assertRefused(1, second, "a daemon is already running with pid " + pid, pidFile);
            }
            assertEquals(pid, read(Path.of(pidFile)).strip(), "the PID file is still the first one's");
            pair.a().agent().kill();
            pair.a().start(RouterConf.quick(150));
            pair.await(
                    "a PID file left over is taken over",
                    () -> pair.a().hasLogged("Startup complete")
                            && !read(Path.of(pidFile)).strip().equals(pid));
        });
    }

    @Test
    void whatCannotStartSaysWhyInOneLine() {
        Pair.test(pair -> {
            Terminal terminal = new Terminal(pair.a().host());
            String pid = pair.a().host().directory().resolve("x.pid").toString();
            String good = terminal.file("good.conf", RouterConf.quick(150).text());
            assertRefused(2, terminal.holdfast("--use-fil", good, "--no-such-option"), "--no-such-option");
            assertRefused(2, terminal.holdfast("-n", "-Y"), "-Y");
            assertRefused(2, terminal.holdfast("drll"), "drll", "did you mean 'drill'?");
            assertRefused(6, terminal.holdfast("-n", "-f", "/no/such/file.conf", "-p", pid), "/no/such/file.conf");
            assertRefused(6, terminal.holdfast("-f", "/no/such/file.conf", "-p", pid), "/no/such/file.conf");
            String unreadable =
                    terminal.file("secret.conf", RouterConf.quick(150).text());
            terminal.run(List.of("chmod", "000", unreadable));
            assertRefused(
                    6,
                    terminal.run(Terminal.command(OBEYING_MODES, "-n", "-f", unreadable, "-p", pid)),
                    unreadable,
                    "permission denied");
            assertRefused(
                    4,
                    terminal.run(Terminal.command(AS_NOBODY, "-n", "-f", good, "-p", pid)),
                    "CAP_NET_ADMIN",
                    "start as root");
            String elsewhere = terminal.file(
                    "eth9.conf", RouterConf.quick(150).text().replace("interface eth0", "interface eth9"));
            assertRefused(2, terminal.holdfast("-n", "-f", elsewhere, "-p", pid), "interface eth9 does not exist");
            String noFolder = "/no/such/folder/at/all.pid";
            assertRefused(1, terminal.holdfast("-n", "-f", good, "-p", noFolder), noFolder, "folder does not exist");
            assertFalse(Files.exists(Path.of(pid)), "no PID file is left by those who were refused");
        });
    }

    @Test
    void configurationsAreCheckedWithoutRunningThem() {
        Pair.test(pair -> {
            Terminal terminal = new Terminal(pair.a().host());
            String good = terminal.file("good.conf", RouterConf.quick(150).text());
            String strange = terminal.file(
                    "strange.conf", RouterConf.quick(150).with("prioriti 100").text());
            String broken = terminal.file("broken.conf", "vrrp_instance VI_1 {\n    interface eth0\n");
            assertEquals(new Outcome(0, "", List.of()), terminal.holdfast("-t", "-f", good));
            Outcome tested = terminal.holdfast("-t", "-f", strange);
            assertEquals(5, tested.status());
            String said = String.join("\n", tested.errors());
            assertTrue(said.contains("strange.conf:") && said.contains("did you mean 'priority'?"), said);
            assertEquals(4, terminal.holdfast("-t", "-f", broken).status());
            assertEquals(0, terminal.holdfast("check", good).status());
            assertEquals(5, terminal.holdfast("check", strange).status());
            assertEquals(4, terminal.holdfast("check", broken).status());
            assertEquals(0, terminal.holdfast("-v").status());
            assertTrue(pair.seen().adverts().isEmpty(), "nobody has sent an advert");
        });
    }

    private static void assertRefused(int status, Outcome outcome, String... contained) {
        assertEquals(1, outcome.errors().size(), () -> "one line: " + outcome);
        String line = outcome.errors().getFirst();
        assertTrue(line.startsWith("holdfast: "), line);
        for (String text : contained) {
            assertTrue(line.contains(text), () -> "'" + text + "' in: " + line);
        }
        assertEquals(status, outcome.status(), line);
    }

    /** raw(7): the kernel lists raw sockets with their protocol as the port. */
    private static boolean listensForVrrp(Terminal terminal) {
        return terminal.run(List.of("cat", "/proc/net/raw"))
                .output()
                .lines()
                .anyMatch(line -> line.matches(".*:0070 .*"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
