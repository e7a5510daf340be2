package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of the listener in a browser on a third machine. */
class WebPageIT {
    private static final String PAGE = "http://192.0.2.1:9650/";

    private static void awaitAll(Pair pair, Browser browser, String... words) {
        for (String one : words) {
            pair.await("the page has " + one, () -> browser.html().contains(one));
        }
    }

    @Test
    void thePageIsLiveTellsOfTheOtherNodeAndNothingIsComplainedOf() {
        Pair.test(pair -> {
            Path healthy = Files.createFile(pair.a().host().directory().resolve("healthy"));
            RouterConf conf = RouterConf.quick(150)
                    .name("VI_<b>1</b>")
                    .after(
                            "vrrp_script chk {",
                            "script \"/usr/bin/test -e " + healthy + "\"",
                            "interval 1",
                            "weight -60",
                            "}")
                    .with("track_script {", "chk", "}");
            Instant started =
                    pair.a().start(conf, "--listen", "192.0.2.1:9650", "--peer-page", "http://192.0.2.2:9650/");
            pair.awaitMaster(pair.a(), Pair.VIP, started);
            pair.b().start(RouterConf.quick(100), "--listen", "192.0.2.2:9650", "--peer-page", PAGE);
            pair.awaitLog(pair.b(), "Metrics and web page at");
            try (Browser browser = new Browser(pair.client())) {
                browser.open(PAGE, true);
                awaitAll(pair, browser, ">Live</p>", "<b>VI_1</b> <span class=\"badge backup\">BACKUP</span>");
                String before = browser.html();
                assertTrue(before.contains("VI_&lt;b&gt;1&lt;/b&gt;"), before);
                assertFalse(before.contains("<b>1</b>"), before);
                assertTrue(before.contains("<h2 id=\"findings-title\">All is well</h2>"), before);

                Instant failed = Instant.now();
                Files.delete(healthy);
                pair.awaitMaster(pair.b(), Pair.VIP, failed);
                awaitAll(
                        pair,
                        browser,
                        "<p>script chk failed, exited with status 1</p>", // told by an event, for screen readers
                        "script chk fails: exited with status 1", // in what was asked for again
                        "<span class=\"badge backup\">BACKUP</span> from MASTER: 192.0.2.2 has higher priority",
                        "<b>VI_1</b> <span class=\"badge master\">MASTER</span>"); // what the other node says of itself
                assertEquals(List.of(), browser.complaints());

                pair.a().stop();
                awaitAll(pair, browser, "No connection to the node: what is below may be old");
            }
        });
    }

    @Test
    void thePageIsCompleteWithoutAScript() {
        Pair.test(pair -> {
            Instant started = pair.a().start(RouterConf.quick(150), "--listen", "192.0.2.1:9650");
            pair.awaitMaster(pair.a(), Pair.VIP, started);
            pair.awaitLog(pair.a(), "Metrics and web page at");
            try (Browser browser = new Browser(pair.client())) {
                browser.open(PAGE, false);
                awaitAll(
                        pair,
                        browser,
                        "All is well",
                        "<span class=\"badge master\">MASTER</span>",
                        "192.0.2.100/24 dev eth0",
                        "no advertisement from anyone");
                assertFalse(browser.html().contains(">Live</p>"));
                assertEquals(List.of(), browser.complaints());
            }
        });
    }
}
