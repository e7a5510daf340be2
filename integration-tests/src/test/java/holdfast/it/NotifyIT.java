package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is told what, in which order, through a life of a virtual router. */
class NotifyIT {
    /** For each event the specific script, with the words of the configuration, then the generic one with four more. */
    private static final List<String> SCRIPTS = List.of(
            "backup",
            "any INSTANCE VI_1 BACKUP 150",
            "master now",
            "any INSTANCE VI_1 MASTER 150",
            "fault",
            "any INSTANCE VI_1 FAULT 150",
            "backup",
            "any INSTANCE VI_1 BACKUP 150",
            "master now",
            "any INSTANCE VI_1 MASTER 150",
            "stop",
            "any INSTANCE VI_1 STOP 150");

    private static final List<String> LINES = List.of(
            "INSTANCE \"VI_1\" BACKUP 150",
            "INSTANCE \"VI_1\" MASTER 150",
            "INSTANCE \"VI_1\" FAULT 150",
            "INSTANCE \"VI_1\" BACKUP 150",
            "INSTANCE \"VI_1\" MASTER 150",
            "INSTANCE \"VI_1\" STOP 150");

    @Test
    void scriptsAndFifoAreToldOfEveryChangeInOrder() {
        Pair.test(pair -> {
            Path directory = pair.a().host().directory();
            Path calls = directory.resolve("calls");
            Path fifo = directory.resolve("fifo");
            Path lines = directory.resolve("lines");
            Terminal terminal = new Terminal(pair.a().host());
            String script = terminal.file("notify.sh", "#!/bin/sh\necho \"$@\" >>" + calls + "\n");
            terminal.run(List.of("chmod", "755", script));
            RouterConf conf = RouterConf.quick(150)
                    .after("global_defs {", "    vrrp_notify_fifo " + fifo, "}")
                    .with(
                            "notify_backup \"" + script + " backup\"",
                            "notify_master \"" + script + " master now\"",
                            "notify_fault \"" + script + " fault\"",
                            "notify_stop \"" + script + " stop\"",
                            "notify \"" + script + " any\"");
            Instant started = pair.a().start(conf);
            pair.await("the FIFO is made", () -> Files.exists(fifo));
            pair.a().host().spawn(lines, List.of("cat", fifo.toString()));
            pair.awaitMaster(pair.a(), Pair.VIP, started);
            pair.a().host().setCable("eth0", false);
            awaitLines(pair, lines, 3);
            pair.await("the address is removed", () -> !pair.a().holds(Pair.VIP));
            Instant plugged = Instant.now();
            pair.a().host().setCable("eth0", true);
            pair.awaitMaster(pair.a(), Pair.VIP, plugged);
            awaitLines(pair, lines, 5);
            pair.await("the scripts have run", () -> read(calls).size() == 10);
            pair.a().stop();
            awaitLines(pair, lines, 6);
            assertEquals(LINES, read(lines));
            assertEquals(SCRIPTS, read(calls));
            assertFalse(Files.exists(fifo), "the FIFO is removed at the end");
        });
    }

    private static void awaitLines(Pair pair, Path file, int count) {
        pair.await(count + " lines have come through the FIFO", () -> read(file).size() >= count);
    }

    private static List<String> read(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
