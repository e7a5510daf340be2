package holdfast.conf.lint;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.schema.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code @id} lines whose id is misspelt, or meant for other nodes only. Read from the lines themselves, since a
 * condition that does not hold leaves nothing behind.
 */
final class ConditionLints implements Lint {
    @Override
    public void check(WholeFile file) {
        Map<String, List<SourceSpan>> uses = uses(file);
        if (uses.isEmpty()) {
            return;
        }
        String own = file.environment().configId();
        boolean misspelt = false;
        for (Map.Entry<String, List<SourceSpan>> use : uses.entrySet()) {
            misspelt |= use.getValue().size() == 1
                    && misspelt(use.getKey(), use.getValue().getFirst(), uses, own, file);
        }
        if (!uses.containsKey(own) && !misspelt) {
            file.report(
                    Rule.CONDITION_NEVER_HOLDS,
                    uses.values().iterator().next().getFirst(),
                    "no condition of this file names '" + own + "', the id of this node",
                    "give the id with -i, one of " + String.join(", ", uses.keySet()));
        }
    }

    /** An id used once that is nearly another one. */
    private static boolean misspelt(
            String id, SourceSpan span, Map<String, List<SourceSpan>> uses, String own, WholeFile file) {
        List<String> others = new ArrayList<>();
        uses.forEach((other, places) -> {
            if (!other.equals(id) && places.size() > 1) {
                others.add(other);
            }
        });
        if (!others.contains(own) && !own.equals(id)) {
            others.add(own);
        }
        Optional<String> near = Suggestions.nearest(id, others).filter(other -> !numberedAlike(id, other));
        near.ifPresent(other -> file.sink()
                .report(Diagnostic.of(Rule.CONDITION_MISSPELT, span, "the id '" + id + "' is used nowhere else")
                        .withHint("did you mean '" + other + "'?")));
        return near.isPresent();
    }

    /** Nodes are often numbered: lb1 and lb2 are two names, not one misspelt. */
    static boolean numberedAlike(String a, String b) {
        return a.replaceAll("[0-9]", "").equals(b.replaceAll("[0-9]", ""))
                || a.length() == 1
                || b.length() == 1
                || (a.length() == b.length() && a.regionMatches(0, b, 0, a.length() - 1));
    }

    private static Map<String, List<SourceSpan>> uses(WholeFile file) {
        Map<String, List<SourceSpan>> uses = new LinkedHashMap<>();
        for (String name : file.sources().order()) {
            List<String> lines = file.sources().files().getOrDefault(name, List.of());
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                int at = 0;
                while (at < line.length() && line.charAt(at) <= ' ') {
                    at++;
                }
                if (at < line.length() && line.charAt(at) == '@') {
                    use(uses, line, at, name, i + 1);
                }
            }
        }
        return uses;
    }

    private static void use(Map<String, List<SourceSpan>> uses, String line, int at, String file, int number) {
        int start = line.startsWith("@^", at) ? at + 2 : at + 1;
        int end = start;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        String id = line.substring(start, end);
        if (!id.isEmpty() && id.indexOf('$') < 0) {
            uses.computeIfAbsent(id, _ -> new ArrayList<>()).add(new SourceSpan(file, number, at + 1, end - at));
        }
    }
}
