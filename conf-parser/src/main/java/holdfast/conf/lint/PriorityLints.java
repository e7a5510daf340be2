package holdfast.conf.lint;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.lint.WholeFile.Written;
import holdfast.conf.model.TrackReference;
import holdfast.conf.model.Tracking;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.VrrpSyncGroup;
import holdfast.conf.model.WantedState;
import holdfast.conf.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who wins, and what weights do about it. */
final class PriorityLints implements Lint {
    /** RFC 9568, 5.2.4. */
    private static final int OWNER = 255;

    @Override
    public void check(WholeFile file) {
        for (Written<VrrpInstance> instance : file.instances()) {
            owner(instance, file);
            weights(instance, file);
            explicitZeros(instance.block(), file);
        }
        for (Written<VrrpSyncGroup> group : file.groups()) {
            explicitZeros(group.block(), file);
            differentPriorities(group, file);
        }
        file.scripts().forEach(script -> zero(script.block(), script.model().name(), file));
    }

    private static void owner(Written<VrrpInstance> instance, WholeFile file) {
        VrrpInstance model = instance.model();
        if (model.priority() != OWNER) {
            return;
        }
        Optional<Statement> state =
                Outline.each(instance.block(), "state").stream().findFirst();
        if (Outline.last(instance.block(), "priority").isEmpty()) {
            file.report(
                    Rule.MASTER_WITHOUT_PRIORITY,
                    state.map(Outline::whole).orElse(Outline.header(instance.block())),
                    "'state MASTER' without 'priority' makes " + model.name() + " the owner, with priority 255",
                    "add 'priority 150', or 'priority 255' if this node owns the addresses");
        } else if (state.flatMap(Outline::value)
                        .filter(word -> word.text().equals(WantedState.BACKUP.name()))
                        .isPresent()
                && !model.strict()) { // strict mode has a finding of its own
            file.report(
                    Rule.OWNER_AS_BACKUP,
                    Outline.whole(state.get()),
                    "'state BACKUP' of " + model.name() + " does not hold: priority 255 starts as master",
                    "use a priority below 255, or 'state MASTER'");
        }
    }

    private static void weights(Written<VrrpInstance> instance, WholeFile file) {
        VrrpInstance model = instance.model();
        List<TrackReference> weighted = weighted(model, file.configuration().vrrpSyncGroups());
        if (weighted.isEmpty()) {
            return;
        }
        SourceSpan place = Outline.place(instance.block(), "priority");
        PriorityRange range = PriorityRange.of(model.priority(), weighted);
        int good = range.effectiveGood();
        int failed = range.effectiveFailed();
        if (range.swing() <= 1) {
            file.report(
                    Rule.WEIGHT_TOO_SMALL,
                    place,
                    good == failed
                            ? "the trackers of " + model.name() + " do not change its priority: it is always " + good
                            : "the trackers of " + model.name()
                                    + " change its priority by 1 only, which makes no other node master",
                    "use weights larger than the difference between the nodes' priorities");
        } else if (range.isCutAbove()) {
            file.report(
                    Rule.WEIGHT_CUT_ABOVE,
                    place,
                    "priority and weights of " + model.name() + " add up to " + Math.max(range.good(), range.failed())
                            + ", and an advert says 254 at most; with every tracker failed it is " + failed,
                    "use a lower priority or smaller weights, so that each tracker counts in full");
        } else if (range.isCutBelow()) {
            file.report(
                    Rule.WEIGHT_CUT_BELOW,
                    place,
                    "the weights of " + model.name() + " take its priority down to "
                            + Math.min(range.good(), range.failed()) + "; an advert says 1 at least",
                    "use a higher priority or smaller weights, so that nodes with more failures stay behind");
        } else {
            file.report(
                    Rule.PRIORITY_WHEN_FAILED,
                    place,
                    "with every tracker failed the priority of " + model.name() + " is " + failed + ", otherwise "
                            + good,
                    failed < good
                            ? "another node takes over only if its own is above " + failed
                            : "failing raises it: is 'reverse' meant?");
        }
    }

    /** Trackers whose weights move the priority: those of its group, and its own if the group allows it. */
    private static List<TrackReference> weighted(VrrpInstance instance, List<VrrpSyncGroup> groups) {
        Optional<VrrpSyncGroup> group = instance.syncGroup()
                .flatMap(name -> groups.stream()
                        .filter(candidate -> candidate.name().equals(name))
                        .findFirst());
        List<TrackReference> all = new ArrayList<>();
        if (group.isEmpty() || group.get().syncGroupTrackingWeight()) {
            all.addAll(counted(instance.tracking()));
        }
        group.ifPresent(present -> all.addAll(counted(present.tracking())));
        return all;
    }

    private static List<TrackReference> counted(Tracking tracking) {
        List<TrackReference> all = new ArrayList<>(tracking.interfaces());
        all.addAll(tracking.scripts());
        all.addAll(tracking.processes());
        all.removeIf(tracker -> tracker.weight() == 0);
        return all;
    }

    private static void explicitZeros(Statement block, WholeFile file) {
        for (String list : List.of("track_interface", "track_script", "track_process")) {
            for (Statement line : Outline.lines(block, list)) {
                List<String> words = line.words().stream().map(Object::toString).toList();
                int weight = words.indexOf("weight");
                if (weight > 0 && weight + 1 < words.size() && isZero(words.get(weight + 1))) {
                    reportZero(Outline.whole(line), words.getFirst(), file);
                }
            }
        }
    }

    private static void zero(Statement block, String name, WholeFile file) {
        Outline.last(block, "weight")
                .filter(weight -> Outline.value(weight)
                        .filter(word -> isZero(word.text()))
                        .isPresent())
                .ifPresent(weight -> reportZero(Outline.whole(weight), name, file));
    }

    private static boolean isZero(String text) {
        return text.equals("0") || text.equals("-0") || text.equals("+0");
    }

    private static void reportZero(SourceSpan span, String name, WholeFile file) {
        file.report(
                Rule.WEIGHT_ZERO,
                span,
                "weight 0 does not switch '" + name + "' off: when it fails the instance goes to FAULT",
                "remove the tracker if it shall have no effect; leave 'weight' out if FAULT is meant");
    }

    private static void differentPriorities(Written<VrrpSyncGroup> group, WholeFile file) {
        List<Integer> priorities = group.model().group().stream()
                .flatMap(name -> file.configuration().vrrpInstance(name).stream())
                .map(VrrpInstance::priority)
                .distinct()
                .sorted()
                .toList();
        if (priorities.size() > 1) {
            file.report(
                    Rule.GROUP_PRIORITIES,
                    Outline.header(group.block()),
                    "members of group " + group.model().name() + " have different priorities, " + priorities.getFirst()
                            + " to " + priorities.getLast(),
                    "give all members the same priority: the group is master only where every one of them wins");
        }
    }
}
