package holdfast.agent.reload;

import holdfast.agent.loop.Reconfiguration;
import holdfast.agent.plan.AgentPlan;
import holdfast.agent.reload.Step.Action;
import holdfast.agent.reload.Step.Area;
import holdfast.vrrp.Effect.NotifiedState;
import holdfast.vrrp.Effect.NotifyTransition;
import holdfast.vrrp.Effect.Subject;
import holdfast.vrrp.RouterKey;
import holdfast.vrrp.Succession;
import holdfast.vrrp.SyncGroup;
import holdfast.vrrp.VirtualRouter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a reload does to instances and sync groups. */
final class InstanceSteps {
    private final Reconfiguration reload;
    private final Map<String, String> formerNames;
    private final Map<String, VirtualRouter> before;
    private final List<NotifyTransition> transitions;
    private final List<Step> steps = new ArrayList<>();

    private InstanceSteps(Reconfiguration reload) {
        this.reload = reload;
        this.formerNames = Succession.of(
                reload.before().engine().routers(), reload.after().engine().routers());
        this.before = byName(reload.before());
        this.transitions = reload.effects().stream()
                .filter(NotifyTransition.class::isInstance)
                .map(NotifyTransition.class::cast)
                .toList();
    }

    /** The steps in the order of the engine: what ends, what goes on, what begins, who changes its state at once. */
    static List<Step> of(Reconfiguration reload) {
        InstanceSteps all = new InstanceSteps(reload);
        all.removed();
        all.changed();
        all.added();
        all.groups();
        all.movedAtOnce();
        return all.steps;
    }

    private static Map<String, VirtualRouter> byName(AgentPlan plan) {
        Map<String, VirtualRouter> routers = new LinkedHashMap<>();
        plan.engine().routers().forEach(router -> routers.put(router.name(), router));
        return routers;
    }

    private void removed() {
        Map<String, VirtualRouter> after = byName(reload.after());
        for (VirtualRouter router : before.values()) {
            if (formerNames.containsValue(router.name())) {
                continue;
            }
            String state = reload.activeBefore().contains(router.name())
                    ? "as MASTER it says so to the others (priority 0)"
                    : "it is not MASTER";
            VirtualRouter namesake = after.get(router.name());
            boolean anew = namesake != null && !formerNames.containsKey(router.name());
            steps.add(Step.of(
                    Area.INSTANCE,
                    Action.REMOVE,
                    router.name(),
                    "ends, " + state + (anew ? "; another one of this name begins: " + key(router, namesake) : "")));
        }
    }

    private static String key(VirtualRouter before, VirtualRouter after) {
        RouterKey former = before.key();
        RouterKey next = after.key();
        return new Differences()
                .of("interface", former.interfaceName(), next.interfaceName(), Function.identity())
                .number("virtual_router_id", former.vrid(), next.vrid())
                .of("family", former.family(), next.family(), Object::toString)
                .words();
    }

    private void changed() {
        for (VirtualRouter router : reload.after().engine().routers()) {
            String former = formerNames.get(router.name());
            if (former != null) {
                String words = InstanceDifferences.words(
                        before.get(former),
                        router,
                        reload.before().router(former).orElseThrow(),
                        reload.after().router(router.name()).orElseThrow());
                if (!words.isEmpty()) {
                    Step step = Step.of(Area.INSTANCE, Action.CHANGE, router.name(), words);
                    steps.add(
                            InstanceDifferences.areToBeMadeEverywhere(before.get(former), router)
                                    ? step.interrupting(router.name()
                                            + ": its other routers and this one do not believe each other until they are changed"
                                            + " in the same way; meanwhile both can be MASTER")
                                    : step);
                }
            }
        }
    }

    private void added() {
        for (VirtualRouter router : reload.after().engine().routers()) {
            if (!formerNames.containsKey(router.name())) {
                int addresses = reload.after()
                        .router(router.name())
                        .orElseThrow()
                        .addresses()
                        .size();
                String state = transitionOf(Subject.Kind.INSTANCE, router.name())
                        .map(transition -> "begins as " + words(transition))
                        .orElse("begins when all it tracks has a result");
                steps.add(Step.of(
                        Area.INSTANCE,
                        Action.ADD,
                        router.name(),
                        state + ", virtual_router_id " + router.key().vrid() + " on "
                                + router.key().interfaceName() + ", " + addresses
                                + (addresses == 1 ? " address" : " addresses")));
            }
        }
    }

    private Optional<NotifyTransition> transitionOf(Subject.Kind kind, String name) {
        return transitions.stream()
                .filter(transition -> transition.state() != NotifiedState.DELETED)
                .filter(transition -> transition.subject().equals(new Subject(kind, name)))
                .reduce((_, last) -> last);
    }

    private static String words(NotifyTransition transition) {
        return transition.state() == NotifiedState.FAULT
                ? "FAULT (" + transition.cause().words() + ")"
                : transition.state().name();
    }

    private void groups() {
        Map<String, SyncGroup> former = groupsOf(reload.before());
        Map<String, SyncGroup> next = groupsOf(reload.after());
        former.forEach((name, group) -> {
            if (!next.containsKey(name)) {
                steps.add(Step.of(
                        Area.GROUP, Action.REMOVE, name, "ends; " + names(group) + " move on their own from now on"));
            }
        });
        next.forEach((name, group) -> {
            SyncGroup known = former.get(name);
            if (known == null) {
                steps.add(Step.of(Area.GROUP, Action.ADD, name, names(group) + " move together from now on"));
            } else if (!known.equals(group)) {
                steps.add(Step.of(
                        Area.GROUP,
                        Action.CHANGE,
                        name,
                        new Differences()
                                .members("with", "without", known.members(), group.members(), Function.identity())
                                .members(
                                        "tracks",
                                        "tracks no longer",
                                        known.trackers(),
                                        group.trackers(),
                                        InstanceDifferences::tracked)
                                .onOff(
                                        "sync_group_tracking_weight",
                                        known.membersTrackWeights(),
                                        group.membersTrackWeights())
                                .orElse("settings changed", true)
                                .words()));
            }
        });
    }

    private static Map<String, SyncGroup> groupsOf(AgentPlan plan) {
        return plan.engine().syncGroups().stream()
                .collect(Collectors.toMap(
                        SyncGroup::name, Function.identity(), (first, _) -> first, LinkedHashMap::new));
    }

    private static String names(SyncGroup group) {
        return String.join(", ", group.members());
    }

    /** Who goes on, but in another state: a group it has joined, or what it tracks from now on, may ask for that. */
    private void movedAtOnce() {
        for (NotifyTransition transition : transitions) {
            String name = transition.subject().name();
            boolean goesOn = transition.subject().kind() == Subject.Kind.INSTANCE
                    && transition.state() != NotifiedState.DELETED
                    && formerNames.containsKey(name);
            if (goesOn) {
                Step step = Step.of(
                        Area.INSTANCE,
                        Action.CHANGE,
                        name,
                        "goes from " + transition.from() + " to " + transition.state() + " ("
                                + transition.cause().words() + ")");
                steps.add(
                        transition.from().equals(NotifiedState.MASTER.name())
                                ? step.interrupting(name + " is MASTER here no longer")
                                : step);
            }
        }
    }
}
