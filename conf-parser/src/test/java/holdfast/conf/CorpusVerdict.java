package holdfast.conf;

import com.fasterxml.jackson.databind.JsonNode;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.schema.Keywords;
import holdfast.conf.syntax.Statement;
import holdfast.conf.syntax.SyntaxTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares our findings about one file with keepalived's messages, as far as they are about blocks that are read.
 */
final class CorpusVerdict {
    /** Blocks that are not read yet, at root level and in instances. */
    private static final Set<String> NOT_READ = Set.of("track_bfd", "notification_email");

    private static final Pattern CASCADE = Pattern.compile("Unknown keyword.*|Unexpected '\\{'.*|Extra '}' found"
            + "|There are \\d+ missing.*|Missing '\\{' at beginning.*");

    private static final Pattern SCRIPT_NOT_FOUND = Pattern.compile("track script (\\S+) not found");

    private static final Set<Rule> STRUCTURE =
            EnumSet.of(Rule.BRACE_MISSING_END, Rule.BRACE_EXTRA_END, Rule.BRACE_MISSING_BEGIN);

    private final ParseResult result;
    private final List<JsonNode> theirs = new ArrayList<>();
    private final Set<Integer> unread = new HashSet<>();
    private final Set<Integer> covered = new TreeSet<>();
    private final List<String> lines;
    private boolean structure;
    private boolean scriptsLost;

    CorpusVerdict(Path file, ParseResult result, JsonNode verdict) throws java.io.IOException {
        this.result = result;
        String path = "/corpus/" + file.getFileName();
        SyntaxTree tree = SyntaxTree.read(
                MapLoader.of(path, Files.readAllBytes(file)),
                path,
                ParseEnvironment.ofHost("lb1"),
                new Keywords(),
                new DiagnosticSink());
        for (Diagnostic diagnostic : result.diagnostics()) {
            covered.add(diagnostic.span().line());
            diagnostic.related().ifPresent(related -> covered.add(related.span().line()));
            structure |= STRUCTURE.contains(diagnostic.rule());
        }
        markUnread(tree.statements());
        markBlocks(tree.statements());
        lines = result.sources().files().getOrDefault(path, List.of());
        verdict.get("messages")
                .forEach(message -> scriptsLost |= message.path("env").asText().equals("user"));
        verdict.get("messages").forEach(message -> {
            if (isAboutWhatWeRead(message)) {
                theirs.add(message);
            }
        });
    }

    private void markUnread(List<Statement> statements) {
        for (int i = 0; i < statements.size(); i++) {
            int next = i + 1 < statements.size() ? statements.get(i + 1).span().line() : Integer.MAX_VALUE;
            if (NOT_READ.contains(statements.get(i).keyword().text())) {
                int last = Math.min(
                        next - 1,
                        result.sources().files().values().stream()
                                .mapToInt(List::size)
                                .max()
                                .orElse(0));
                for (int line = statements.get(i).span().line(); line <= last; line++) {
                    unread.add(line);
                }
            }
        }
    }

    private void markBlocks(List<Statement> statements) {
        for (Statement statement : statements) {
            int line = statement.span().line();
            int last = last(statement) + 1;
            if (NOT_READ.contains(statement.keyword().text())) {
                for (int i = line; i <= last; i++) {
                    unread.add(i);
                }
            } else if (covered.contains(line) && isUnknown(line)) {
                structure |= statement.block().isPresent(); // its '}' closes the block around it for keepalived
                for (int i = line; i <= last; i++) {
                    covered.add(i); // one message of ours for a whole unknown block
                }
            }
            statement.block().ifPresent(block -> markBlocks(block.statements()));
        }
    }

    private boolean isUnknown(int line) {
        return result.diagnostics().stream()
                .anyMatch(diagnostic -> diagnostic.span().line() == line
                        && (diagnostic.rule() == Rule.UNKNOWN_KEYWORD
                                || diagnostic.rule() == Rule.MISPLACED_KEYWORD
                                || diagnostic.rule() == Rule.DUPLICATE_NAME));
    }

    private static int last(Statement statement) {
        return statement
                .block()
                .map(block -> block.statements().stream()
                        .mapToInt(CorpusVerdict::last)
                        .max()
                        .orElse(block.open().line()))
                .orElse(statement.span().line());
    }

    private boolean isAboutWhatWeRead(JsonNode message) {
        if (message.has("env") || message.has("file")) {
            return false;
        }
        Matcher script = SCRIPT_NOT_FOUND.matcher(message.get("text").asText());
        if (scriptsLost
                && script.find()
                && result.configuration().vrrpScript(script.group(1)).isPresent()) {
            return false; // keepalived dropped it for want of its user, which the corpus machine did not have
        }
        return message.get("line").isNull()
                || !unread.contains(message.get("line").asInt());
    }

    /** Whether both say there is a mistake, or both that there is none. */
    boolean agrees() {
        return theirs.isEmpty() != ours();
    }

    private boolean ours() {
        return result.diagnostics().stream()
                .anyMatch(diagnostic -> diagnostic.severity() != Severity.NOTE
                        && diagnostic.rule().isMistake()
                        && !unread.contains(diagnostic.span().line()));
    }

    /** Messages of keepalived's with a line on which we say nothing. */
    List<String> missed() {
        return theirs.stream()
                .filter(message -> !message.get("line").isNull())
                .filter(message -> !covered.contains(message.get("line").asInt()))
                .filter(message -> !coveredAtEndOfBlock(message.get("line").asInt()))
                .filter(message -> !structure
                        || !CASCADE.matcher(message.get("text").asText()).matches())
                .map(message -> message.get("line") + " " + message.get("text").asText())
                .distinct()
                .toList();
    }

    /** keepalived names the closing brace where it checks a block as a whole; we name the line that is wrong. */
    private boolean coveredAtEndOfBlock(int line) {
        if (line > lines.size() || !lines.get(line - 1).strip().equals("}")) {
            return false;
        }
        for (int i = line - 1; i > 0; i--) {
            if (covered.contains(i)) {
                return true;
            }
            if (!lines.get(i - 1).isEmpty()
                    && Character.isLetter(lines.get(i - 1).charAt(0))
                    && lines.get(i - 1).indexOf('{') >= 0) { // the block begins here
                return false;
            }
        }
        return false;
    }

    /** Number of keepalived's lines compared. */
    int lines() {
        return (int) theirs.stream()
                .filter(message -> !message.get("line").isNull())
                .map(message -> message.get("line").asInt())
                .distinct()
                .count();
    }

    @Override
    public String toString() {
        return "keepalived: " + theirs + "\n  ours: "
                + result.diagnostics().stream()
                        .filter(diagnostic -> diagnostic.severity() != Severity.NOTE)
                        .map(diagnostic -> diagnostic.span().line() + " " + diagnostic.summary())
                        .toList();
    }
}
