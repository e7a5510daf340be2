import holdfast.agent.Subcommands;
import holdfast.agent.cli.CommandLineModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes a manual page in mdoc(7) for each subcommand, the list of the daemon's options for holdfast(8), and the completion for bash, from
 * the very model of the command line that the program has.
 *
 * <p>Usage: {@code java -cp 'JARS/*' ManualPages.java VERSION EPOCH-SECONDS PAGES-WRITTEN-BY-HAND OUTPUT}. In the pages written by hand the
 * line {@code @OPTIONS@} stands for the options, {@code @COMMANDS@} for the commands, {@code @DATE@} and {@code @VERSION@} for themselves.
 */
final class ManualPages {
    private final String version;
    private final String date;

    private ManualPages(String version, String date) {
        this.version = version;
        this.date = date;
    }

    public static void main(String[] arguments) throws IOException {
        String date = DateTimeFormatter.ofPattern("MMMM d, yyyy", Locale.ROOT)
                .format(Instant.ofEpochSecond(Long.parseLong(arguments[1])).atOffset(ZoneOffset.UTC));
        ManualPages pages = new ManualPages(arguments[0], date);
        Path byHand = Path.of(arguments[2]);
        Path output = Path.of(arguments[3]);
        Files.createDirectories(output);
        CommandLine model = CommandLineModel.of(Subcommands.byName());
        for (Map.Entry<String, CommandLine> command : model.getSubcommands().entrySet()) {
            Files.writeString(
                    output.resolve("holdfast-" + command.getKey() + ".1"),
                    pages.page(command.getKey(), command.getValue().getCommandSpec()));
        }
        try (var files = Files.list(byHand)) {
            for (Path file : files.toList()) {
                Files.writeString(
                        output.resolve(file.getFileName()), pages.filledIn(Files.readString(file), model));
            }
        }
        // Without the line that says when it was made: the same sources give the same package.
        Files.writeString(
                output.resolve("holdfast.bash"),
                AutoComplete.bash("holdfast", model)
                        .replaceFirst("^#!.*\\R", "")
                        .replaceAll("(?m)^# .*(generated|Date:|picocli [0-9]).*\\R", ""));
    }

    private String filledIn(String page, CommandLine model) {
        StringBuilder options = new StringBuilder();
        options(options, model.getCommandSpec());
        StringBuilder commands = new StringBuilder(".Bl -tag -width Ds\n");
        model.getSubcommands().forEach((name, command) -> commands.append(".It Xr holdfast-" + name + " 1\n")
                .append(text(firstSentence(command.getCommandSpec()))));
        commands.append(".El\n");
        return page.replace("@OPTIONS@\n", options)
                .replace("@COMMANDS@\n", commands)
                .replace("@DATE@", date)
                .replace("@VERSION@", version);
    }

    private String page(String name, CommandSpec spec) {
        StringBuilder page = new StringBuilder();
        page.append(".Dd ").append(date).append("\n.Dt HOLDFAST-").append(name.toUpperCase(Locale.ROOT));
        page.append(" 1\n.Os Holdfast ").append(version).append("\n.Sh NAME\n.Nm holdfast-").append(name);
        String brief = firstSentence(spec);
        page.append("\n.Nd ").append(escaped(brief.substring(0, 1).toLowerCase(Locale.ROOT) + brief.substring(1).replaceAll("\\.$", "")));
        page.append("\n.Sh SYNOPSIS\n");
        synopsis(page, "holdfast " + name, spec);
        page.append(".Sh DESCRIPTION\n");
        prose(page, spec.usageMessage().description());
        operands(page, spec);
        if (!spec.options().isEmpty()) {
            page.append(".Pp\nOptions:\n");
            options(page, spec);
        }
        if (!spec.subcommands().isEmpty()) {
            page.append(".Sh COMMANDS\n");
            spec.subcommands().forEach((word, command) -> nested(page, name + " " + word, command.getCommandSpec()));
        }
        exitStatus(page, spec);
        if (spec.usageMessage().footer().length > 0) {
            page.append(".Sh EXAMPLES\n");
            prose(page, spec.usageMessage().footer());
        }
        return page.append(".Sh SEE ALSO\n.Xr holdfast.conf 5 ,\n.Xr holdfast 8\n").toString();
    }

    private static void nested(StringBuilder page, String words, CommandSpec spec) {
        page.append(".Ss ").append(escaped("holdfast " + words)).append('\n');
        synopsis(page, "holdfast " + words, spec);
        page.append(".Pp\n");
        prose(page, spec.usageMessage().description());
        operands(page, spec);
        options(page, spec);
    }

