package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of the listener for those who use the keyboard, a screen reader, or do not see colours (WCAG 2.2, level AA). */
class WebPageAccessIT {
    private static final String PAGE = "http://192.0.2.1:9650/";
    private static final int MOST_KEYS = 100;

    /** WCAG 2.2, 1.4.3: text whose contrast with what is behind it is less than 4.5, with that contrast. */
    private static final String PALE_TEXT = """
            (() => {
              const numbers = (colour) => colour.match(/[0-9.]+/g).map(Number);
              const light = (colour) => numbers(colour).slice(0, 3)
                .map((part) => part / 255)
                .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
                .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
              const behind = (element) => {
                for (let one = element; one; one = one.parentElement) {
                  const ground = getComputedStyle(one).backgroundColor;
                  if ((numbers(ground)[3] ?? 1) === 1) {
                    return ground;
                  }
                }
                return 'rgb(255, 255, 255)';
              };
              const pale = [];
              let looked = 0;
              for (const element of document.body.querySelectorAll('*')) {
                const words = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join('').trim();
                if (words && element.checkVisibility()) {
                  looked++;
                  const both = [light(getComputedStyle(element).color), light(behind(element))].sort((a, b) => b - a);
                  const contrast = (both[0] + 0.05) / (both[1] + 0.05);
                  if (contrast < 4.5) {
                    pale.push(`${contrast.toFixed(2)}: ${words}`);
                  }
                }
              }
              return looked < 20 ? `only ${looked} texts` : pale.join('; ');
            })()
            """;

    /** What is wrong with the document for those to whom it is read. */
    private static final String STRUCTURE = """
            (() => {
              const wrong = [];
              const expect = (right, words) => right || wrong.push(words);
              const count = (selector) => document.querySelectorAll(selector).length;
              expect(document.documentElement.lang === 'en', 'language');
              expect(document.title.includes('MASTER'), 'title');
              for (const one of ['h1', 'header', 'main', 'footer']) {
                expect(count(one) === 1, `${count(one)} ${one}`);
              }
              expect(count('table') > 0 && count('th') > 0 && count('th:not([scope])') === 0, 'headers without scope');
              expect(count('table:not(:has(caption))') === 0, 'tables without caption');
              expect(count('section:not([aria-labelledby])') === 0, 'sections without name');
              for (const section of document.querySelectorAll('section')) {
                expect(document.getElementById(section.getAttribute('aria-labelledby'))?.tagName === 'H2', section.id);
              }
              const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
              expect(new Set(ids).size === ids.length, 'ids twice');
              for (const badge of document.querySelectorAll('.badge')) {
                expect(/[a-z]/i.test(badge.textContent), 'a state without a word');
                expect(getComputedStyle(badge, '::before').content.length > 2, 'a state without a shape');
              }
              return wrong.join('; ');
            })()
            """;

    @Test
    void thePageCanBeReadByEveryoneAndLedByTheKeyboardAlone() {
        Pair.test(pair -> {
            Path healthy = Files.createFile(pair.a().host().directory().resolve("healthy"));
            RouterConf conf = RouterConf.quick(150)
                    .after("vrrp_script chk {", "script \"/usr/bin/test -e " + healthy + "\"", "interval 1", "}")
                    .with("track_script {", "chk weight -10", "}");
            Instant started =
                    pair.a().start(conf, "--listen", "192.0.2.1:9650", "--peer-page", "http://192.0.2.2:9650/");
            pair.awaitMaster(pair.a(), Pair.VIP, started);
            pair.awaitLog(pair.a(), "Metrics and web page at");
            try (Browser browser = new Browser(pair.client())) {
                browser.open(PAGE, true);
                pair.await("the page is live", () -> browser.html().contains(">Live</p>"));
                assertEverythingIsReachedInOrder(browser);
                assertEquals("", browser.evaluate(STRUCTURE));
                assertFocusStays(pair, browser, healthy);
                browser.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)");
                for (boolean dark : List.of(false, true)) {
                    browser.darkScreen(dark);
                    assertEquals("", browser.evaluate(PALE_TEXT), () -> "on a dark screen: " + dark);
                }
            }
        });
    }

    /** Links, what opens, and tables that may have to be scrolled: one after the other, each with a frame to see where one is. */
    private static void assertEverythingIsReachedInOrder(Browser browser) {
        browser.evaluate("document.querySelectorAll('a, summary, [tabindex]').forEach((one, i) => one.number = i)");
        int all = Integer.parseInt(browser.evaluate("document.querySelectorAll('a, summary, [tabindex]').length"));
        assertTrue(all > 5, () -> "only " + all);
        List<String> expected = new ArrayList<>();
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            expected.add(i + " solid");
            browser.press(Browser.Key.TAB);
            reached.add(browser.evaluate(
                    "document.activeElement.number + ' ' + getComputedStyle(document.activeElement).outlineStyle"));
        }
        assertEquals(expected, reached);
    }

    /** Something happens while somebody reads what led to an event. */
    private static void assertFocusStays(Pair pair, Browser browser, Path healthy) throws Exception {
        String id = "";
        for (int i = 0; i < MOST_KEYS && !id.startsWith("event-summary-"); i++) {
            browser.press(Browser.Key.TAB);
            id = browser.evaluate("document.activeElement.id");
        }
        assertTrue(id.startsWith("event-summary-"), id);
        browser.press(Browser.Key.ENTER);
        String focus = "[document.activeElement.id, document.activeElement.parentElement.open,"
                + " document.activeElement.matches(':focus-visible'), !!document.activeElement.old].join(' ')";
        browser.evaluate("document.activeElement.old = true");
        assertEquals(id + " true true true", browser.evaluate(focus));
        Files.delete(healthy);
        pair.await(
                "the page tells of it",
                () -> browser.evaluate("document.getElementById('timeline').textContent")
                        .contains("script chk failed"));
        assertEquals(id + " true true false", browser.evaluate(focus)); // another element in the same place
        browser.press(Browser.Key.ENTER);
        assertTrue(browser.evaluate(focus).startsWith(id + " false"), "Enter closes it");
    }
}
