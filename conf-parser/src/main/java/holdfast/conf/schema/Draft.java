package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A block while it is being read. */
class Draft {
    private final String label;
    private final SourceSpan place;
    private final Map<String, SourceSpan> seen = new HashMap<>(4);
    private Map<String, SourceSpan> nearlySeen = Map.of();
    private Map<String, List<Diagnostic>> misspelt = Map.of();

    /**
     * A draft of a block.
     *
     * @param label how messages call it, such as {@code vrrp_instance VI_1}
     * @param place where it was opened
     */
    Draft(String label, SourceSpan place) {
        this.label = label;
        this.place = place;
    }

    String label() {
        return label;
    }

    SourceSpan place() {
        return place;
    }

    /** Notes that a keyword was given; where it was given before, or null. */
    SourceSpan see(String keyword, SourceSpan where) {
        return seen.putIfAbsent(keyword, where);
    }

    /** Notes that a keyword was meant and misspelt: it is not missing, but if it is given, too, that is not a second time. */
    void nearlySee(String keyword, SourceSpan where) {
        nearlySeen = nearlySeen.isEmpty() ? new HashMap<>() : nearlySeen;
        nearlySeen.putIfAbsent(keyword, where);
    }

    /** Where a keyword was first given, or null; also when its value was no good or the keyword misspelt. */
    SourceSpan whereSeen(String keyword) {
        SourceSpan given = seen.get(keyword);
        return given == null ? nearlySeen.get(keyword) : given;
    }

    /** Keeps a finding about a line that was meant to be this keyword: how bad it is depends on whether the keyword is given, too. */
    void misspelt(String keyword, Diagnostic finding) {
        misspelt = misspelt.isEmpty() ? new HashMap<>() : misspelt;
        misspelt.computeIfAbsent(keyword, _ -> new ArrayList<>()).add(finding);
    }

    /**
     * Reports what was kept about a keyword.
     *
     * @param keyword the keyword
     * @param given whether the block has it in another line; if not, its absence is what is reported
     * @param absence the rule for that
     */
    void reportMisspelt(String keyword, boolean given, Rule absence, DiagnosticSink sink) {
        misspelt.getOrDefault(keyword, List.of())
                .forEach(finding -> sink.report(given ? finding : finding.under(absence)));
    }
}
