package holdfast.agent.web.page;

import holdfast.agent.status.AgentStatus;
import holdfast.agent.status.BfdSessionStatus;
import holdfast.agent.status.TrackedScriptStatus;
import holdfast.linux.AddressText;
import java.time.Duration;
import java.time.Instant;

/** Tracked scripts and BFD sessions. */
final class WatchedSection {
    private final Html html;

    WatchedSection(Html html) {
        this.html = html;
    }

    /** The section; when nothing is watched its empty place. */
    void add(AgentStatus status) {
        if (status.scripts().isEmpty() && status.bfdSessions().isEmpty()) {
            html.open("div", "id", "watched").close("div");
            return;
        }
        html.open("section", "id", "watched", "aria-labelledby", "watched-title")
                .element("h2", "Scripts and sessions", "id", "watched-title");
        if (!status.scripts().isEmpty()) {
            Words.table(html, "Tracked scripts", "Script", "Health", "Last run", "Took", "Failed", "Result");
            status.scripts().forEach(script -> script(script, status.vrrp().at()));
            Words.endTable(html);
        }
        if (!status.bfdSessions().isEmpty()) {
            Words.table(html, "BFD sessions", "Session", "State", "Neighbor", "Diagnostic");
            status.bfdSessions().forEach(this::session);
            Words.endTable(html);
        }
        html.close("section").line();
    }

    private void script(TrackedScriptStatus script, Instant now) {
        html.open("tr").element("th", script.name(), "scope", "row").open("td");
        Words.badge(
                html,
                script.health(),
                switch (script.health()) {
                    case "good" -> "up";
                    case "bad" -> "down";
                    default -> "init";
                });
        html.close("td");
        html.element(
                        "td",
                        script.last()
                                .map(run -> Words.span(Duration.between(run.at(), now)) + " ago")
                                .orElse("never"),
                        "class",
                        "number")
                .element(
                        "td",
                        script.last().map(run -> run.took().toMillis() + " ms").orElse("\u2013"),
                        "class",
                        "number")
                .element("td", script.failures() + " of " + script.runs(), "class", "number")
                .element("td", script.last().map(TrackedScriptStatus.Run::words).orElse("\u2013"))
                .close("tr")
                .line();
    }

    private void session(BfdSessionStatus session) {
        html.open("tr").element("th", session.name(), "scope", "row").open("td");
        Words.badge(html, session.state(), session.state().equals("up") ? "up" : "down");
        html.close("td")
                .element("td", AddressText.of(session.neighbor()), "class", "address")
                .element("td", session.diagnostic())
                .close("tr")
                .line();
    }
}
