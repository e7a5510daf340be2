package holdfast.conf.syntax;

import holdfast.conf.ParseEnvironment;
import holdfast.conf.SourceLoader;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.diagnostic.Sources;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns files into plain lines: comments gone, definitions and sequences expanded, conditions decided, included files
 * in place.
 *
 * <p>Order for each line, as keepalived's: strip comment, collect a multi-line definition, decide {@code @id}, recognise
 * {@code $NAME=}, repeat for {@code ~SEQ}, substitute and strip comments again, and start over while something changed;
 * then {@code include}.
 */
final class Preprocessor {
    private static final Pattern SEED = Pattern.compile("\\d{1,18}");

    private static final Pattern CONDITION = Pattern.compile("@(\\^?)(\\S*)(.*)", Pattern.DOTALL);
    private static final Pattern DEFINITION = Pattern.compile("\\$([A-Za-z_]\\w*)=(.*)", Pattern.DOTALL);
    private static final Pattern SPACED_DEFINITION =
            Pattern.compile("(\\$[A-Za-z_]\\w*)[ \\t]+=[ \\t]*(.*)", Pattern.DOTALL);

    private final LineRules rules;
    private final ParseEnvironment environment;
    private final DiagnosticSink sink;
    private final Definitions definitions;
    private final IncludeReader includes;
    private final List<MappedText> output = new ArrayList<>();
    private long work = Limits.SUBSTITUTION_WORK;
    private long expanded = Limits.EXPANDED_TOTAL;
    private boolean stopped;
    private final Lexer lexer = new Lexer();
    private final SeenTexts<Optional<PlainLine>> plainLines = new SeenTexts<>(line -> PlainLine.of(line, lexer));
    private final List<ConditionRepair.Dropped> dropped = new ArrayList<>();
    private final List<SourceSpan> commentedBraces = new ArrayList<>();

    /** Lines of a definition that goes on on the next line; null when there is none. */
    private Collecting collecting;

    private Preprocessor(
            SourceLoader loader, ParseEnvironment environment, Grammar grammar, LineRules rules, DiagnosticSink sink) {
        this.rules = rules;
        this.environment = environment;
        this.sink = sink;
        this.definitions = new Definitions(environment);
        this.includes = new IncludeReader(loader, grammar, rules, sink, new Lines());
    }

    /**
     * Plain lines and the text they came from.
     *
     * @param lines in the order of reading
     * @param sources every file that was read
     * @param commentedBraces braces in comments that stand behind other text
     */
    record Result(List<MappedText> lines, Sources sources, List<SourceSpan> commentedBraces) {}

    private record Collecting(String name, List<String> lines, SourceSpan place) {}

    /** Text still to be looked at, and how many substitutions led to it. */
    private record Pending(MappedText text, Map<String, String> bindings, int substitutions) {}

    /** Reads a file and what it includes. */
    static Result run(
            SourceLoader loader,
            String mainFile,
            ParseEnvironment environment,
            Grammar grammar,
            LineRules rules,
            DiagnosticSink sink) {
        var preprocessor = new Preprocessor(loader, environment, grammar, rules, sink);
        preprocessor.includes.main(mainFile);
        preprocessor.endDefinition();
        List<MappedText> lines = rules.repairs()
                ? ConditionRepair.repair(preprocessor.output, preprocessor.dropped, sink)
                : preprocessor.output;
        return new Result(lines, preprocessor.includes.sources(), preprocessor.commentedBraces);
    }

    /** The last line of the last file goes on on the next, which is not there. */
    private void endDefinition() {
        if (collecting != null) {
            sink.report(Diagnostic.of(
                            Rule.DEFINITION_FORM,
                            collecting.place,
                            "the definition of '" + collecting.name + "' goes on to the end of the file")
                    .withHint("end its last line without '\\'"));
            definitions.define(collecting.name, collecting.lines);
            collecting = null;
        }
    }

    /** Takes the lines of files. */
    private final class Lines implements IncludeReader.LineConsumer {
        @Override
        public boolean accept(MappedText line, boolean unicode) {
            return line(line, unicode);
        }

        @Override
        public boolean takeAsItIs(String file, int number, String line) {
            Optional<PlainLine> plain = plainLines.get(line);
            if (plain.isEmpty() || collecting != null || output.size() >= Limits.LINES) {
                return false;
            }
            PlainLine found = plain.get();
            if (!found.text().isEmpty()) {
                output.add(MappedText.ofLine(file, number, found));
            }
            return true;
        }
    }

