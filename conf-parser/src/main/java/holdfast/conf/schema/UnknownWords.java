package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.syntax.Statement;
import holdfast.conf.syntax.Word;
import java.util.List;
import java.util.Optional;

/** What to say about a word that a block does not know. */
final class UnknownWords {
    private final DiagnosticSink sink;

    UnknownWords(DiagnosticSink sink) {
        this.sink = sink;
    }

    /** Reports a statement whose first word is not in the table of the block it stands in. */
    void report(Statement statement, Block<?> block, Draft owner) {
        Word word = statement.keyword();
        String where = block == RootTable.ROOT ? "outside all blocks" : "in " + owner.label();
        int equals = word.text().indexOf('=');
        if (equals > 0 && block.knows(word.text().substring(0, equals))) {
            sink.report(unknown(word, where)
                    .withHint("write '" + word.text().replace('=', ' ').strip() + "', without '='"));
            return;
        }
        List<String> homes = Keywords.blocksOf(word.text());
        boolean rootBlock = homes.contains("root");
        if (!homes.isEmpty()) {
            misplaced(word, where, homes, block, statement, rootBlock);
            return;
        }
        Optional<String> glued = gluedKeyword(word.text(), block);
        Optional<String> near = Suggestions.nearest(
                word.text(),
                block.entries().stream()
                        .filter(entry -> block.knows(entry.word()))
                        .map(Entry::word)
                        .toList());
        if (near.isPresent()) {
            sink.report(unknown(word, where).withHint("did you mean '" + near.get() + "'?"));
        } else if (glued.isPresent()) {
            sink.report(unknown(word, where)
                    .withHint("write '" + glued.get() + " "
                            + word.text().substring(glued.get().length()) + "'"));
        } else {
            Diagnostic diagnostic = unknown(word, where);
            sink.report(Suggestions.nearest(word.text(), Keywords.all())
                    .map(found -> diagnostic.withHint(
                            "did you mean '" + found + "' (" + place(Keywords.blocksOf(found)) + ")?"))
                    .orElse(diagnostic));
        }
    }

    private void misplaced(
            Word word, String where, List<String> homes, Block<?> block, Statement statement, boolean rootBlock) {
        Diagnostic diagnostic = Diagnostic.of(
                        Rule.MISPLACED_KEYWORD, word.span(), "'" + word.text() + "' is not known " + where)
                .withHint("it belongs " + place(homes));
        boolean blockInsideBlock = rootBlock && statement.block().isPresent() && block != RootTable.ROOT;
        sink.report(blockInsideBlock ? diagnostic.as(Severity.ERROR) : diagnostic);
    }

    private static Diagnostic unknown(Word word, String where) {
        return Diagnostic.of(Rule.UNKNOWN_KEYWORD, word.span(), "unknown keyword '" + word.text() + "' " + where);
    }

    private static String place(List<String> homes) {
        List<String> shown = homes.size() > 3 ? homes.subList(0, 3) : homes;
        return shown.equals(List.of("root")) ? "outside all blocks" : "in " + String.join(", ", shown);
    }

    /** A keyword and its value written as one word, such as {@code priority100}. */
    private static Optional<String> gluedKeyword(String word, Block<?> block) {
        return block.entries().stream()
                .map(Entry::word)
                .filter(keyword -> keyword.length() > 3
                        && word.length() > keyword.length()
                        && word.startsWith(keyword)
                        && !Character.isLetter(word.charAt(keyword.length()))
                        && word.charAt(keyword.length()) != '_')
                .findFirst();
    }
}
