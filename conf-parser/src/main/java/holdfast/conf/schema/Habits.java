package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.syntax.Statement;
import holdfast.conf.syntax.Word;
import java.util.List;
import java.util.Optional;

/** Habits from other languages: {@code ;} at the end, {@code =} or {@code :} after a keyword, comments in their style. */
final class Habits {
    /** What begins a comment elsewhere. */
    private static final List<String> COMMENTS = List.of("//", "/*", "--", ";");

    private Habits() {}

    /**
     * What to say about a statement whose first word is known once a habit is taken off it, or is nothing but habit.
     *
     * @param statement a statement whose first word is no keyword of the block
     * @param block the table of the block
     * @param where the block, for messages
     */
    static Optional<Diagnostic> find(Statement statement, Block<?> block, String where) {
        Word word = statement.keyword();
        String text = word.text();
        Optional<String> keyword = keyword(text, block);
        if (keyword.isPresent()) {
            char sign = text.charAt(keyword.get().length());
            String value = text.substring(keyword.get().length() + 1);
            String rest = statement.text().text().substring(word.offset() + text.length());
            String line = keyword.get() + (value.isEmpty() ? "" : " " + value) + rest;
            return Optional.of(Diagnostic.of(
                            Rule.UNKNOWN_KEYWORD,
                            word.span(),
                            "unknown keyword '" + text + "' " + where + ": no '" + sign + "' follows a keyword")
                    .withHint("write '" + line + "', without '" + sign + "'"));
        }
        if (!text.isEmpty()
                && text.chars().allMatch(c -> c == ';' || c == ',')
                && statement.words().size() == 1) {
            return Optional.of(
                    Diagnostic.of(Rule.UNKNOWN_KEYWORD, word.span(), "'" + text + "' ends no line and no block here")
                            .withHint("remove the '" + text.charAt(0) + "'"));
        }
        if (commentSign(text).isPresent()) {
            return Optional.of(comment(Rule.UNKNOWN_KEYWORD, commentSign(text).get(), statement, 0));
        }
        return definition(statement);
    }

    /** {@code keyword = value} and {@code keyword : value}: the sign is reported and taken away. */
    static Statement withoutSign(Statement statement, DiagnosticSink sink) {
        if (statement.words().size() < 3) {
            return statement;
        }
        Word sign = statement.words().get(1);
        if (sign.quoted() || !(sign.text().equals("=") || sign.text().equals(":"))) {
            return statement;
        }
        Statement without = statement.without(1);
        sink.report(Diagnostic.of(
                        Rule.EXTRA_WORDS,
                        sign.span(),
                        "no '" + sign.text() + "' stands between '"
                                + statement.keyword().text() + "' and its value")
                .withHint("write '" + without.text().text() + "'"));
        return without;
    }

    /** The keyword before {@code =}, {@code :} or {@code ;} in a word. */
    static Optional<String> keyword(String text, Block<?> block) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=' || c == ':' || c == ';') {
                return Optional.of(text.substring(0, i)).filter(block::knows);
            }
        }
        return Optional.empty();
    }

    /** The sign with which a word begins a comment in another language. */
    static Optional<String> commentSign(String text) {
        return COMMENTS.stream().filter(text::startsWith).findFirst();
    }

    /**
     * A comment in the style of another language.
     *
     * @param rule what it is here
     * @param sign how it begins
     * @param statement the statement it stands in
     * @param from its first word
     */
    static Diagnostic comment(Rule rule, String sign, Statement statement, int from) {
        Word word = statement.words().get(from);
        String text = statement.text().text().substring(word.offset() + sign.length());
        text = text.endsWith("*/") ? text.substring(0, text.length() - 2) : text;
        SourceSpan span = word.span().through(statement.words().getLast().span());
        return Diagnostic.of(rule, span, "'" + sign + "' begins no comment; '#' and '!' do")
                .withHint("write '# " + text.strip() + "'");
    }

    /** {@code NAME=value} without {@code $}, or with a name that is none. */
    private static Optional<Diagnostic> definition(Statement statement) {
        Word word = statement.keyword();
        String text = word.text();
        int equals = text.indexOf('=');
        if (equals < 1 || word.quoted()) {
            return Optional.empty();
        }
        String name = text.substring(0, equals);
        if (name.startsWith("$")) {
            return Optional.of(Diagnostic.of(
                            Rule.DEFINITION_FORM,
                            word.span(),
                            "'" + name.substring(1) + "' cannot be the name of a definition")
                    .withHint("a name has letters, digits and '_', and begins with no digit"));
        }
        boolean capitals = name.chars().allMatch(c -> c == '_' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
        return capitals
                ? Optional.of(Diagnostic.of(
                                Rule.DEFINITION_FORM,
                                word.span(),
                                "a definition begins with '$': '" + name + "' is none")
                        .withHint("write '$" + statement.text().text() + "'"))
                : Optional.empty();
    }
}
