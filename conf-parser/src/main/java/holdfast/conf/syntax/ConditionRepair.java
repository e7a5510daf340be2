package holdfast.conf.syntax;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds conditions that take away one brace of a pair. {@code @id} is about one line; whoever writes it before the first
 * line of a block only means the block.
 */
final class ConditionRepair {
    private ConditionRepair() {}

    /**
     * A line with a brace that a condition took away.
     *
     * @param index how many lines stood before it, of those that stayed
     * @param condition such as {@code @lb2}
     * @param text the line without the condition
     * @param change opening minus closing braces in it
     */
    record Dropped(int index, String condition, MappedText text, int change) {}

    /** The lines as they were meant: when the braces do not add up, and such a line is the reason. */
    static List<MappedText> repair(List<MappedText> lines, List<Dropped> dropped, DiagnosticSink sink) {
        List<Dropped> halves = halves(dropped);
        if (halves.isEmpty()) {
            return lines;
        }
        int balance = lines.stream().mapToInt(Lexer::depthChange).sum();
        List<MappedText> repaired = new ArrayList<>(lines);
        for (Dropped half : halves.reversed()) {
            if (half.change > 0 && balance < 0) {
                int change = takeAwayBlock(half, repaired, sink);
                balance += change;
                if (change == 0) {
                    break; // the block does not end: something else is wrong
                }
            } else if (half.change < 0 && balance > 0) {
                repaired.add(half.index, half.text);
                balance += half.change;
                sink.report(Diagnostic.of(
                                Rule.CONDITION_HALF,
                                half.text.span(),
                                "'" + half.condition + "' takes away this '}', but not the block it ends")
                        .withHint("write '}' without '" + half.condition + "'"));
            }
        }
        return repaired;
    }

    /** Those whose other half was not taken away by the same condition. */
    private static List<Dropped> halves(List<Dropped> dropped) {
        Map<String, Deque<Dropped>> open = new HashMap<>();
        List<Dropped> halves = new ArrayList<>();
        Set<Dropped> matched = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Dropped line : dropped) {
            Deque<Dropped> same = open.computeIfAbsent(line.condition, _ -> new ArrayDeque<>());
            if (line.change > 0) {
                same.push(line);
                halves.add(line);
            } else if (line.change < 0 && !same.isEmpty()) {
                matched.add(same.pop());
            } else if (line.change < 0) {
                halves.add(line);
            }
        }
        halves.removeIf(matched::contains);
        return halves;
    }

    /** Returns by how much the balance of braces changes. */
    private static int takeAwayBlock(Dropped half, List<MappedText> lines, DiagnosticSink sink) {
        int depth = half.change;
        int end = half.index;
        while (end < lines.size() && depth > 0) {
            depth += Lexer.depthChange(lines.get(end++));
        }
        if (depth != 0) {
            return 0;
        }
        MappedText last = lines.get(end - 1);
        sink.report(Diagnostic.of(
                        Rule.CONDITION_HALF,
                        half.text.span(),
                        "'" + half.condition + "' takes away this line only, not the block down to '}' on line "
                                + last.line())
                .withHint("put '" + half.condition + "' before each line of the block"));
        lines.subList(half.index, end).clear();
        return half.change;
    }
}
