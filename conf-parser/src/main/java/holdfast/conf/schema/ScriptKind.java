package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.ScriptUser;
import holdfast.conf.syntax.ScriptWords;
import holdfast.conf.syntax.Word;
import java.util.List;
import java.util.Optional;

/** Script arguments: a command, quoted as a whole if it has arguments, and perhaps the account to run it as. */
final class ScriptKind {
    private ScriptKind() {}

    /**
     * A command and what may stand after it.
     *
     * @param syntax for the reference
     * @param wordsOutsideQuotes the command and what may stand after it, in words
     * @param reader reads the value
     */
    private record Command(String syntax, int wordsOutsideQuotes, Argument<ScriptCommand> reader)
            implements Argument<ScriptCommand> {
        @Override
        public Optional<ScriptCommand> read(Arguments in) {
            return reader.read(in);
        }
    }

    /** {@code COMMAND [USER [GROUP]]}: notify and FIFO scripts. */
    static Argument<ScriptCommand> withUser() {
        return new Command(
                "COMMAND [USER [GROUP]]",
                3,
                in -> command(in).map(command -> {
                    List<Word> rest = command.rest();
                    Optional<String> group =
                            rest.size() > 1 ? Optional.of(rest.get(1).text()) : Optional.empty();
                    Optional<ScriptUser> user = rest.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new ScriptUser(rest.getFirst().text(), group));
                    if (rest.size() > 2) {
                        extra(
                                in,
                                rest,
                                2,
                                "after user and group; put the command in double quotes if these are its arguments");
                    }
                    return new ScriptCommand(command.argv(), user);
                }));
    }

    /** {@code COMMAND}: the {@code script} of a {@code vrrp_script}, whose user is a keyword of its own. */
    static Argument<ScriptCommand> plain() {
        Argument<ScriptCommand> program =
                program().map(command -> new ScriptCommand(existenceTest(command.argv()), Optional.empty()));
        return new Command(program.syntax(), 1, program);
    }

    /** {@code COMMAND}: a program and its arguments, whose user is a keyword of its own. */
    static Argument<ScriptCommand> program() {
        return new Command(
                "COMMAND",
                1,
                in -> command(in).map(command -> {
                    if (!command.rest().isEmpty()) {
                        extra(in, command.rest(), 0, "put the command and its arguments in double quotes");
                    }
                    return new ScriptCommand(command.argv(), Optional.empty());
                }));
    }

    /** One text with the quotes and escapes of script words, such as a regular expression. */
    static Argument<String> oneText(String name) {
        return Argument.of(name, in -> {
            in.takeAll();
            return ScriptWords.text(in.statement())
                    .or(() -> in.required("a text").map(Word::text));
        });
    }

    /** {@code script "<FILE"} asks whether a file can be read; as a command that is test(1). */
    private static List<String> existenceTest(List<String> argv) {
        String program = argv.getFirst();
        return argv.size() == 1 && program.length() > 1 && program.charAt(0) == '<'
                ? List.of("/usr/bin/test", "-r", program.substring(1))
                : argv;
    }

    private static Optional<ScriptWords.Command> command(Arguments in) {
        Optional<ScriptWords.Command> command = ScriptWords.of(in.statement());
        boolean reported =
                in.statement().text().text().chars().filter(c -> c == '"').count() % 2 != 0;
        if (command.isPresent() && command.get().unclosed().isPresent() && !reported) {
            in.sink()
                    .report(Diagnostic.of(
                                    Rule.QUOTE_UNCLOSED,
                                    command.get().span(),
                                    "the quote " + command.get().unclosed().get() + " is not closed")
                            .withHint("braces, '#' and '!' inside single quotes end the text; use double quotes"));
        }
        if (command.isEmpty() || command.get().argv().isEmpty()) {
            in.takeAll();
            in.required("a command");
            return Optional.empty();
        }
        reportSemicolon(in, command.get());
        List<Word> rest = command.get().rest();
        for (int i = 0; i < rest.size(); i++) {
            if (in.beginsStatement(rest.get(i))) {
                in.takeUntil(rest.get(i));
                return Optional.of(command.get().withRest(rest.subList(0, i)));
            }
        }
        in.takeAll();
        return command;
    }

    /** No shell reads the command: a semicolon behind it is part of its last argument. */
    private static void reportSemicolon(Arguments in, ScriptWords.Command command) {
        if (command.argv().getLast().endsWith(";")
                && !in.statement().text().text().contains(";\"")) {
            in.sink()
                    .report(Diagnostic.of(
                                    Rule.EXTRA_WORDS,
                                    command.span(),
                                    "the ';' becomes part of the command: no shell reads it")
                            .withHint("remove the ';'"));
        }
    }

    private static void extra(Arguments in, List<Word> rest, int from, String hint) {
        Word first = rest.get(from);
        in.problem(
                Rule.EXTRA_WORDS,
                first.text(),
                first.span().through(rest.getLast().span()),
                "'" + first.text() + "' is not part of the command and is ignored",
                hint);
    }
}
