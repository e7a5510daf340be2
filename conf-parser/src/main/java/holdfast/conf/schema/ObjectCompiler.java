package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.ScriptUser;
import holdfast.conf.model.TrackFile;
import holdfast.conf.model.VrrpScript;
import holdfast.conf.model.VrrpTrackProcess;
import holdfast.conf.model.VrrpTrackProcess.ParameterMatch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Fills in the defaults of tracked objects; one without the thing to track is reported and left out. */
final class ObjectCompiler {
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);
    private static final Weight NO_WEIGHT = new Weight(0, false);

    private final DiagnosticSink sink;

    ObjectCompiler(DiagnosticSink sink) {
        this.sink = sink;
    }

    Optional<VrrpScript> script(ObjectDrafts.Script draft, Optional<ScriptUser> scriptUser) {
        if (draft.script == null) {
            incomplete(draft, "script");
            return Optional.empty();
        }
        Duration interval = Located.or(draft.interval, DEFAULT_INTERVAL);
        Weight weight = Located.or(draft.weight, NO_WEIGHT);
        Optional<ScriptUser> user = GlobalCompiler.optional(draft.user).or(() -> scriptUser);
        return Optional.of(new VrrpScript(
                draft.name,
                NotifyDraft.runAs(draft.script.value(), user),
                interval,
                Located.or(draft.timeout, interval),
                weight.value(),
                weight.reverse(),
                Located.or(draft.rise, 1),
                Located.or(draft.fall, 1),
                Located.or(draft.initFail, false)));
    }

    Optional<TrackFile> file(ObjectDrafts.TrackedFile draft) {
        if (draft.file == null) {
            incomplete(draft, "file");
            return Optional.empty();
        }
        Weight weight = Located.or(draft.weight, new Weight(1, false));
        return Optional.of(new TrackFile(
                draft.name,
                draft.file.value(),
                weight.value(),
                weight.reverse(),
                GlobalCompiler.optional(draft.initFile)));
    }

    Optional<VrrpTrackProcess> process(ObjectDrafts.TrackedProcess draft) {
        if (draft.process == null) {
            incomplete(draft, "process");
            return Optional.empty();
        }
        List<String> command = draft.process.value();
        Duration delay = Located.or(draft.delay, Duration.ZERO);
        int quorum = Located.or(draft.quorum, 1);
        if (draft.quorumMax != null && draft.quorumMax.value() < quorum) {
            sink.report(Diagnostic.of(
                    Rule.CONTRADICTION,
                    draft.quorumMax.span(),
                    "quorum_max " + draft.quorumMax.value() + " is less than quorum " + quorum));
        }
        return Optional.of(new VrrpTrackProcess(
                draft.name,
                command.getFirst(),
                command.subList(1, command.size()),
                Located.or(draft.parameterMatch, command.size() > 1 ? ParameterMatch.EXACT : ParameterMatch.NONE),
                Located.or(draft.fullCommand, false),
                Located.or(draft.weight, NO_WEIGHT).value(),
                quorum,
                draft.quorumMax == null ? OptionalInt.empty() : OptionalInt.of(draft.quorumMax.value()),
                Located.or(draft.forkDelay, delay),
                Located.or(draft.terminateDelay, delay)));
    }

    private void incomplete(Draft draft, String keyword) {
        if (draft.whereSeen(keyword) == null) { // otherwise its value was reported
            sink.report(Diagnostic.of(
                            Rule.TRACKED_OBJECT_INCOMPLETE,
                            draft.place(),
                            draft.label() + " has no '" + keyword + "' and is left out")
                    .withHint("add a line with '" + keyword + "'"));
        }
    }
}
