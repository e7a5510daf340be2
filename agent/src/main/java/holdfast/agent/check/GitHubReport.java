package holdfast.agent.check;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.diagnostic.SourceSpan;

/** Findings as workflow commands, which GitHub shows as annotations beside the lines (docs.github.com, "Workflow commands"). */
public final class GitHubReport {
    private GitHubReport() {}

    /** One line for each finding; empty when there is none. */
    public static String of(Report report) {
        StringBuilder text = new StringBuilder();
        for (Diagnostic finding : report.findings()) {
            SourceSpan span = finding.span();
            text.append("::")
                    .append(command(finding.severity()))
                    .append(" file=")
                    .append(property(span.file()));
            if (span.line() > 0) {
                text.append(",line=").append(span.line()).append(",endLine=").append(span.line());
                text.append(",col=").append(span.column());
                text.append(",endColumn=").append(span.column() + span.length());
            }
            text.append(",title=").append(finding.rule().id()).append("::");
            text.append(data(
                    finding.summary() + finding.hint().map(hint -> "; " + hint).orElse("")));
            text.append('\n');
        }
        return text.toString();
    }

    private static String command(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "notice";
        };
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
