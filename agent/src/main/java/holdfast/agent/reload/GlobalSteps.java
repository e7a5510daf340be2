package holdfast.agent.reload;

import holdfast.agent.plan.AgentPlan;
import holdfast.agent.reload.Step.Action;
import holdfast.agent.reload.Step.Area;
import holdfast.conf.model.BfdInstance;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.GlobalDefs;
import holdfast.linux.AddressText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What a reload does to BFD sessions and to what concerns the daemon as a whole. */
final class GlobalSteps {
    private GlobalSteps() {}

    static List<Step> of(Configuration before, Configuration after, AgentPlan planBefore, AgentPlan planAfter) {
        List<Step> steps = new ArrayList<>();
        GlobalDefs former = before.globalDefs();
        GlobalDefs next = after.globalDefs();
        add(
                steps,
                Action.CHANGE,
                new Differences()
                        .of("router_id", former.routerId(), next.routerId(), Function.identity())
                        .onOff("log_unknown_vrids", former.logUnknownVrids(), next.logUnknownVrids())
                        .time(
                                "vrrp_garp_interval",
                                planBefore.pacing().garpInterval(),
                                planAfter.pacing().garpInterval())
                        .time(
                                "vrrp_gna_interval",
                                planBefore.pacing().gnaInterval(),
                                planAfter.pacing().gnaInterval()));
        add(
                steps,
                Action.LATER,
                new Differences()
                        .time("vrrp_startup_delay", former.vrrpStartupDelay(), next.vrrpStartupDelay())
                        .onOff("lvs_flush", former.lvs().flush(), next.lvs().flush()));
        return steps;
    }

    private static void add(List<Step> steps, Action action, Differences all) {
        if (!all.areNone()) {
            String when = action == Action.LATER ? ": counts from the next start of the daemon on" : "";
            steps.add(Step.of(Area.GLOBAL, action, all.words() + when, ""));
        }
    }

    static List<Step> sessions(Configuration before, Configuration after) {
        List<Step> steps = new ArrayList<>();
        Map<String, BfdInstance> former = new LinkedHashMap<>();
        before.bfdInstances().forEach(session -> former.put(session.name(), session));
        for (BfdInstance session : after.bfdInstances()) {
            BfdInstance known = former.remove(session.name());
            String neighbor = AddressText.of(session.neighborAddress());
            if (known == null) {
                steps.add(Step.of(Area.BFD, Action.ADD, session.name(), "a session with " + neighbor + " begins"));
            } else if (!known.equals(session)) {
                boolean anew = !known.neighborAddress().equals(session.neighborAddress())
                        || !known.sourceAddress().equals(session.sourceAddress())
                        || known.multihop() != session.multihop();
                Step step = Step.of(
                        Area.BFD,
                        Action.CHANGE,
                        session.name(),
                        anew ? "a new session with " + neighbor + " begins" : "other timers or weights, it goes on");
                steps.add(
                        anew ? step.interrupting("BFD " + session.name() + " is down until the session is up") : step);
            }
        }
        former.keySet().forEach(name -> steps.add(Step.of(Area.BFD, Action.REMOVE, name, "the session ends")));
        return steps;
    }
}
