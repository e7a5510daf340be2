package holdfast.agent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.control.JsonTree;
import holdfast.conf.diagnostic.DiagnosticRenderer;
import holdfast.conf.format.Formatted;
import holdfast.conf.format.Formatter;
import holdfast.conf.format.Indentation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast fmt FILE...}: re-indents configuration files without touching their meaning. */
@Command(
        name = "fmt",
        description = {
            "Re-indents configuration files; words, comments and line ends stay.",
            "",
            "  holdfast fmt --diff keepalived.conf",
            "  holdfast fmt --write keepalived.conf",
            "  holdfast fmt --check --json keepalived.conf",
            ""
        },
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done; with --check: nothing to change",
            "1:with --check: a file would change",
            "2:wrong command line",
            "4:a file cannot be read or written, or its braces or quotes are broken; it was left alone"
        })
public final class FmtCommand implements Callable<Integer> {
    private static final String STDIN = "-";

    private final InputStream in;
    private final OutputStream out;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files to format, each on its own; - is standard input.")
    private final List<String> files = new ArrayList<>();

    @Option(
            names = {"-w", "--write"},
            description = "Change the files in place (default: print to standard output).")
    private boolean write;

    @Option(names = "--check", description = "Name the files that would change, and do nothing.")
    private boolean check;

    @Option(names = "--diff", description = "Print what would change, and do nothing.")
    private boolean diff;

    @Option(names = "--indent", paramLabel = "N|tab", description = "Blanks for each block, or a tab (default: 4).")
    private String indent = "4";

    @Option(
            names = "--json",
            description = "With --check or --write, for programs: docs/command-line.md explains the members.")
    private boolean json;

    /** What became of each file, for {@code --json}. */
    private final ArrayNode report = JsonNodeFactory.instance.arrayNode();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private HelpOption help;

    /**
     * A command; picocli fills in its fields.
     *
     * @param in read for {@code -}
     * @param out takes the formatted text, byte for byte
     */
    public FmtCommand(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        if (write && (check || diff)) {
            throw new ParameterException(spec.commandLine(), "--write changes the files, --check and --diff do not");
        }
        if (write && files.contains(STDIN)) {
            throw new ParameterException(spec.commandLine(), "standard input cannot be written to");
        }
        if (json && (diff || !(check || write))) {
            throw new ParameterException(spec.commandLine(), "--json goes with --check or with --write");
        }
        Formatter formatter = new Formatter(indentation());
        int status = 0;
        for (String file : files) {
            status = Math.max(status, format(formatter, file));
        }
        if (json) {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            document.set("files", report);
            print(JsonTree.pretty(document).getBytes(StandardCharsets.UTF_8));
        }
        return status;
    }

    private Indentation indentation() {
        if (indent.equals("tab")) {
            return Indentation.TAB;
        }
        try {
            return Indentation.blanks(Integer.parseInt(indent));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--indent takes a number of blanks from 0 to 16, or 'tab', not '" + indent + "'");
        }
    }

    private int format(Formatter formatter, String file) {
        PrintWriter err = spec.commandLine().getErr();
        try {
            byte[] before = file.equals(STDIN) ? in.readAllBytes() : Files.readAllBytes(Path.of(file));
            return switch (formatter.format(file, before)) {
                case Formatted.Text(byte[] after) -> deliver(file, before, after);
                case Formatted.LeftAlone(var problems, var sources) -> {
                    err.print(new DiagnosticRenderer(sources).renderAll(problems));
                    err.println("holdfast fmt: " + file + " was left alone: nobody can tell how deep its lines belong");
                    err.flush();
                    report.addObject().put("file", file).put("error", "its braces or quotes are broken");
                    yield ExitStatus.CANNOT_RUN.code();
                }
            };
        } catch (IOException | InvalidPathException e) {
            err.println("holdfast fmt: " + file + ": " + reason(e));
            err.flush();
            report.addObject().put("file", file).put("error", reason(e));
            return ExitStatus.CANNOT_RUN.code();
        }
    }

    private int deliver(String file, byte[] before, byte[] after) throws IOException {
        boolean changed = !Arrays.equals(before, after);
        if (json) {
            report.addObject()
                    .put("file", file)
                    .put("changed", changed)
                    .put("lines", LineDifferences.count(latin(before), latin(after)));
        }
        if (write) {
            if (changed) {
                FileReplacement.replace(Path.of(file), after);
            }
            return ExitStatus.OK.code();
        }
        if (diff) {
            print(LineDifferences.unified(file, latin(before), latin(after)).getBytes(StandardCharsets.ISO_8859_1));
        } else if (check) {
            print(changed && !json ? (file + "\n").getBytes(StandardCharsets.UTF_8) : new byte[0]);
        } else {
            print(after);
        }
        return check && changed ? ExitStatus.FOUND.code() : ExitStatus.OK.code();
    }

    /** Bytes as characters of the same numbers, so that they come out as they went in. */
    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void print(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    private static String reason(Exception e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }
}
