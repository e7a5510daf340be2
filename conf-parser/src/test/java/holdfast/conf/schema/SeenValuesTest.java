package holdfast.conf.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.conf.ConfigurationReader;
import holdfast.conf.ParseEnvironment;
import holdfast.conf.ParseResult;
import holdfast.conf.SourceLoader;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.VrrpInstance;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines that are alike are read once, which nobody may notice. */
class SeenValuesTest {
    private static ParseResult read(String text) {
        SourceLoader loader = new SourceLoader() {
            @Override
            public List<String> glob(String directory, String pattern) {
                return List.of();
            }

            @Override
            public ReadOutcome read(String path) {
                return new Content(text.getBytes(StandardCharsets.UTF_8));
            }
        };
        return ConfigurationReader.read(loader, "test.conf", ParseEnvironment.ofHost("lb1"));
    }

    private static String instance(int number, String lines) {
        return "vrrp_instance VI_" + number + " {\n    interface eth0\n    virtual_router_id " + number + "\n    "
                + lines + "\n    virtual_ipaddress {\n        192.0.2." + number + "/24\n    }\n}\n";
    }

    @Test
    void theSameWordMeansItsOwnForEachKeyword() {
        List<VrrpInstance> instances = read(instance(1, "priority 5\n    advert_int 5")
                        + instance(2, "priority 5\n    advert_int 5")
                        + instance(5, "advert_int 2\n    priority 2"))
                .configuration()
                .vrrpInstances();
        assertEquals(
                List.of(5, 5, 2), instances.stream().map(VrrpInstance::priority).toList());
        assertEquals(
                List.of(5L, 5L, 2L),
                instances.stream()
                        .map(each -> each.advertInterval().toSeconds())
                        .toList());
    }

    @Test
    void everyMistakeIsReported() {
        ParseResult result =
                read(instance(1, "priority 999") + instance(2, "priority 999") + instance(3, "priority 999"));
        assertEquals(
                List.of(4, 12, 20),
                result.diagnostics().stream()
                        .filter(found -> found.rule() == Rule.OUT_OF_RANGE)
                        .map(found -> found.span().line())
                        .toList());
    }

    @Test
    void everyRepetitionIsReported() {
        ParseResult result =
                read(instance(1, "priority 7\n    priority 7") + instance(2, "priority 7\n    priority 7"));
        assertEquals(
                2,
                result.diagnostics().stream()
                        .filter(found -> found.rule() == Rule.REPEATED_KEYWORD)
                        .count());
    }

    @Test
    void wordsBehindAValueThatIsKnownAreReported() {
        ParseResult result = read(instance(1, "priority 7") + instance(2, "priority 7 8"));
        assertEquals(
                1,
                result.diagnostics().stream()
                        .filter(found -> found.rule() == Rule.EXTRA_WORDS)
                        .count());
    }
}