    private static void synopsis(StringBuilder page, String words, CommandSpec spec) {
        page.append(".Bd -ragged -compact\n.Nm ").append(escaped(words)).append('\n');
        for (OptionSpec option : spec.options()) {
            String flag = mark(option, option.shortestName());
            page.append(option.required() ? flag : flag.replaceFirst("^\\.", ".Op ")).append('\n');
        }
        if (!spec.subcommands().isEmpty()) {
            page.append(".Ar COMMAND\n");
        }
        for (PositionalParamSpec operand : spec.positionalParameters()) {
            page.append(operand.arity().min() > 0 ? ".Ar " : ".Op Ar ")
                    .append(escaped(label(operand)))
                    .append(operand.arity().max() > 1 ? " ...\n" : "\n");
        }
        page.append(".Ed\n");
    }

    /** Such as {@code .Fl -format Ns = Ns Ar FORMAT}; the first dash is the macro's. */
    private static String mark(OptionSpec option, String name) {
        StringBuilder mark = new StringBuilder(".Fl ").append(escaped(name.substring(1)));
        if (option.arity().max() > 0) {
            boolean attached = name.startsWith("--");
            String value = escaped(label(option));
            mark.append(option.arity().min() > 0 ? (attached ? " Ns = Ns Ar " : " Ar ") : " Ns Op = Ns Ar ");
            mark.append(value);
        }
        return mark.toString();
    }

    private static String label(ArgSpec argument) {
        return argument.paramLabel().replaceAll("[\\[\\]]", "").replace("...", "").strip();
    }

    private static void operands(StringBuilder page, CommandSpec spec) {
        List<PositionalParamSpec> described = spec.positionalParameters().stream()
                .filter(operand -> operand.description().length > 0)
                .toList();
        if (described.isEmpty()) {
            return;
        }
        page.append(".Bl -tag -width Ds\n");
        for (PositionalParamSpec operand : described) {
            page.append(".It Ar ").append(escaped(label(operand))).append('\n');
            page.append(text(description(operand)));
        }
        page.append(".El\n");
    }

    private static void options(StringBuilder page, CommandSpec spec) {
        if (spec.options().isEmpty()) {
            return;
        }
        page.append(".Bl -tag -width Ds\n");
        for (OptionSpec option : spec.options()) {
            String names = Arrays.stream(option.names())
                    .map(name -> mark(option, name).substring(1))
                    .collect(Collectors.joining(" , "));
            page.append(".It ").append(names).append('\n').append(text(description(option)));
        }
        page.append(".El\n");
    }

    private static String description(ArgSpec argument) {
        return String.join(" ", argument.description()).strip();
    }

    private static void exitStatus(StringBuilder page, CommandSpec spec) {
        Map<String, String> statuses = spec.usageMessage().exitCodeList();
        if (statuses.isEmpty()) {
            return;
        }
        page.append(".Sh EXIT STATUS\n.Bl -tag -width Ds\n");
        statuses.forEach((status, meaning) -> page.append(".It ").append(status.strip()).append('\n').append(text(meaning)));
        page.append(".El\n");
    }

    private static String firstSentence(CommandSpec spec) {
        String words = Arrays.stream(spec.usageMessage().description())
                .flatMap(String::lines)
                .takeWhile(line -> !line.isBlank())
                .collect(Collectors.joining(" "));
        int end = words.indexOf(". ");
        return end < 0 ? words : words.substring(0, end + 1);
    }

    /** Lines that begin with blanks stay as they are, others flow. */
    private static void prose(StringBuilder page, String[] description) {
        List<String> lines = new ArrayList<>();
        for (String line : description) {
            line.lines().forEach(lines::add);
            if (line.isEmpty()) {
                lines.add("");
            }
        }
        boolean literal = false;
        boolean open = false; // whether a paragraph has begun
        for (String line : lines) {
            String shown = line.replace("%%", "%").replaceAll("@\\|\\S+ (.*?)\\|@", "$1");
            boolean indented = shown.startsWith("  ") && !shown.isBlank();
            if (indented != literal && !(literal && shown.isBlank())) {
                page.append(indented ? ".Bd -literal -offset indent\n" : ".Ed\n");
                literal = indented;
                open = indented || open;
            }
            if (shown.isBlank()) {
                open = literal && open;
            } else if (literal) {
                page.append(escaped(shown.substring(2))).append('\n');
            } else {
                page.append(open || page.toString().endsWith(".Sh DESCRIPTION\n") || page.toString().endsWith(".Pp\n") ? "" : ".Pp\n");
                page.append(text(shown));
                open = true;
            }
        }
        if (literal) {
            page.append(".Ed\n");
        }
    }

    /** Each sentence on a line of its own, as mdoc(7) wants it. */
    private static String text(String words) {
        return words.replace("%%", "%")
                .strip()
                .replaceAll("(?<=[a-z0-9)])\\. +(?=[A-Z])", ".\n")
                .lines()
                .map(line -> escaped(line) + "\n")
                .collect(Collectors.joining());
    }

    /** A dot or a quote at the beginning of a line would be a request, a backslash an escape, a dash a hyphen. */
    private static String escaped(String words) {
        String text = words.replace("\\", "\\e").replace("-", "\\-");
        return text.startsWith(".") || text.startsWith("'") ? "\\&" + text : text;
    }
}
