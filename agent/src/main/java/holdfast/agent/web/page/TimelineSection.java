package holdfast.agent.web.page;

import holdfast.agent.events.AgentEvent;
import holdfast.agent.events.Happening;
import holdfast.agent.events.Journal;
import java.util.List;

/** What happened last, the newest first. */
final class TimelineSection {
    private static final int EVENTS = 60;

    private final Html html;

    TimelineSection(Html html) {
        this.html = html;
    }

    void add(Journal journal) {
        html.open("section", "id", "timeline", "aria-labelledby", "timeline-title")
                .element("h2", "Timeline", "id", "timeline-title");
        List<AgentEvent> events = journal.newest(EVENTS, event -> !(event.what() instanceof Happening.PriorityChanged));
        if (events.isEmpty()) {
            html.element("p", "Nothing has happened yet.", "class", "quiet");
        }
        html.open("ol", "class", "timeline").line();
        events.reversed().forEach(this::event);
        html.close("ol").close("section").line();
    }

    private void event(AgentEvent event) {
        boolean state = event.what() instanceof Happening.StateChanged;
        html.open("li", "class", state ? "state" : "other");
        Words.time(html, event.at());
        html.open("div");
        if (event.what() instanceof Happening.StateChanged change) {
            html.element("span", change.subject(), "class", "name").words(" ");
            Words.state(html, change.to());
            html.words(" from " + change.from() + ": " + change.reason());
            chain(event.sequence(), change);
        } else {
            html.words(event.what().words());
        }
        html.close("div").close("li").line();
    }

    private void chain(long sequence, Happening.StateChanged change) {
        if (change.chain().size() < 2) {
            return;
        }
        html.open("details", "id", "event-" + sequence)
                .element("summary", "What led to this", "id", "event-summary-" + sequence)
                .open("ol");
        change.chain().forEach(step -> html.element("li", step));
        html.close("ol").close("details");
    }
}
