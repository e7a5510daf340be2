package holdfast.conf.lint;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.syntax.ScriptWords;
import holdfast.conf.syntax.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Commands written for a shell, which none of them meets, and programs that may not be found. */
final class ScriptLints implements Lint {
    static final Set<String> KEYWORDS = Set.of(
            "script",
            "notify",
            "notify_master",
            "notify_backup",
            "notify_fault",
            "notify_stop",
            "notify_deleted",
            "notify_master_rx_lower_pri",
            "notify_fifo_script",
            "vrrp_notify_fifo_script",
            "lvs_notify_fifo_script",
            "startup_script",
            "shutdown_script",
            "misc_path",
            "quorum_up",
            "quorum_down",
            "notify_up",
            "notify_down");

    private static final Set<String> OPERATORS =
            Set.of("|", "||", "&", "&&", ";", ">", ">>", "<", "2>", "2>&1", "&>", "1>", "1>&2");

    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "ash", "ksh", "zsh");

    @Override
    public void check(WholeFile file) {
        for (String keyword : KEYWORDS) {
            for (Statement statement : file.outline().anywhere(keyword)) {
                ScriptWords.of(statement)
                        .filter(command -> !command.argv().isEmpty())
                        .ifPresent(command -> command(command, file));
            }
        }
    }

    private static void command(ScriptWords.Command command, WholeFile file) {
        String program = command.argv().getFirst();
        if (program.startsWith("<")) {
            return;
        }
        if (!isShellCommand(command.argv())) {
            shellSyntax(command.argv()).ifPresent(word -> shell(word, program, command.span(), file));
        }
        if (program.startsWith("~") || program.startsWith("$")) {
            file.report(
                    Rule.SCRIPT_PATH_EXPANSION,
                    command.span(),
                    "'" + program + "' is taken as it stands: no shell replaces "
                            + (program.startsWith("~") ? "'~'" : "variables"),
                    "write the whole path");
        } else if (!program.startsWith("/")) {
            boolean path = program.indexOf('/') >= 0;
            file.report(
                    Rule.SCRIPT_PATH_RELATIVE,
                    command.span(),
                    "'" + program + "' is not an absolute path: "
                            + (path
                                    ? "it depends on the directory the daemon was started in"
                                    : "it is looked for in the PATH of the daemon"),
                    "write the whole path" + (path ? "" : ", such as '/usr/bin/" + program + "'"));
        }
    }

    private static boolean isShellCommand(List<String> argv) {
        String program = argv.getFirst();
        return SHELLS.contains(program.substring(program.lastIndexOf('/') + 1)) && argv.contains("-c");
    }

    /** The first word that only a shell understands. */
    static Optional<String> shellSyntax(List<String> argv) {
        return argv.stream()
                .filter(word -> OPERATORS.contains(word)
                        || word.startsWith("`")
                        || word.startsWith("$(")
                        || (word.length() > 1 && word.endsWith(";") && !word.endsWith("\\;"))
                        || word.startsWith(">/")
                        || word.startsWith("2>/"))
                .findFirst();
    }

    private static void shell(String word, String program, SourceSpan span, WholeFile file) {
        Diagnostic found = Diagnostic.of(
                        Rule.SHELL_SYNTAX,
                        span,
                        "no shell reads this line: '" + word + "' is passed to '" + program + "' as an argument")
                .withHint("put the commands into a script file, or write \"/bin/sh -c '...'\"");
        boolean redirection = word.indexOf('>') >= 0; // many programs put up with two arguments more
        file.sink().report(redirection ? found.as(Severity.NOTE) : found);
    }
}
