package holdfast.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.effective.ConfFormat;
import holdfast.conf.effective.EffectiveValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Effective values printed as a file mean the same when that file is read. */
class EffectiveValuesTest {
    private static final int GENERATED = 300;

    @Test
    @EnabledIf(value = "holdfast.conf.Corpus#isPresent", disabledReason = "no ../shared/corpus")
    void realFilesKeepTheirMeaning() throws IOException {
        for (Path file : Corpus.find().orElseThrow().files().toList()) {
            check(file.getFileName().toString(), Files.readAllBytes(file));
        }
    }

    @Test
    void mistakesOfOurOwnKeepTheirMeaning() throws IOException {
        try (var files = Files.walk(Path.of("src/test/resources/holdfast/conf"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".conf")).toList()) {
                check(file.toString(), Files.readAllBytes(file));
            }
        }
    }

    @Test
    void generatedFilesKeepTheirMeaning() {
        int instances = 0;
        for (int seed = 0; seed < GENERATED; seed++) {
            String text = GeneratedFile.of(new Random(seed));
            instances += check("seed " + seed + "\n" + text, text.getBytes(StandardCharsets.UTF_8));
        }
        assertTrue(instances > GENERATED / 2, "too little is generated");
    }

    private static int check(String name, byte[] bytes) {
        ParseResult given = Reading.read(MapLoader.of(Reading.FILE, bytes));
        for (boolean origins : new boolean[] {false, true}) {
            String printed = ConfFormat.of(EffectiveValues.of(given), origins);
            ParseResult again = Reading.read(printed);
            assertEquals(given.configuration(), again.configuration(), () -> name + "\n" + printed);
            assertEquals(
                    ConfFormat.of(EffectiveValues.of(given), false),
                    ConfFormat.of(EffectiveValues.of(again), false),
                    name);
        }
        return given.configuration().vrrpInstances().size();
    }

    @Test
    void namesSpeltLikeKeywordsAreQuoted() {
        String text = """
                global_defs {
                    script_user "group" "weight"
                }
                vrrp_instance "priority" {
                    interface "state"
                    virtual_router_id 7
                    virtual_ipaddress {
                        192.0.2.1/24 dev "interface"
                    }
                }
                """;
        check("keywords as names", text.getBytes(StandardCharsets.UTF_8));
        String printed = ConfFormat.of(EffectiveValues.of(Reading.read(text)), false);
        assertTrue(printed.contains("script_user \"group\" \"weight\"\n"), printed);
        assertTrue(printed.contains("vrrp_instance \"priority\" {\n"), printed);
        assertTrue(printed.contains(" dev \"interface\""), printed);
    }

    @Test
    void everyLineTellsWhereItsValueComesFrom() {
        String text = """
                global_defs {
                    vrrp_garp_master_delay 9
                    router_id a
                }
                global_defs {
                    vrrp_version 3
                }
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_router_id 7
                    advert_int 3
                    advert_int ten
                    notify_master /bin/first
                    notify_master /bin/second
                    virtual_ipaddress {
                        2001:DB8:0::1/64
                        2001:db8::2 # no length
                    }
                }
                """;
        String printed = ConfFormat.of(EffectiveValues.of(Reading.read(text)), true);
        assertOrigin(printed, "router_id a", ":3");
        assertOrigin(printed, "vrrp_version 3", ":6");
        assertOrigin(printed, "vrrp_garp_master_repeat 5", "default");
        assertOrigin(printed, "vrrp_instance VI_1 {", ":8");
        assertOrigin(printed, "    version 3", "vrrp_version, " + Reading.FILE + ":6");
        assertOrigin(printed, "    garp_master_delay 9", "vrrp_garp_master_delay, " + Reading.FILE + ":2");
        assertOrigin(printed, "    advert_int 3", ":11");
        assertOrigin(printed, "notify_master \"/bin/first\"", ":13");
        assertOrigin(printed, "2001:db8::1/64", ":16");
        assertOrigin(printed, "2001:db8::2/128", ":17");
        assertOrigin(printed, "    accept", "default");
    }

    private static void assertOrigin(String printed, String start, String end) {
        assertTrue(
                printed.lines().anyMatch(line -> line.contains(start) && line.endsWith(end)),
                () -> "no line with '" + start + "' ends with '" + end + "':\n" + printed);
    }
}
