package holdfast.agent.web.page;

import holdfast.agent.events.Journal;
import holdfast.agent.health.Findings;
import holdfast.agent.health.HealthFinding;
import holdfast.agent.status.AgentStatus;
import holdfast.agent.status.InstanceState;
import holdfast.agent.web.Observation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The whole page. */
public final class OverviewPage {
    private static final int USUAL_SIZE = 32 << 10;
    private static final int MOST_FINDINGS = 50;

    private final Journal journal;
    private final List<URI> peerPages;

    /**
     * A page of this daemon.
     *
     * @param journal what happened
     * @param peerPages the other nodes' pages
     */
    public OverviewPage(Journal journal, List<URI> peerPages) {
        this.journal = journal;
        this.peerPages = List.copyOf(peerPages);
    }

    /** The page as it is at a moment; empty: VRRP does not answer. */
    public String of(Optional<Observation> observation) {
        Html html = new Html(USUAL_SIZE);
        if (observation.isEmpty()) {
            begin(html, "Holdfast", "unreachable");
            html.open("header")
                    .element("h1", "Holdfast")
                    .close("header")
                    .open("main", "id", "content")
                    .element(
                            "p", "The VRRP loop does not answer; the log of the daemon tells more.", "class", "trouble")
                    .close("main");
            return end(html);
        }
        return of(html, observation.get());
    }

    private String of(Html html, Observation observation) {
        AgentStatus status = observation.status();
        List<HealthFinding> findings = Findings.of(status, observation.servers(), observation.serverTrouble());
        String node = status.agent().routerId().isEmpty()
                ? "Holdfast"
                : status.agent().routerId();
        begin(html, node + ": " + summary(status), "page");
        heading(html, node, status);
        html.open("main", "id", "content").line();
        findings(html, findings);
        new InstanceSection(html).add(status.vrrp());
        peers(html);
        new ServerSection(html).add(observation.servers(), observation.serverTrouble());
        new WatchedSection(html).add(status);
        new TimelineSection(html).add(journal);
        html.close("main").line();
        html.open("footer")
                .open("p")
                .words("Also here: ")
                .element("a", "metrics", "href", "metrics")
                .words(", ")
                .element("a", "status.json", "href", "status.json")
                .words(". This page shows and changes nothing.")
                .close("p")
                .close("footer");
        return end(html);
    }

    private static void begin(Html html, String title, String kind) {
        html.open("!DOCTYPE html")
                .line()
                .open("html", "lang", "en")
                .open("head")
                .open("meta", "charset", "utf-8")
                .open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .open("meta", "name", "color-scheme", "content", "light dark")
                .element("title", title)
                .open("link", "rel", "icon", "href", "holdfast.svg", "type", "image/svg+xml")
                .open("link", "rel", "stylesheet", "href", "holdfast.css")
                .open("script", "src", "holdfast.js", "type", "module")
                .close("script")
                .open("noscript")
                .open("meta", "http-equiv", "refresh", "content", "5")
                .close("noscript")
                .close("head")
                .line()
                .open("body", "class", kind)
                .element("a", "Skip to the content", "class", "skip", "href", "#content")
                .line();
    }

    private static String end(Html html) {
        return html.line().close("body").close("html").line().toString();
    }

    private static void heading(Html html, String node, AgentStatus status) {
        AgentStatus.Agent agent = status.agent();
        html.open("header", "id", "heading")
                .element("h1", node)
                .open("p", "class", "summary")
                .words(summary(status))
                .close("p")
                .open("p", "class", "quiet")
                .words("Holdfast " + agent.version() + ", up "
                        + Words.span(Duration.between(
                                agent.startedAt(), status.vrrp().at())) + ", "
                        + agent.configurationFile() + ", as of ");
        Words.time(html, status.vrrp().at());
        html.close("p").close("header").line();
        // Filled by the script: whether the page is live, and for screen readers what happens.
        html.open("p", "id", "live", "class", "quiet", "role", "status").close("p");
        html.open("div", "id", "news", "class", "unseen", "role", "log", "aria-live", "polite", "aria-label", "News")
                .close("div")
                .line();
    }

    private static String summary(AgentStatus status) {
        long all = status.vrrp().instances().size();
        if (all == 0) {
            return "no virtual routers";
        }
        StringBuilder words = new StringBuilder();
        for (InstanceState state :
                List.of(InstanceState.MASTER, InstanceState.BACKUP, InstanceState.FAULT, InstanceState.INIT)) {
            long number = Findings.count(status, state);
            if (number > 0) {
                words.append(words.isEmpty() ? "" : ", ")
                        .append(number)
                        .append(' ')
                        .append(state.name());
            }
        }
        return words.toString();
    }

    private static void findings(Html html, List<HealthFinding> findings) {
        html.open("section", "id", "findings", "aria-labelledby", "findings-title")
                .element("h2", findings.isEmpty() ? "All is well" : "To look at", "id", "findings-title");
        if (!findings.isEmpty()) {
            html.open("ul", "class", "findings");
            for (HealthFinding finding : findings.subList(0, Math.min(MOST_FINDINGS, findings.size()))) {
                String severity = finding.severity().name().toLowerCase(Locale.ROOT);
                html.open("li", "class", severity);
                Words.badge(html, severity, finding.severity() == HealthFinding.Severity.CRITICAL ? "down" : "warn");
                html.words(" " + finding.words()).close("li").line();
            }
            if (findings.size() > MOST_FINDINGS) {
                html.element("li", "and " + (findings.size() - MOST_FINDINGS) + " more");
            }
            html.close("ul");
        }
        html.close("section").line();
    }

    /** The script fills in what the others say of themselves; without it there is a link. */
    private void peers(Html html) {
        if (peerPages.isEmpty()) {
            return;
        }
        html.open("section", "id", "nodes", "aria-labelledby", "nodes-title")
                .element("h2", "Other nodes", "id", "nodes-title")
                .open("div", "class", "cards");
        for (URI page : peerPages) {
            html.open("article", "class", "card", "data-page", page.toString())
                    .open("h3")
                    .element("a", page.getAuthority(), "href", page.toString(), "class", "name")
                    .close("h3")
                    .element("div", "See its page.", "class", "node")
                    .close("article");
        }
        html.close("div").close("section").line();
    }
}