    /** One line of a file. Returns whether reading shall go on. */
    private boolean line(MappedText raw, boolean unicode) {
        if (collecting == null && PlainLine.hasNothingToReplace(raw.text())) {
            MappedText plain = (unicode && rules.repairs() ? LookAlikes.replace(raw, sink) : raw).trim();
            if (!plain.isEmpty()) {
                emit(plain);
            }
            return !stopped;
        }
        MappedText text = rules.withoutComment(raw);
        noteCommentedBrace(raw, text);
        if (unicode && rules.repairs()) {
            text = LookAlikes.replace(text, sink);
        }
        expand(text);
        return !stopped;
    }

    private void noteCommentedBrace(MappedText raw, MappedText text) {
        int from = text.length();
        boolean behindText = from < raw.length() && !text.text().isBlank();
        int brace = !behindText
                ? -1
                : Math.max(raw.text().indexOf('{', from), raw.text().indexOf('}', from));
        if (brace >= 0 && commentedBraces.size() < Limits.COMMENTED_BRACES) {
            commentedBraces.add(raw.span(brace, brace + 1));
        }
    }

    private void collect(String text) {
        String line = text.stripTrailing();
        boolean more = line.endsWith("\\");
        collecting.lines.add(more ? line.substring(0, line.length() - 1) : line);
        if (!more) {
            definitions.define(collecting.name, collecting.lines);
            collecting = null;
        }
    }

    private void expand(MappedText first) {
        Deque<Pending> pending = new ArrayDeque<>();
        pending.push(new Pending(first, Map.of(), 0));
        while (!pending.isEmpty() && !stopped) {
            Pending next = pending.pop();
            MappedText text = next.text.trim();
            if (collecting != null) {
                collect(text.text());
            } else if (!text.isEmpty() && text.charAt(0) == '@') {
                condition(text).ifPresent(rest -> behindCondition(rest, next, pending));
            } else if (!text.isEmpty() && (text.charAt(0) != '$' || !define(text)) && !repeat(text, next, pending)) {
                Optional<Definitions.Found> found = definitions.find(text.text(), next.bindings, text.span());
                if (found.isEmpty()) {
                    emit(text);
                } else if (next.substitutions >= Limits.SUBSTITUTIONS_PER_LINE) {
                    limit(first, "definitions refer to one another without end");
                    return;
                } else {
                    substitute(text, found.get(), next, pending);
                }
            }
        }
    }

    /** A second condition is one since 2.2.8, and an unknown keyword before. */
    private void behindCondition(MappedText rest, Pending origin, Deque<Pending> pending) {
        if (!rules.repairs() && rest.text().startsWith("@")) {
            emit(rest);
        } else {
            pending.push(new Pending(rest, origin.bindings, origin.substitutions));
        }
    }

    /** {@code @id text} and {@code @^id text}: the text if it applies here. */
    private Optional<MappedText> condition(MappedText text) {
        Matcher matcher = CONDITION.matcher(text.text());
        if (!matcher.matches() || matcher.group(2).isEmpty()) {
            sink.report(Diagnostic.of(Rule.CONDITION_FORM, text.span(0, 1), "'@' without an id")
                    .withHint("write '@id text' with the id of -i or the host name"));
            return Optional.empty();
        }
        boolean negated = !matcher.group(1).isEmpty();
        boolean same = matcher.group(2).equals(environment.configId());
        MappedText rest = text.slice(matcher.start(3), text.length()).trim();
        if (same != negated) {
            return Optional.of(rest);
        }
        int change = Lexer.depthChange(rest);
        if (change != 0) {
            String condition = text.text().substring(0, matcher.end(2));
            dropped.add(new ConditionRepair.Dropped(output.size(), condition, rest, change));
        }
        return Optional.empty();
    }

