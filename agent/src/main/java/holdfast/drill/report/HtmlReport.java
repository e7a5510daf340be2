package holdfast.drill.report;

import static holdfast.drill.report.Html.escape;

import holdfast.drill.plan.DurationText;
import holdfast.drill.plan.NodePlan;
import holdfast.drill.plan.RouterPlan;
import holdfast.drill.report.DrillReport.Section;
import holdfast.drill.report.DrillReport.Verdict;
import holdfast.drill.scenario.Check;
import holdfast.drill.scenario.Episode;
import holdfast.linux.AddressText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report for people: one page that needs nothing else. */
public final class HtmlReport {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** What is shown before a scenario's first event. */
    private static final Duration LEAD = Duration.ofMillis(1_200);

    private final DrillReport report;
    private final StringBuilder page = new StringBuilder();

    private HtmlReport(DrillReport report) {
        this.report = report;
    }

    /**
     * Renders the page.
     *
     * @param report what was found
     * @return a complete HTML document
     */
    public static String render(DrillReport report) {
        return new HtmlReport(report).document();
    }

    private String document() {
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>Holdfast drill: ")
                .append(escape(TextReport.summary(report)))
                .append("</title>\n<style>\n")
                .append(styleSheet())
                .append("</style>\n</head>\n<body>\n<main>\n");
        header();
        overview();
        table();
        report.sections().forEach(this::section);
        configuration();
        method();
        page.append("</main>\n</body>\n</html>\n");
        return page.toString();
    }

    private static String styleSheet() {
        try (InputStream stream = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the program is incomplete: no report.css", e);
        }
    }

    private void header() {
        RouterPlan router = report.plan().firstRouter();
        page.append("<header>\n<p class=\"brand\">Holdfast drill</p>\n<h1>")
                .append(chip(report.passed() ? Verdict.PASS : Verdict.FAIL))
                .append(' ')
                .append(escape(TextReport.summary(report)))
                .append("</h1>\n<p class=\"lead\">Two nodes keep the address <strong>")
                .append(escape(AddressText.of(report.plan().target())))
                .append("</strong> alive for a client: <span class=\"key one\"></span>")
                .append(nodeWords(report.plan().first(), report.plan().firstRouter(), report.firstAgent()))
                .append(" and <span class=\"key two\"></span>")
                .append(nodeWords(report.plan().second(), report.plan().secondRouter(), report.secondAgent()))
                .append(
                        ". They were put through the troubles below, one after the other. The client pinged the address every "
                                + "10 ms and fetched a page through it every 50 ms; everything was measured from outside the "
                                + "agents.</p>\n<p class=\"facts\">")
                .append(escape(TIME.format(report.startedAt())))
                .append(" · took ")
                .append(Duration.between(report.startedAt(), report.endedAt()).toSeconds())
                .append(" s · VRRP version ")
                .append(router.version())
                .append(", VRID ")
                .append(router.virtualRouterId())
                .append(", one advert every ")
                .append(DurationText.seconds(router.interval()))
                .append(" · ")
                .append(escape(report.machine()))
                .append("</p>\n</header>\n");
    }

    private static String nodeWords(NodePlan node, RouterPlan router, String agent) {
        return escape(node.host()) + " (" + escape(agent) + ", priority " + router.priorityWhenWell() + ")";
    }

    private static String chip(Verdict verdict) {
        return "<span class=\"chip " + verdict.name().toLowerCase(Locale.ROOT) + "\">" + verdict.name() + "</span>";
    }

    private void overview() {
        List<TimelineSvg.Marker> markers = new ArrayList<>();
        for (Section section : report.sections()) {
            if (!section.episodes().isEmpty()) {
                markers.add(new TimelineSvg.Marker(
                        section.episodes().getFirst().from(), section.title().toLowerCase(Locale.ROOT)));
            }
        }
        page.append("<section>\n<h2>The whole drill</h2>\n")
                .append(TimelineSvg.render(report, report.startedAt(), report.endedAt(), markers, "The whole drill"))
                .append("<p class=\"legend\">");
        key("key one", "node1 is master");
        key("key two", "node2 is master");
        key("key backup", "backup");
        key("key holding", "silent, still has the address");
        key("key off", "out of action: stopped, killed, frozen or cut off");
        key("key outage", "the client gets no answer");
        key("dot", "an advert");
        key("dot farewell", "priority 0, the goodbye of a master");
        page.append("</p>\n</section>\n");
    }

    private void key(String kind, String words) {
        page.append("<span class=\"item\"><span class=\"")
                .append(kind)
                .append("\"></span>")
                .append(words)
                .append("</span> ");
    }

