package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.syntax.Statement;
import holdfast.conf.syntax.Word;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The words of a statement, taken one after another, and the place to complain about them. */
final class Arguments {
    private final Statement statement;
    private final String blockLabel;
    private final DiagnosticSink sink;
    private boolean missingStops;
    private int next;
    private boolean essential;
    private Optional<Rule> essentialRule = Optional.empty();
    private Block<?> keywords = RootTable.NOTHING;

    /**
     * The words of a statement.
     *
     * @param statement the statement
     * @param first the word to begin with: 1 after a keyword, 0 for a line of values
     * @param blockLabel the block it stands in, for messages
     * @param sink takes complaints
     */
    Arguments(Statement statement, int first, String blockLabel, DiagnosticSink sink) {
        this.statement = statement;
        this.next = first;
        // keepalived stops at a keyword without value, but in most lines only skips an option without value
        this.missingStops = first > 0;
        this.blockLabel = blockLabel;
        this.sink = sink;
    }

    Statement statement() {
        return statement;
    }

    String blockLabel() {
        return blockLabel;
    }

    DiagnosticSink sink() {
        return sink;
    }

    Word keyword() {
        return statement.keyword();
    }

    /** A keyword of this block among the words begins another statement. */
    Arguments endingAt(Block<?> block) {
        keywords = block;
        return this;
    }

    /** Whether a word begins another statement. */
    boolean beginsStatement(Word word) {
        return !word.quoted() && keywords.knows(word.text());
    }

    /** Takes all words before one that was found by other means; all, when it is not among them. */
    void takeUntil(Word word) {
        takeAll();
        for (int i = 1; i < statement.words().size(); i++) {
            if (statement.words().get(i).span().equals(word.span())) {
                next = i;
                return;
            }
        }
    }

    /** From now on every complaint is an error. */
    void escalate() {
        essential = true;
    }

    /** From now on every complaint is an error of this rule. */
    void escalateTo(Rule rule) {
        essential = true;
        essentialRule = Optional.of(rule);
    }

    /** A missing value is an error, although this is a line of values: keepalived stops there. */
    void stopAtMissingValue() {
        missingStops = true;
    }

    /** The next word without taking it. */
    Optional<Word> peek() {
        List<Word> words = statement.words();
        return next < words.size() ? Optional.of(words.get(next)) : Optional.empty();
    }

    /** Takes the next word if there is one. */
    Optional<Word> take() {
        Optional<Word> word = peek();
        next += word.isPresent() ? 1 : 0;
        return word;
    }

    /** Takes the next word if it is this one. */
    boolean take(String text) {
        boolean present = peek().filter(word -> word.text().equals(text)).isPresent();
        next += present ? 1 : 0;
        return present;
    }

    /** Takes all remaining words: they have been used in another way. */
    void takeAll() {
        next = statement.words().size();
    }

    /** Takes the next word; reports that it is missing, and what was expected. */
    Optional<Word> required(String expected) {
        Optional<Word> word = take();
        if (word.isEmpty()) {
            missing(expected);
        }
        return word;
    }

    /** The same, with words that are put together only when they are needed. */
    Optional<Word> required(Supplier<String> expectation) {
        Optional<Word> word = take();
        if (word.isEmpty()) {
            missing(expectation.get());
        }
        return word;
    }

    private void missing(String expected) {
        Word last = statement.words().getLast();
        Diagnostic missing = Diagnostic.of(
                        Rule.VALUE_MISSING, last.span(), "'" + last.text() + "' has no value; it takes " + expected)
                .withHint("expected " + expected);
        sink.report(missingStops || essential ? missing : missing.as(Severity.WARNING));
    }

    /** Complains about a word. */
    void problem(Rule rule, Word word, String summary, String hint) {
        problem(rule, word.text(), word.span(), summary, hint);
    }

    /** Complains about part of a word or several words. */
    void problem(Rule rule, String text, SourceSpan span, String summary, String hint) {
        if (sink.isFull() && !essential && rule.severity() != Severity.ERROR) {
            return; // nobody would see it
        }
        Diagnostic diagnostic = Diagnostic.of(essentialRule.orElse(rule), span, summary);
        Optional<Reference> undefined = Reference.in(text);
        if (undefined.isPresent()) {
            diagnostic =
                    undefined.get().undefined(essentialRule.orElse(Rule.UNDEFINED_REFERENCE), span, sink.definitions());
        } else if (text.endsWith(";")) {
            diagnostic = diagnostic.withHint("remove the ';'");
        } else if (!hint.isEmpty()) {
            diagnostic = diagnostic.withHint(hint);
        }
        sink.report(essential ? diagnostic.as(Severity.ERROR) : diagnostic);
    }

    /**
     * Reports words nobody took.
     *
     * @param block the table of the block the statement stands in
     * @return the statement that begins among these words, run together with this one
     */
    Optional<Statement> finish(Block<?> block) {
        Optional<Word> extra = peek();
        if (extra.isEmpty()) {
            return Optional.empty();
        }
        Word word = extra.get();
        int from = next;
        takeAll();
        if (block.knows(word.text()) && !word.quoted()) {
            return Optional.of(statement.from(from));
        }
        Optional<String> comment = Habits.commentSign(word.text()).filter(_ -> !word.quoted());
        SourceSpan span = word.span().through(statement.words().getLast().span());
        sink.report(
                comment.isPresent()
                        ? Habits.comment(Rule.EXTRA_WORDS, comment.get(), statement, from)
                        : Diagnostic.of(
                                        Rule.EXTRA_WORDS,
                                        span,
                                        "'" + keyword().text() + "' does not take '" + word.text() + "'; it is ignored")
                                .withHint("remove it"));
        return Optional.empty();
    }
}