    /** {@code $NAME=value}: whether the line is a definition (or was meant as one) and therefore done. */
    private boolean define(MappedText text) {
        Matcher matcher = DEFINITION.matcher(text.text());
        if (matcher.matches()) {
            sink.defined(matcher.group(1), text.span(0, matcher.end(1)));
            String value = matcher.group(2).stripTrailing();
            if (value.endsWith("\\")) {
                String start = value.substring(0, value.length() - 1).strip();
                collecting = new Collecting(matcher.group(1), new ArrayList<>(), text.span());
                if (!start.isEmpty()) {
                    collecting.lines.add(start);
                }
            } else {
                definitions.define(matcher.group(1), List.of(value));
            }
            return true;
        }
        Matcher spaced = SPACED_DEFINITION.matcher(text.text());
        if (!rules.repairs() || !spaced.matches()) {
            return false;
        }
        sink.report(
                Diagnostic.of(Rule.DEFINITION_FORM, text.span(0, spaced.end(1)), "a definition has no blanks round '='")
                        .withHint("write '" + spaced.group(1) + "=" + spaced.group(2) + "'"));
        String name = spaced.group(1).substring(1);
        sink.defined(name, text.span(0, spaced.end(1)));
        definitions.define(name, List.of(spaced.group(2)));
        return true;
    }

    private boolean repeat(MappedText text, Pending origin, Deque<Pending> pending) {
        return switch (Sequence.find(text.text())) {
            case Sequence.Absent _ -> false;
            case Sequence.Malformed bad -> {
                if (definitions.find(text.text(), origin.bindings, text.span()).isPresent()) {
                    yield false; // its arguments are references, which come first
                }
                sink.report(Diagnostic.of(Rule.SEQUENCE_FORM, text.span(bad.start(), bad.end()), bad.reason()));
                yield true;
            }
            case Sequence.Present present -> {
                Sequence sequence = present.sequence();
                MappedText rest = text.slice(0, sequence.start()).plus(text.slice(sequence.end(), text.length()));
                if (!charge(text, (long) rest.length() * sequence.bindings().size())) {
                    yield true;
                }
                for (Map<String, String> binding : sequence.bindings().reversed()) {
                    Map<String, String> all = new HashMap<>(origin.bindings);
                    all.putAll(binding);
                    pending.push(new Pending(rest, all, origin.substitutions));
                }
                yield true;
            }
        };
    }

    private void substitute(MappedText text, Definitions.Found found, Pending origin, Deque<Pending> pending) {
        List<String> lines = found.lines();
        SourceSpan place = text.span(found.start(), found.end());
        long size = lines.stream().mapToLong(String::length).sum() + text.length();
        if (!charge(text, size)) {
            return;
        }
        if (lines.size() == 1 && size > Math.max(Limits.EXPANDED_LINE, 2L * text.length())) {
            limit(text, "the line grows without bound while definitions are expanded");
            return;
        }
        for (int i = lines.size() - 1; i > 0; i--) {
            MappedText line = MappedText.standingFor(lines.get(i), place);
            MappedText tail = i == lines.size() - 1 ? line.plus(text.slice(found.end(), text.length())) : line;
            pending.push(new Pending(tail, origin.bindings, origin.substitutions + 1));
        }
        MappedText start = text.slice(0, found.start()).plus(MappedText.standingFor(lines.getFirst(), place));
        MappedText whole = lines.size() == 1 ? start.plus(text.slice(found.end(), text.length())) : start;
        pending.push(new Pending(Comments.strip(whole), origin.bindings, origin.substitutions + 1));
    }

    private boolean charge(MappedText text, long cost) {
        work -= cost + Limits.SUBSTITUTION_COST;
        if (work < 0) {
            limit(text, "expanding definitions takes more work than any real configuration needs");
            stopped = true;
        }
        return !stopped;
    }

    private void limit(MappedText text, String what) {
        sink.report(Diagnostic.of(Rule.SUBSTITUTION_LIMIT, text.span(), what)
                .withHint("look for a definition that uses itself"));
    }

    private void seed(String number) {
        if (SEED.matcher(number).matches()) { // anything else is reported where values are
            definitions.seed(Long.parseLong(number));
        }
    }

    private void emit(MappedText text) {
        expanded -= text.isExpanded() ? text.length() + Limits.SUBSTITUTION_COST : 0;
        if (output.size() >= Limits.LINES || expanded < 0) {
            sink.report(Diagnostic.of(Rule.INPUT_LIMIT, text.span(), "the configuration is too large from here on"));
            stopped = true;
            return;
        }
        MappedText plain = Comments.restore(text);
        Optional<Includes.Directive> directive = Includes.directive(plain.text());
        if (directive.isPresent()) {
            includes.include(directive.get(), plain);
            return;
        }
        if (plain.text().startsWith("include_check")) {
            includes.check(plain);
        } else if (plain.text().startsWith("random_seed")) {
            seed(plain.text().substring("random_seed".length()).strip());
        }
        output.add(plain);
    }
}
