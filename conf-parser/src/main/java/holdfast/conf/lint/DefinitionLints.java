package holdfast.conf.lint;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.schema.Suggestions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code $NAME=value} that no line refers to; when a line refers to nearly the same name, that name is the mistake. */
final class DefinitionLints implements Lint {
    @Override
    public void check(WholeFile file) {
        Map<String, SourceSpan> defined = new LinkedHashMap<>();
        Map<String, SourceSpan> used = new LinkedHashMap<>();
        for (String name : file.sources().order()) {
            List<String> lines = file.sources().files().getOrDefault(name, List.of());
            for (int i = 0; i < lines.size(); i++) {
                line(lines.get(i), name, i + 1, defined, used);
            }
        }
        Map<String, SourceSpan> unused = new LinkedHashMap<>(defined);
        unused.keySet().removeIf(name -> used.containsKey(name) || name.startsWith("_"));
        if (!unused.isEmpty()) {
            misspelt(file, used, defined.keySet(), unused);
        }
        unused.forEach((name, span) -> file.report(
                Rule.NEVER_USED, span, "'$" + name + "' is never used", "remove it, or write ${" + name + "}"));
    }

    /** Takes from the unused names those that a line means and misspells; the line is reported unless it was. */
    private static void misspelt(
            WholeFile file, Map<String, SourceSpan> used, Set<String> defined, Map<String, SourceSpan> unused) {
        Set<String> reported = file.sink().inOrder(List.of()).stream()
                .map(found -> line(found.span()))
                .collect(Collectors.toSet());
        used.forEach((name, span) -> {
            Optional<String> near =
                    defined.contains(name) ? Optional.empty() : Suggestions.nearest(name, unused.keySet());
            near.ifPresent(meant -> {
                SourceSpan definition = unused.remove(meant);
                if (!reported.contains(line(span))) {
                    file.sink()
                            .report(Diagnostic.of(
                                            Rule.UNDEFINED_REFERENCE, span, "'$" + name + "' is not defined anywhere")
                                    .withHint("did you mean '$" + meant + "'?")
                                    .withRelated(definition, "'$" + meant + "' is defined here and never used"));
                }
            });
        });
    }

    private static String line(SourceSpan span) {
        return span.file() + ":" + span.line();
    }

    private static void line(
            String line, String file, int number, Map<String, SourceSpan> defined, Map<String, SourceSpan> used) {
        int dollar = line.indexOf('$');
        while (dollar >= 0) {
            int start = line.startsWith("${", dollar) ? dollar + 2 : dollar + 1;
            int end = start;
            while (end < line.length() && isNamePart(line.charAt(end))) {
                end++;
            }
            String name = line.substring(start, end);
            boolean definition =
                    start == dollar + 1 && line.substring(0, dollar).isBlank() && line.startsWith("=", end);
            (definition ? defined : used).putIfAbsent(name, new SourceSpan(file, number, dollar + 1, end - dollar));
            dollar = line.indexOf('$', end);
        }
    }

    private static boolean isNamePart(char c) {
        return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }
}
