package holdfast.conf.schema;

import holdfast.conf.Dialect;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.BfdInstance;
import holdfast.conf.model.DroppedBfd;
import holdfast.conf.model.TrackFile;
import holdfast.conf.model.TrackReference;
import holdfast.conf.model.Tracking;
import holdfast.conf.model.VrrpScript;
import holdfast.conf.model.VrrpTrackProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Resolves the names in {@code track_*} blocks and inherits weights from what they name. */
final class TrackingCompiler {
    /** keepalived.conf(5): given up to 254, used up to 253. */
    private static final int MAX_INTERFACE_WEIGHT = 253;

    private final Dialect dialect;
    private final DiagnosticSink sink;
    private final Map<String, Weight> scripts;
    private final Map<String, Weight> files;
    private final Map<String, Weight> processes;
    private final Map<String, Weight> bfds;
    private final Map<String, SourceSpan> places;
    private final Set<String> broken;

    /**
     * A compiler for one configuration.
     *
     * @param dialect how the file is understood
     * @param sink takes what is wrong
     * @param scripts every usable script, and so on
     * @param broken such blocks about which an error was reported
     * @param places where every such block was defined, also those that are not usable
     */
    TrackingCompiler(
            Dialect dialect,
            DiagnosticSink sink,
            List<VrrpScript> scripts,
            List<TrackFile> files,
            List<VrrpTrackProcess> processes,
            BfdCompiler.Compiled bfds,
            Set<String> broken,
            Map<String, SourceSpan> places) {
        this.dialect = dialect;
        this.sink = sink;
        this.scripts = byName(scripts, VrrpScript::name, script -> new Weight(script.weight(), script.reverse()));
        this.files = byName(files, TrackFile::name, file -> new Weight(file.weight(), file.reverse()));
        this.processes = byName(processes, VrrpTrackProcess::name, process -> new Weight(process.weight(), false));
        this.bfds = bfds(bfds, dialect);
        this.broken = broken;
        this.places = places;
    }

    private static <T> Map<String, Weight> byName(
            List<T> objects, Function<T, String> name, Function<T, Weight> weight) {
        return objects.stream().collect(Collectors.toMap(name, weight, (first, _) -> first, TreeMap::new));
    }

    /** As keepalived reads them also those that are left out, and none that tells checkers only. */
    private static Map<String, Weight> bfds(BfdCompiler.Compiled bfds, Dialect dialect) {
        Map<String, Weight> known = byName(
                bfds.instances().stream()
                        .filter(bfd -> dialect == Dialect.AS_MEANT || bfd.forVrrp())
                        .toList(),
                BfdInstance::name,
                bfd -> new Weight(bfd.weight(), bfd.reverse()));
        bfds.dropped().stream()
                .filter(DroppedBfd::forVrrp)
                .forEach(bfd -> known.put(bfd.name(), new Weight(bfd.weight(), bfd.reverse())));
        return known;
    }

    /**
     * Effective trackers of a block.
     *
     * @param draft what was given
     * @param label the block, for messages
     * @param ownInterface the interface that is tracked anyway; empty for a group
     * @param owner whether the priority is 255, which no weight changes
     */
    Tracking compile(TrackingDraft draft, String label, Optional<String> ownInterface, boolean owner) {
        return new Tracking(
                interfaces(draft.interfaces, label, ownInterface, owner),
                named(draft.scripts, scripts, "vrrp_script", label, owner),
                named(draft.files, files, "track_file", label, owner),
                named(draft.processes, processes, "vrrp_track_process", label, owner),
                named(draft.bfds, bfds, "bfd_instance", label, owner));
    }

    private List<TrackReference> interfaces(
            List<TrackLine> lines, String label, Optional<String> ownInterface, boolean owner) {
        List<TrackReference> references = new ArrayList<>();
        for (TrackLine line : lines) {
            if (isDropped(line)) {
                continue;
            }
            int weight =
                    line.weight() == null ? 0 : Math.clamp(line.weight(), -MAX_INTERFACE_WEIGHT, MAX_INTERFACE_WEIGHT);
            if (ownInterface.filter(line.name()::equals).isPresent()) {
                sink.report(Diagnostic.of(
                                Rule.TRACKS_OWN_INTERFACE,
                                line.span(),
                                "'" + line.name() + "' is the interface of " + label + ", which is tracked anyway")
                        .withHint("remove the line"));
            } else if (keep(line, weight, label, owner)) {
                references.add(new TrackReference(line.name(), weight, Boolean.TRUE.equals(line.reverse())));
            }
        }
        return references;
    }

    private List<TrackReference> named(
            List<TrackLine> lines, Map<String, Weight> known, String block, String label, boolean owner) {
        List<TrackReference> references = new ArrayList<>();
        for (TrackLine line : lines) {
            Weight own = known.get(line.name());
            if (own == null) {
                undefined(line, known, block);
                continue;
            }
            boolean later = isDefinedLater(line, block);
            if (isDropped(line) || (later && dialect == Dialect.AS_KEEPALIVED)) {
                continue;
            }
            int weight = line.weight() == null ? own.value() : line.weight();
            boolean reverse = line.reverse() == null ? own.reverse() : line.reverse();
            if (keep(line, weight, label, owner)) {
                references.add(new TrackReference(line.name(), weight, reverse));
            }
        }
        return references;
    }

    /** keepalived tracks nothing where it does not understand an option. */
    private boolean isDropped(TrackLine line) {
        return dialect == Dialect.AS_KEEPALIVED && !line.isClear();
    }

    private boolean isDefinedLater(TrackLine line, String block) {
        SourceSpan place = places.get(line.name());
        boolean later = place != null
                && place.file().equals(line.span().file())
                && place.line() > line.span().line();
        if (later) {
            sink.report(Diagnostic.of(
                            Rule.DEFINED_LATER,
                            line.span(),
                            block + " '" + line.name() + "' is defined below; keepalived would ignore this line")
                    .withRelated(place, "it is defined here"));
        }
        return later;
    }

    private boolean keep(TrackLine line, int weight, String label, boolean owner) {
        if (!owner || weight == 0) {
            return true;
        }
        sink.report(Diagnostic.of(
                        Rule.OWNER_WEIGHTS,
                        line.span(),
                        "the weight of '" + line.name() + "' changes nothing: " + label
                                + " has priority 255; the line is ignored")
                .withHint("use a priority below 255, or weight 0 to go to FAULT"));
        return false;
    }

    private void undefined(TrackLine line, Map<String, Weight> known, String block) {
        if (broken.contains(line.name())) {
            return; // one mistake, one message
        }
        Diagnostic diagnostic = Diagnostic.of(
                Rule.UNDEFINED_NAME,
                line.span(),
                places.containsKey(line.name())
                        ? block + " '" + line.name() + "' was left out; this line tracks nothing"
                        : "there is no " + block + " '" + line.name() + "'; this line tracks nothing");
        sink.report(Suggestions.nearest(line.name(), known.keySet())
                .map(near -> diagnostic.withHint("did you mean '" + near + "'?"))
                .orElse(diagnostic));
    }
}
