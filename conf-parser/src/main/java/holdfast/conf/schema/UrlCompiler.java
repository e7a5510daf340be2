package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.lvs.CheckedUrl;
import holdfast.conf.model.lvs.CheckedUrl.Regex;
import holdfast.conf.model.lvs.CheckedUrl.StatusCodes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Fills in the defaults of a {@code url}; one without a path is reported and left out. */
final class UrlCompiler {
    private static final List<StatusCodes> GOOD = List.of(new StatusCodes(200, 299));

    private UrlCompiler() {}

    /**
     * Effective values.
     *
     * @param virtualHost what the checker says, or inherits
     */
    static Optional<CheckedUrl> compile(CheckerDraft.Url draft, Optional<String> virtualHost, DiagnosticSink sink) {
        if (draft.path == null) {
            if (draft.whereSeen("path") == null) {
                sink.report(
                        Diagnostic.of(Rule.CHECK_INCOMPLETE, draft.place(), "this 'url' has no 'path' and is left out")
                                .withHint("add 'path /'"));
            }
            return Optional.empty();
        }
        return Optional.of(new CheckedUrl(
                draft.path.value(),
                draft.statusCodes.isEmpty() ? GOOD : merged(draft.statusCodes),
                GlobalCompiler.optional(draft.digest),
                GlobalCompiler.optional(draft.virtualHost).or(() -> virtualHost),
                GlobalCompiler.optional(draft.regex).map(pattern -> regex(draft, pattern))));
    }

    /** Sorted, and without overlaps. */
    private static List<StatusCodes> merged(List<StatusCodes> given) {
        List<StatusCodes> sorted = new ArrayList<>(given);
        sorted.sort(Comparator.comparingInt(StatusCodes::first));
        List<StatusCodes> merged = new ArrayList<>();
        for (StatusCodes codes : sorted) {
            StatusCodes last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && codes.first() <= last.last() + 1) {
                merged.set(merged.size() - 1, new StatusCodes(last.first(), Math.max(last.last(), codes.last())));
            } else {
                merged.add(codes);
            }
        }
        return merged;
    }

    private static Regex regex(CheckerDraft.Url draft, String pattern) {
        List<Integer> stack = Located.or(draft.regexStack, List.of());
        return new Regex(
                pattern,
                Located.or(draft.regexNoMatch, false),
                Located.or(draft.regexOptions, List.of()),
                stack.isEmpty() ? OptionalInt.empty() : OptionalInt.of(stack.getFirst()),
                stack.isEmpty() ? OptionalInt.empty() : OptionalInt.of(stack.getLast()),
                Located.or(draft.regexMinOffset, 0),
                draft.regexMaxOffset == null ? OptionalInt.empty() : OptionalInt.of(draft.regexMaxOffset.value()));
    }
}