    private void table() {
        page.append(
                "<section>\n<h2>What happened</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th>Event</th>"
                        + "<th>Master</th><th class=\"n\">Takeover</th><th class=\"n\">Pings out</th><th class=\"n\">Page out</th>"
                        + "<th class=\"n\">Requests lost</th><th>Expected by the RFC</th><th>Verdict</th></tr></thead>\n<tbody>\n");
        for (Section section : report.sections()) {
            page.append("<tr class=\"group\"><th colspan=\"8\"><a href=\"#")
                    .append(escape(section.name()))
                    .append("\">")
                    .append(escape(section.title()))
                    .append("</a> ")
                    .append(section.remark().isEmpty() ? "" : chip(section.verdict()) + " ")
                    .append("<small>")
                    .append(escape(section.remark()))
                    .append("</small></th></tr>\n");
            section.episodes().forEach(this::row);
        }
        page.append("</tbody>\n</table></div>\n<p class=\"note\">Takeover: from the event until the new master has the "
                + "address. Pings out, page out: the longest time without an answer. The limits include "
                + "350 ms for a busy machine.</p>\n</section>\n");
    }

    private void row(Episode episode) {
        String masters = episode.masterBefore().equals(episode.masterAfter())
                ? escape(episode.masterAfter())
                : escape(episode.masterBefore()) + " → " + escape(episode.masterAfter());
        String limit = episode.expectation().most().isZero()
                ? ""
                : "<br><small>at most "
                        + DurationText.milliseconds(
                                rounded(episode.expectation().most())) + "</small>";
        page.append("<tr><td>").append(escape(episode.event()));
        page.append("</td><td>").append(masters);
        cell(episode.takeover()
                .map(time -> DurationText.milliseconds(rounded(time)))
                .orElse("–"));
        cell(DurationText.milliseconds(rounded(episode.pings().longestOutage())));
        cell(DurationText.milliseconds(rounded(episode.pages().longestOutage())));
        cell(episode.pages().lost() + " of " + episode.pages().asked());
        page.append("</td><td>").append(escape(episode.expectation().rule())).append(limit);
        page.append("</td><td>").append(chip(episode.passed() ? Verdict.PASS : Verdict.FAIL));
        page.append("<br><small>").append(escape(episode.reason())).append("</small></td></tr>\n");
    }

    private void cell(String figure) {
        page.append("</td><td class=\"n\">").append(escape(figure));
    }

    private static Duration rounded(Duration duration) {
        return Duration.ofMillis(Math.round(duration.toNanos() / 1e6));
    }

    private void section(Section section) {
        page.append("<section id=\"")
                .append(escape(section.name()))
                .append("\">\n<h2>")
                .append(chip(section.verdict()))
                .append(' ')
                .append(escape(section.title()))
                .append("</h2>\n<p>")
                .append(escape(section.story()))
                .append("</p>\n");
        if (!section.remark().isEmpty()) {
            page.append("<p class=\"remark\">").append(escape(section.remark())).append("</p>\n");
        }
        if (!section.episodes().isEmpty()) {
            Instant from = section.episodes().getFirst().from().minus(LEAD);
            List<TimelineSvg.Marker> markers = section.episodes().stream()
                    .map(episode -> new TimelineSvg.Marker(episode.from(), episode.event()))
                    .toList();
            page.append(TimelineSvg.render(
                    report,
                    from.isBefore(report.startedAt()) ? report.startedAt() : from,
                    section.episodes().getLast().until(),
                    markers,
                    section.title()));
        }
        section.episodes().forEach(this::checks);
        page.append("</section>\n");
    }

    private void checks(Episode episode) {
        page.append("<h3>").append(escape(episode.event())).append("</h3>\n<ul class=\"checks\">\n");
        for (Check check : episode.checks()) {
            page.append("<li class=\"")
                    .append(check.outcome().name().toLowerCase(Locale.ROOT))
                    .append("\"><strong>")
                    .append(escape(check.subject()))
                    .append(": ")
                    .append(escape(check.measured()))
                    .append("</strong> <span>expected ")
                    .append(escape(check.expected()))
                    .append("</span><br><small>")
                    .append(escape(check.explanation()))
                    .append("</small></li>\n");
        }
        page.append("</ul>\n");
    }

    private void configuration() {
        page.append("<section>\n<h2>The configuration</h2>\n<div class=\"pair\">\n");
        listing(
                report.plan().first().host() + ": " + report.plan().first().origin(),
                report.plan().first().text());
        listing(
                report.plan().second().host() + ": " + report.plan().second().origin(),
                report.plan().second().text());
        page.append("</div>\n<details><summary>HAProxy on node1 (node2 differs in the header only)</summary><pre>")
                .append(escape(report.proxyConfiguration()))
                .append("</pre></details>\n</section>\n");
    }

    private void listing(String title, String text) {
        page.append("<details open><summary>")
                .append(escape(title))
                .append("</summary><pre>")
                .append(escape(text))
                .append("</pre></details>\n");
    }

    private void method() {
        page.append(
                "<section>\n<h2>How it was measured</h2>\n<p>Two nodes, a client and three web servers, each with its own "
                        + "network, process and mount namespaces, on the bridge of a switch. Adverts are packets captured at the "
                        + "switch ports with the kernel's time stamps, decoded by code that is not the agents'. Addresses and links "
                        + "are the kernel's own messages in each node. A ping is lost when no answer comes within 100 ms, a page "
                        + "when it is not complete within 500 ms. No agent's log was read. The same figures are in "
                        + "<code>drill-report.json</code>.</p>\n</section>\n");
    }
}
