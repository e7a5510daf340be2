package holdfast.agent.cli.doctor;

import holdfast.agent.cli.status.TextTable;
import holdfast.agent.doctor.Diagnosis;
import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.Gravity;
import holdfast.agent.doctor.Place;
import holdfast.agent.doctor.machine.DaemonState;
import holdfast.agent.doctor.segment.Capture;
import holdfast.agent.doctor.segment.Speaker;
import holdfast.agent.doctor.segment.Speaker.Said;
import holdfast.agent.status.operator.Spans;
import holdfast.conf.diagnostic.Palette;
import holdfast.conf.diagnostic.Severity;
import holdfast.linux.AddressText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The diagnosis for people: what is worst first, by instance; commands stand alone on their lines, to be copied. */
final class DiagnosisText {
    private static final int INDENT = 11;
    private static final int MOST_NAMES = 3;

    private final Palette palette;
    private final boolean all;

    /** @param all whether what is in order is shown, too */
    DiagnosisText(Palette palette, boolean all) {
        this.palette = palette;
        this.all = all;
    }

    String of(Diagnosis diagnosis) {
        StringBuilder text = new StringBuilder(heading(diagnosis)).append('\n');
        diagnosis.subject().capture().ifPresent(capture -> text.append('\n').append(speakers(capture)));
        groups(diagnosis).forEach((place, findings) -> {
            text.append('\n').append(palette.strong(title(place))).append('\n');
            findings.forEach(finding -> append(text, finding));
        });
        if (!diagnosis.unseen().isEmpty()) {
            text.append('\n').append(palette.strong("Not examined")).append('\n');
            diagnosis
                    .unseen()
                    .forEach(one -> text.append("  ")
                            .append(one.examination())
                            .append(": ")
                            .append(one.text())
                            .append('\n'));
        }
        return text.append('\n').append(summary(diagnosis)).append('\n').toString();
    }

    private static String heading(Diagnosis diagnosis) {
        String daemon = switch (diagnosis.subject().daemon()) {
            case DaemonState.Running running ->
                "Holdfast " + running.version() + " runs (process " + running.pid() + ")";
            case DaemonState.Absent _ ->
                diagnosis.subject().keepalived().isPresent()
                        ? "keepalived runs (process "
                                + diagnosis.subject().keepalived().getAsLong() + ")"
                        : "no daemon runs";
            case DaemonState.Silent _ -> "the daemon does not answer";
        };
        return diagnosis.subject().file() + "; " + daemon;
    }

    /** Places in the order of their worst findings, each with its findings in the order of theirs. */
    private Map<Place, List<Finding>> groups(Diagnosis diagnosis) {
        Map<Place, List<Finding>> groups = new LinkedHashMap<>();
        diagnosis.findings().stream()
                .filter(finding -> all || finding.gravity() != Gravity.OK)
                .sorted(Comparator.comparing(Finding::gravity))
                .forEach(finding -> groups.computeIfAbsent(finding.place(), _ -> new ArrayList<>())
                        .add(finding));
        return groups;
    }

    private static String title(Place place) {
        if (place.instances().isEmpty()) {
            return place.interfaceName().orElse("This machine");
        }
        List<String> names = place.instances();
        String shown = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        String more = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
        return shown + more + place.interfaceName().map(name -> " on " + name).orElse("");
    }

    private void append(StringBuilder text, Finding finding) {
        String word = finding.gravity().word().toUpperCase(Locale.ROOT);
        text.append("  ")
                .append(coloured(finding.gravity(), word))
                .repeat(' ', INDENT - 2 - word.length())
                .append(finding.what());
        if (finding.gravity() == Gravity.OK) {
            text.append('\n');
            return;
        }
        text.append(' ').append(palette.faint("[" + finding.id().word() + "]")).append('\n');
        line(text, "seen", finding.evidence());
        line(text, "so", finding.consequence());
        finding.remedy().command().ifPresent(command -> line(text, "do", palette.hint(command)));
        line(
                text,
                finding.remedy().command().isPresent() ? "" : "do",
                finding.remedy().advice());
    }

    private static void line(StringBuilder text, String label, String content) {
        if (!content.isEmpty()) {
            text.repeat(' ', INDENT)
                    .append(label)
                    .repeat(' ', 6 - label.length())
                    .append(content)
                    .append('\n');
        }
    }

    private String coloured(Gravity gravity, String word) {
        return switch (gravity) {
            case PROBLEM -> palette.severity(Severity.ERROR, word);
            case WARNING -> palette.severity(Severity.WARNING, word);
            case NOTE -> palette.severity(Severity.NOTE, word);
            case OK -> palette.hint(word);
        };
    }

    private String speakers(Capture capture) {
        String heading = "Heard in " + Spans.text(capture.time()) + " on "
                + capture.interfaces().stream().sorted().collect(Collectors.joining(", "));
        if (capture.speakers().isEmpty()) {
            return palette.strong(heading) + "\n  nobody speaks VRRP there\n";
        }
        TextTable table = new TextTable(
                "ON",
                "VRID",
                "FROM",
                "MAC",
                "PRIORITY",
                "VERSION",
                "EVERY",
                "SAYS",
                "TTL",
                "PASSWORD",
                "PACKETS",
                "ADDRESSES");
        capture.speakers().forEach(speaker -> row(table, speaker));
        return palette.strong(heading) + "\n" + table.text(2);
    }

    private static void row(TextTable table, Speaker speaker) {
        table.row(
                speaker.interfaceName(),
                Integer.toString(speaker.vrid()),
                AddressText.of(speaker.source()) + (speaker.ourselves() ? " (this node)" : ""),
                speaker.mac().toString(),
                said(speaker, said -> Integer.toString(said.priority())),
                said(speaker, said -> Integer.toString(said.version())),
                speaker.measured().map(time -> seconds(time.toMillis())).orElse("-"),
                said(speaker, said -> seconds(said.interval().toMillis())),
                Integer.toString(speaker.hopLimit()),
                said(
                        speaker,
                        said -> said.authentication().equals("PASS")
                                ? speaker.password().word()
                                : said.authentication()),
                Integer.toString(speaker.packets()),
                said(
                        speaker,
                        said -> said.addresses().stream().map(AddressText::of).collect(Collectors.joining(" "))));
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
    }

    private static String said(Speaker speaker, java.util.function.Function<Said, String> part) {
        return speaker.last().map(part).orElseGet(() -> speaker.broken().orElse("-"));
    }

    private String summary(Diagnosis diagnosis) {
        int problems = diagnosis.count(Gravity.PROBLEM);
        int warnings = diagnosis.count(Gravity.WARNING);
        int notes = diagnosis.count(Gravity.NOTE);
        int fine = diagnosis.count(Gravity.OK);
        String verdict = problems + warnings == 0
                ? palette.hint("nothing wrong was found")
                : counted(problems, "problem") + ", " + counted(warnings, "warning");
        return verdict + ", " + counted(notes, "note") + "; " + counted(fine, "check") + " found all in order"
                + (all || fine == 0 ? "" : " (--all shows them)");
    }

    private static String counted(int number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }
}
