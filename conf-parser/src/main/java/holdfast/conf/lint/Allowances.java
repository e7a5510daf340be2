package holdfast.conf.lint;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.diagnostic.Sources;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Findings somebody has looked at and does not want to see again: {@code # holdfast: allow HF0453 HF0442} in the file.
 *
 * <p>After a statement it is about that line, on a line of its own about the next one, and above the first statement of a
 * file about the whole file. Errors cannot be allowed.
 */
public final class Allowances {
    private static final String MARK = "holdfast: allow ";

    /** Ids by file and line; line 0 is the whole file. */
    private final Map<String, Map<Integer, Set<String>>> allowed = new HashMap<>();

    private Allowances(Sources sources) {
        sources.files().forEach((file, lines) -> {
            boolean atTop = true;
            for (int i = 0; i < lines.size(); i++) {
                boolean marked = lines.get(i).contains(MARK);
                if (!marked && !atTop) {
                    continue; // most lines
                }
                String line = lines.get(i).strip();
                boolean comment = line.startsWith("#") || line.startsWith("!");
                atTop &= comment || line.isEmpty();
                int mark = line.indexOf(MARK);
                if (mark >= 0 && (line.lastIndexOf('#', mark) >= 0 || line.lastIndexOf('!', mark) >= 0)) {
                    int about = atTop ? 0 : comment ? i + 2 : i + 1;
                    allowed.computeIfAbsent(file, _ -> new HashMap<>())
                            .computeIfAbsent(about, _ -> new HashSet<>())
                            .addAll(List.of(line.substring(mark + MARK.length()).split("[ ,\t]+")));
                }
            }
        });
    }

    /**
     * The findings that are left.
     *
     * @param findings all
     * @param sources the files with their comments
     */
    public static List<Diagnostic> without(List<Diagnostic> findings, Sources sources) {
        var allowances = new Allowances(sources);
        return allowances.allowed.isEmpty()
                ? findings
                : findings.stream()
                        .filter(finding -> finding.severity() == Severity.ERROR || !allowances.allows(finding))
                        .toList();
    }

    private boolean allows(Diagnostic finding) {
        SourceSpan span = finding.span();
        Map<Integer, Set<String>> lines = allowed.getOrDefault(span.file(), Map.of());
        String id = finding.rule().id();
        return lines.getOrDefault(0, Set.of()).contains(id)
                || lines.getOrDefault(span.line(), Set.of()).contains(id);
    }
}
