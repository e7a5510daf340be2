package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.drill.lab.HostProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the way to the first advert loads: that it is all in the start-up archive is what makes it short. */
class StartIT {
    private static final String ARCHIVED = "source: shared objects file";

    /** JNA reads annotations and fields of a structure of its own by reflection, for which the class library generates this much. */
    private static final int OTHERS_AT_MOST = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Test
    void anAddressOwnersStartLoadsEachClassFromTheArchiveAndGeneratesNone() {
        Pair.test(pair -> {
            Path folder = pair.a().host().directory();
            Path conf = folder.resolve("owner.conf");
            Path loaded = folder.resolve("loaded");
            Files.writeString(
                    conf,
                    new RouterConf("VI_1", 2, Pair.VRID, 255, "1", List.of(Pair.VIP_LINE), List.of(), List.of())
                            .text());
            Instant before = Instant.now();
            HostProcess agent = pair.a()
                    .host()
                    .spawn(
                            folder.resolve("start.log"),
                            List.of(
                                    "env",
                                    "JDK_JAVA_OPTIONS=-Xlog:class+load:file=" + loaded,
                                    Programs.launcher().toString(),
                                    "-n",
                                    "-f",
                                    conf.toString(),
                                    "-p",
                                    folder.resolve("start.pid").toString()));
            pair.await(
                    "an advert",
                    () -> !pair.seen().adverts("a", Pair.VRID, before).isEmpty());
            List<String> classes = Files.readAllLines(loaded);
            agent.terminate();
            assertTrue(agent.awaitExit(PATIENCE.toMillis()), "it ends");

            assertFalse(classes.stream().noneMatch(line -> line.contains(ARCHIVED)), "no archive was used");
            List<String> others = classes.stream()
                    .filter(line -> line.contains("source:") && !line.contains(ARCHIVED))
                    .toList();
            assertEquals(
                    List.of(),
                    others.stream().filter(line -> line.contains(" holdfast.")).toList());
            assertTrue(others.size() <= OTHERS_AT_MOST, () -> String.join("\n", others));
        });
    }
}
