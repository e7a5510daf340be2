package holdfast.agent.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.events.Happening;
import holdfast.agent.events.Journal;
import holdfast.agent.lvs.operator.FakeLvsControl;
import holdfast.agent.status.GivenStatus;
import holdfast.agent.status.InstanceState;
import holdfast.agent.status.InstanceStatus;
import holdfast.agent.status.PeerView;
import holdfast.agent.web.GivenObservation;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OverviewPageTest {
    private static final String EVIL = "<script>alert('x')</script>\"&";
    private static final String HARMLESS = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;";

    private final Journal journal = new Journal();

    private String page(InstanceStatus... instances) {
        return new OverviewPage(journal, List.of(URI.create("http://192.0.2.2:9650/")))
                .of(Optional.of(GivenObservation.of(Optional.of(GivenObservation.listing()), instances)));
    }

    private static int count(String text, String regex) {
        return (int) Pattern.compile(regex).matcher(text).results().count();
    }

    @Test
    void tellsWhoIsMasterAndWhy() {
        journal.append(new Happening.StateChanged(
                Happening.Scope.INSTANCE,
                "VI_1",
                "MASTER",
                "BACKUP",
                81,
                "higher-priority",
                "192.0.2.2 has higher priority 100, ours 81",
                List.of("script chk failed", "VI_1 MASTER to BACKUP")));
        String page = page(GivenStatus.backup());
        for (String words : List.of(
                "<title>lb1: 1 BACKUP</title>",
                "for 8.0 s: 192.0.2.2 has higher priority 100, ours 81",
                "<dt>Master</dt><dd>192.0.2.2, priority 100</dd>",
                "<b>81</b> (101 configured)",
                "script chk failed, exited with status 1: \u221220",
                "rejected: wrong password, 2.0 s ago",
                "<li>VI_1 MASTER to BACKUP</li>",
                "data-page=\"http://192.0.2.2:9650/\"",
                "TCP 10.0.0.1:80",
                "TCP_CHECK 10.0.0.12:80: connection refused",
                "<caption>BFD sessions</caption>")) {
            assertTrue(page.contains(words), () -> words + " is not in\n" + page);
        }
        assertFalse(page.contains("s3cr3tpw"));
    }

    @Test
    void whatOthersWroteIsNeverPartOfThePage() {
        journal.append(new Happening.TrackedChanged("script", EVIL, "bad", EVIL));
        InstanceStatus instance = GivenStatus.instance(
                InstanceState.BACKUP,
                new InstanceStatus.Entry(GivenStatus.NOW, Duration.ZERO, "INIT", "x", EVIL, List.of(EVIL, EVIL)),
                Optional.empty(),
                List.of(new PeerView(
                        GivenStatus.ip("192.0.2.2"),
                        false,
                        false,
                        0,
                        Optional.empty(),
                        1,
                        Optional.of(new PeerView.Rejection(Duration.ZERO, EVIL, EVIL)))));
        String page = page(instance);
        assertFalse(page.contains("<script>alert"), page);
        assertEquals(6, count(page, Pattern.quote(HARMLESS)), page);
        assertEquals("a&amp;b\uFFFD", new Html(8).words("a&b\u0000").toString());
    }

    @Test
    void checksThatRestAreNoFault() {
        String page = new OverviewPage(journal, List.of())
                .of(Optional.of(GivenObservation.of(Optional.of(
                        FakeLvsControl.suspended().list().toCompletableFuture().join()))));
        assertTrue(page.contains("checks rest"), page);
        assertFalse(page.contains("no quorum"), page);
    }

    @Test
    void screenReadersFindTheirWay() {
        String page = page(GivenStatus.backup());
        assertTrue(page.startsWith("<!DOCTYPE html>\n<html lang=\"en\">"));
        assertEquals(1, count(page, "<main "));
        assertEquals(1, count(page, "<h1>"));
        assertEquals(1, count(page, "aria-live=\"polite\""));
        assertEquals(count(page, "<table>"), count(page, "<caption>"));
        assertEquals(count(page, "<th "), count(page, "<th scope=\"(?:col|row)\""));
        Matcher labelled = Pattern.compile("aria-labelledby=\"([a-z-]+)\"").matcher(page);
        while (labelled.find()) {
            assertTrue(page.contains("id=\"" + labelled.group(1) + "\""), labelled.group());
        }
        List<String> ids = Pattern.compile(" id=\"([^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertEquals(ids.size(), ids.stream().distinct().count(), ids::toString);
        int level = 1;
        Matcher heading = Pattern.compile("<h([1-6])").matcher(page);
        while (heading.find()) {
            int next = Integer.parseInt(heading.group(1));
            assertTrue(next <= level + 1, page);
            level = next;
        }
    }

    /** The script puts the focus back by id when a section has changed. */
    @Test
    void whateverTakesTheFocusHasAnIdThatStays() {
        List<String> focused = focusable(page(GivenStatus.backup()));
        assertTrue(focused.size() >= 4, focused::toString);
        focused.forEach(element -> assertTrue(element.contains(" id=\""), element));
        assertEquals(focused, focusable(page(GivenStatus.backup())));
    }

    private static List<String> focusable(String page) {
        return Pattern.compile("<(?:summary|[a-z]+ [^>]*tabindex=\"0\")[^>]*>")
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void anElementThatIsOpenedIsClosed() {
        String page = page(GivenStatus.backup());
        for (String element : List.of(
                "div", "section", "article", "ul", "ol", "li", "table", "tr", "td", "th", "dl", "dd", "details", "p",
                "span")) {
            assertEquals(count(page, "<" + element + "[ >]"), count(page, "</" + element + ">"), element);
        }
    }

    @Test
    void worksWithoutAScript() {
        assertTrue(page(GivenStatus.backup())
                .contains("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>"));
        assertFalse(page(GivenStatus.backup()).contains(" style="));
        assertEquals(1, count(page(GivenStatus.backup()), "<script "));
    }

    @Test
    void manyInstancesAreCutOff() {
        InstanceStatus[] many = new InstanceStatus[250];
        Arrays.fill(many, GivenStatus.backup());
        String page = page(many);
        assertTrue(page.contains("And 50 more: holdfast status shows them."));
        assertTrue(page.length() < 700_000, () -> "length " + page.length());
    }
}
