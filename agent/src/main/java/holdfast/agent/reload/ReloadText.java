package holdfast.agent.reload;

import java.util.List;

/** Reports for people. */
final class ReloadText {
    private ReloadText() {}

    /** Before a reload. */
    static String plan(ReloadReport report, int more, String against) {
        return switch (report.outcome()) {
            case CHANGED ->
                "A reload with " + report.file() + " would, " + against + ":\n" + steps(report.steps(), more)
                        + interrupts(report, "It would interrupt");
            case UNCHANGED -> "A reload with " + report.file() + " would change nothing, " + against + ".\n";
            case REFUSED -> "A reload with " + report.file() + " would be refused: everything would stay as it is.\n";
            case FAILED -> report.message() + "\n";
        };
    }

    /** After a reload. */
    static String done(ReloadReport report, int more) {
        return switch (report.outcome()) {
            case CHANGED ->
                report.file() + " is in force. What the reload did:\n" + steps(report.steps(), more)
                        + interrupts(report, "It interrupted") + problems(report);
            case UNCHANGED ->
                "Nothing changed: " + report.file() + " says what is in force already.\n" + problems(report);
            case REFUSED -> "";
            case FAILED -> report.message() + "\n";
        };
    }

    private static String steps(List<Step> steps, int more) {
        StringBuilder text = new StringBuilder();
        steps.forEach(step -> text.append("  ").append(step.line()).append('\n'));
        if (more > 0) {
            text.append("  ... and ").append(more).append(" more\n");
        }
        return text.toString();
    }

    private static String interrupts(ReloadReport report, String verb) {
        List<String> whom = report.interrupts();
        if (whom.isEmpty()) {
            return verb + " nothing.\n";
        }
        StringBuilder text = new StringBuilder(verb).append(":\n");
        whom.forEach(one -> text.append("  ").append(one).append('\n'));
        return text.toString();
    }

    private static String problems(ReloadReport report) {
        StringBuilder text = new StringBuilder();
        report.problems().forEach(problem -> text.append("But ").append(problem).append(".\n"));
        return text.toString();
    }
}
