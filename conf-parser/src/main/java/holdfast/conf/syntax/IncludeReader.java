package holdfast.conf.syntax;

import holdfast.conf.SourceLoader;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.diagnostic.Sources;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the main file and, when told by the preprocessor, the files it includes, within bounds. */
final class IncludeReader {
    private final SourceLoader loader;
    private final Grammar grammar;
    private final LineRules rules;
    private final DiagnosticSink sink;
    private final LineConsumer consumer;
    private final Map<String, List<String>> read = new LinkedHashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private Set<Includes.Check> checks = EnumSet.noneOf(Includes.Check.class);
    private int files;

    /** Takes the lines. */
    interface LineConsumer {
        /**
         * The next line.
         *
         * @param line as in the file
         * @param unicode whether characters mean what they look like
         * @return whether reading shall go on
         */
        boolean accept(MappedText line, boolean unicode);

        /**
         * The next line of a file without characters beyond ASCII, in most cases one that needs no change.
         *
         * @param file its file
         * @param number from 1
         * @param line as in the file
         * @return whether it was taken; if not, nothing has been done with it
         */
        boolean takeAsItIs(String file, int number, String line);
    }

    IncludeReader(SourceLoader loader, Grammar grammar, LineRules rules, DiagnosticSink sink, LineConsumer consumer) {
        this.loader = loader;
        this.grammar = grammar;
        this.rules = rules;
        this.sink = sink;
        this.consumer = consumer;
    }

    Sources sources() {
        return new Sources(Map.copyOf(read), List.copyOf(read.keySet()));
    }

    /** The file given with {@code -f}; may be a pattern, then all matches are read as one. */
    void main(String file) {
        List<String> paths = Includes.hasWildcard(file) ? loader.glob("", file) : List.of(file);
        SourceSpan place = SourceSpan.ofFile(file);
        if (paths.isEmpty()) {
            sink.report(Diagnostic.of(Rule.FILE_UNREADABLE, place, "no file matches '" + file + "'"));
        }
        for (String path : paths) {
            file(path, place, true);
        }
    }

    /** {@code include_check WORDS}. */
    void check(MappedText line) {
        String words = line.text().substring("include_check".length());
        checks = Includes.afterIncludeCheck(words, checks);
        Includes.unknownCheck(words)
                .ifPresent(word -> sink.report(Diagnostic.of(
                                Rule.INCLUDE_FORM, line.span(), "'" + word + "' is no check of 'include_check'")
                        .withHint("expected read, match, wildcard_match or brace_match, with '+' or '-' or neither")));
    }

    /** A line of the include family. */
    void include(Includes.Directive directive, MappedText line) {
        SourceSpan place = line.span(directive.patternStart(), line.length());
        Set<Includes.Check> wanted = Includes.checks(directive.word(), checks);
        String pattern = directive.pattern().strip();
        if (pattern.isEmpty()) {
            sink.report(Diagnostic.of(
                            Rule.INCLUDE_FORM, line.span(), "'" + directive.word() + "' without the name of a file")
                    .withHint("write '" + directive.word() + " FILE'"));
            return;
        }
        if (rules.repairs() && pattern.length() > 1 && pattern.startsWith("\"") && pattern.endsWith("\"")) {
            pattern = pattern.substring(1, pattern.length() - 1);
            sink.report(Diagnostic.of(
                            Rule.INCLUDE_MISSING,
                            place,
                            "no quotes round the name of a file: keepalived takes them for part of it")
                    .withHint("write '" + directive.word() + " " + pattern + "'"));
        }
        List<String> alternatives = Includes.alternatives(pattern);
        boolean any = false;
        for (String alternative : alternatives) {
            List<String> paths = loader.glob(Includes.directoryOf(line.file()), alternative);
            any |= !paths.isEmpty();
            boolean failed = paths.isEmpty()
                    && ((wanted.contains(Includes.Check.BRACE_MATCH) && alternatives.size() > 1)
                            || (wanted.contains(Includes.Check.WILDCARD_MATCH) && Includes.hasWildcard(alternative)));
            if (failed) {
                missing(place, alternative, Severity.ERROR);
            }
            for (String path : paths) {
                file(path, place, wanted.contains(Includes.Check.READ));
            }
        }
        if (!any) {
            missing(place, pattern, wanted.contains(Includes.Check.MATCH) ? Severity.ERROR : Severity.WARNING);
        }
    }

    private void missing(SourceSpan place, String pattern, Severity severity) {
        sink.report(Diagnostic.of(Rule.INCLUDE_MISSING, place, "no file matches '" + pattern + "'")
                .as(severity));
    }

    private void file(String path, SourceSpan place, boolean required) {
        if (open.contains(path) || open.size() >= Limits.INCLUDE_DEPTH || files >= Limits.FILES) {
            String what = open.contains(path)
                    ? "'" + path + "' includes itself"
                    : files >= Limits.FILES ? "too many files are included" : "includes are nested too deep";
            sink.report(Diagnostic.of(Rule.INCLUDE_DEPTH, place, what));
            return;
        }
        files++;
        Severity severity = required ? Severity.ERROR : Severity.WARNING;
        switch (loader.read(path)) {
            case SourceLoader.Content content -> {
                if (TextCheck.isBinary(content.bytes())) {
                    unreadable(place, path, "it is not a text file", severity);
                } else {
                    lines(path, content.bytes());
                }
            }
            case SourceLoader.Missing _ -> unreadable(place, path, "there is no such file", severity);
            case SourceLoader.Unreadable unreadable -> unreadable(place, path, unreadable.reason(), severity);
            case SourceLoader.Executable _ ->
                unreadable(place, path, "it is executable, and keepalived reads no executable configuration", severity);
            case SourceLoader.NotRegular _ -> {
                if (open.isEmpty()) {
                    unreadable(place, path, "it is not a regular file", severity);
                }
            }
        }
    }

    private void unreadable(SourceSpan place, String path, String reason, Severity severity) {
        sink.report(Diagnostic.of(Rule.FILE_UNREADABLE, place, "cannot read '" + path + "': " + reason)
                .as(severity));
    }

    private void lines(String path, byte[] bytes) {
        SourceText text = SourceText.decode(path, bytes, sink);
        read.putIfAbsent(path, text.lines());
        Set<Includes.Check> before = checks;
        open.push(path);
        var restorer = new JoinedLines.Restorer(path, text.lines(), grammar, sink);
        boolean more = true;
        for (int number = 0; more && number < text.lines().size(); number++) {
            if (!text.unicode()
                    && consumer.takeAsItIs(path, number + 1, text.lines().get(number))) {
                continue;
            }
            List<MappedText> pieces = rules.repairs()
                    ? restorer.line(number)
                    : List.of(MappedText.ofLine(path, number + 1, text.lines().get(number)));
            for (int i = 0; more && i < pieces.size(); i++) {
                more = consumer.accept(pieces.get(i), text.unicode());
            }
        }
        open.pop();
        checks = before;
    }
}
