package holdfast.conf.lint;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code $NAME=value} that no line refers to. */
final class DefinitionLints implements Lint {
    @Override
    public void check(WholeFile file) {
        Map<String, SourceSpan> defined = new LinkedHashMap<>();
        Set<String> used = new HashSet<>();
        for (String name : file.sources().order()) {
            List<String> lines = file.sources().files().getOrDefault(name, List.of());
            for (int i = 0; i < lines.size(); i++) {
                line(lines.get(i), name, i + 1, defined, used);
            }
        }
        defined.forEach((name, span) -> {
            if (!used.contains(name) && !name.startsWith("_")) {
                file.report(
                        Rule.NEVER_USED, span, "'$" + name + "' is never used", "remove it, or write ${" + name + "}");
            }
        });
    }

    private static void line(String line, String file, int number, Map<String, SourceSpan> defined, Set<String> used) {
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
            if (definition) {
                defined.putIfAbsent(name, new SourceSpan(file, number, dollar + 1, end - dollar));
            } else {
                used.add(name);
            }
            dollar = line.indexOf('$', end);
        }
    }

    private static boolean isNamePart(char c) {
        return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }
}
