package holdfast.conf.diagnostic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects the findings of one parser run. Owned by that run; not for several threads.
 *
 * <p>The number kept is limited: a hostile file cannot fill the memory with messages.
 */
public final class DiagnosticSink {
    private static final int MAX_KEPT = 2_000;

    private final List<Diagnostic> kept = new ArrayList<>();
    private int errors;
    private int reported;
    private final Set<List<Object>> seen = new HashSet<>();

    /** Names that {@code $NAME} can mean, with their first definition: findings about other names suggest the nearest. */
    private final Map<String, SourceSpan> definitions = new LinkedHashMap<>();

    /** Adds a finding; a second one of the same rule, place and text is dropped, as are those beyond the limit, errors having one of their own. */
    public void report(Diagnostic diagnostic) {
        reported++;
        boolean error = diagnostic.severity() == Severity.ERROR;
        boolean room = (error ? errors : kept.size() - errors) < MAX_KEPT;
        if (room && seen.add(List.of(diagnostic.rule(), diagnostic.span(), diagnostic.summary()))) {
            kept.add(diagnostic);
            errors += error ? 1 : 0;
        }
    }

    /** How many findings have been reported so far, those that were dropped counted. */
    public int reported() {
        return reported;
    }

    /** Notes that the file defines {@code $NAME}, for the hints of later findings. */
    public void defined(String name, SourceSpan where) {
        definitions.putIfAbsent(name, where);
    }

    /** The names the file defines, in the order of their first definitions. */
    public Map<String, SourceSpan> definitions() {
        return Collections.unmodifiableMap(definitions);
    }

    /** Whether no more warnings and notes are kept; errors have room of their own. */
    public boolean isFull() {
        return kept.size() - errors >= MAX_KEPT;
    }

    /**
     * Everything reported, sorted by file, line and column.
     *
     * @param fileOrder files in the order in which they were first read
     */
    public List<Diagnostic> inOrder(Iterable<String> fileOrder) {
        Map<String, Integer> rank = new HashMap<>();
        fileOrder.forEach(file -> rank.putIfAbsent(file, rank.size()));
        List<Diagnostic> sorted = new ArrayList<>(kept);
        sorted.sort((a, b) -> compare(a.span(), b.span(), rank));
        return List.copyOf(sorted);
    }

    /** By hand: the combinators of Comparator cost a daemon's start more than everything else in this module. */
    private static int compare(SourceSpan a, SourceSpan b, Map<String, Integer> rank) {
        int byFile = Integer.compare(
                rank.getOrDefault(a.file(), Integer.MAX_VALUE), rank.getOrDefault(b.file(), Integer.MAX_VALUE));
        int byLine = byFile != 0 ? byFile : Integer.compare(a.line(), b.line());
        return byLine != 0 ? byLine : Integer.compare(a.column(), b.column());
    }
}
