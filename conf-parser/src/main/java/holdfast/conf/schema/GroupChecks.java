package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.TrackReference;
import holdfast.conf.model.Tracking;
import holdfast.conf.model.VrrpInstance;
import java.util.ArrayList;
import java.util.List;

/** What members of a sync group cannot have. */
final class GroupChecks {
    private GroupChecks() {}

    /** Reports weighted trackers of members: without {@code sync_group_tracking_weight} only faults count. */
    static void check(List<VrrpInstance> instances, ConfigurationDraft draft, DiagnosticSink sink) {
        for (VrrpInstance instance : instances) {
            ObjectDrafts.Group group = draft.groups.get(instance.syncGroup().orElse(""));
            if (group != null && !Located.or(group.trackingWeight, false)) {
                weights(instance, draft.instances.get(instance.name()).tracking, group, sink);
            }
        }
    }

    private static void weights(
            VrrpInstance instance, TrackingDraft given, ObjectDrafts.Group group, DiagnosticSink sink) {
        Tracking tracking = instance.tracking();
        List<TrackLine> lines = new ArrayList<>();
        weighted(tracking.interfaces(), given.interfaces, lines);
        weighted(tracking.scripts(), given.scripts, lines);
        weighted(tracking.files(), given.files, lines);
        weighted(tracking.processes(), given.processes, lines);
        for (TrackLine line : lines) {
            sink.report(Diagnostic.of(
                            Rule.GROUP_IGNORES_WEIGHTS,
                            line.span(),
                            "the weight of '" + line.name() + "' is ignored: '" + instance.name() + "' is in "
                                    + group.label())
                    .withHint("add 'sync_group_tracking_weight' to the group, or track it there")
                    .withRelated(group.place(), "the group is here"));
        }
    }

    private static void weighted(List<TrackReference> references, List<TrackLine> given, List<TrackLine> into) {
        for (TrackReference reference : references) {
            given.stream()
                    .filter(line -> reference.weight() != 0 && line.name().equals(reference.name()))
                    .findFirst()
                    .ifPresent(into::add);
        }
    }
}
