package holdfast.agent.web.page;

import holdfast.agent.status.operator.Spans;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Parts that several sections have: states, times, headings of tables. */
final class Words {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Words() {}

    /** A state that is told by its word, and a shape and a colour besides. */
    static void badge(Html html, String word, String kind) {
        html.open("span", "class", "badge " + kind).words(word).close("span");
    }

    /** A badge of a state in keepalived's words. */
    static void state(Html html, String state) {
        badge(html, state, state.toLowerCase(Locale.ROOT));
    }

    /** A moment; the script writes it in the reader's own time. */
    static void time(Html html, Instant at) {
        Instant moment = at.truncatedTo(ChronoUnit.MILLIS);
        html.element("time", CLOCK.format(moment) + " UTC", "datetime", moment.toString());
    }

    static String span(Duration time) {
        return Spans.text(time);
    }

    /** {@code 3 scripts}, {@code 1 script}. */
    static String count(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }

    /** The beginning of a table whose first column names what each row is about. By its id the keyboard finds back to it after a change. */
    static void table(Html html, String caption, String... columns) {
        html.open(
                        "div",
                        "id",
                        "table-" + URLEncoder.encode(caption, StandardCharsets.UTF_8),
                        "class",
                        "scroll",
                        "tabindex",
                        "0",
                        "role",
                        "group",
                        "aria-label",
                        caption)
                .open("table")
                .element("caption", caption)
                .open("thead")
                .open("tr");
        for (String column : columns) {
            html.element("th", column, "scope", "col");
        }
        html.close("tr").close("thead").open("tbody").line();
    }

    static void endTable(Html html) {
        html.close("tbody").close("table").close("div").line();
    }
}
