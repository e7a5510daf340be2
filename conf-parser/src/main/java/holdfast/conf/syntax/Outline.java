package holdfast.conf.syntax;

import holdfast.conf.ParseEnvironment;
import holdfast.conf.SourceLoader;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.diagnostic.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the lines of one file stand in its braces, as seen by a node with one configuration id. Definitions are expanded and
 * conditions decided; included files are not looked at.
 *
 * @param lines one for each line of the file
 * @param problems why the braces or quotes of the file cannot be trusted; empty when they can
 * @param sources the text of the file
 */
public record Outline(List<Line> lines, List<Diagnostic> problems, Sources sources) {
    /** Copies the lists. */
    public Outline {
        lines = List.copyOf(lines);
        problems = List.copyOf(problems);
    }

    /**
     * Where a line stands.
     *
     * @param depth blocks that are open before it
     * @param ends how many of them it closes before it says anything else
     * @param present whether anything of it is left for this node: false for blanks, comments, definitions, and conditions
     *     that do not hold
     * @param openings columns (from 1) of the opening braces written in the line itself
     */
    public record Line(int depth, int ends, boolean present, List<Integer> openings) {
        /** Copies the list. */
        public Line {
            openings = List.copyOf(openings);
        }
    }

    /** The file and nothing else. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Alone(byte[] bytes) implements SourceLoader {
        @Override
        public List<String> glob(String directory, String pattern) {
            return List.of();
        }

        @Override
        public ReadOutcome read(String path) {
            return new Content(bytes);
        }
    }

    /**
     * The outline of a file.
     *
     * @param file its name, for problems
     * @param bytes what is in it
     * @param configId what {@code @id} is compared with
     * @param grammar which words belong where
     */
    public static Outline of(String file, byte[] bytes, String configId, Grammar grammar) {
        var sink = new DiagnosticSink();
        var environment = new ParseEnvironment(configId, configId, Map.of(), 0);
        Preprocessor.Result result =
                Preprocessor.run(new Alone(bytes), file, environment, grammar, LineRules.AS_MEANT, sink);
        List<Token> tokens = Lexer.tokens(result.lines(), sink);
        new TreeBuilder(tokens, grammar, result.commentedBraces(), sink).build();
        List<String> text = result.sources().files().getOrDefault(file, List.of());
        List<Diagnostic> problems = sink.inOrder(result.sources().order()).stream()
                .filter(found -> found.severity() == Severity.ERROR && found.rule() != Rule.INCLUDE_MISSING)
                .toList();
        return new Outline(lines(tokens, text), problems, result.sources());
    }

    private static List<Line> lines(List<Token> tokens, List<String> text) {
        List<Line> lines = new ArrayList<>();
        int depth = 0;
        int next = 0;
        for (int number = 1; number <= text.size(); number++) {
            int before = depth;
            int first = next;
            int ends = 0;
            List<Integer> openings = new ArrayList<>();
            while (next < tokens.size() && tokens.get(next).span().line() <= number) {
                switch (tokens.get(next)) {
                    case Token.Text _ -> {}
                    case Token.Open open -> {
                        depth++;
                        if (isWritten(open, text.get(number - 1))) {
                            openings.add(open.span().column());
                        }
                    }
                    case Token.Close _ -> {
                        depth--;
                        ends += ends == next - first ? 1 : 0;
                    }
                }
                next++;
            }
            lines.add(new Line(before, ends, next > first, openings));
        }
        return lines;
    }

    /** Whether a brace stands in the line itself, and not in a definition that the line refers to. */
    private static boolean isWritten(Token.Open open, String line) {
        int index = open.span().column() - 1;
        return open.span().length() == 1 && index < line.length() && line.charAt(index) == '{';
    }
}
