package holdfast.agent.reload;

import holdfast.agent.plan.AgentPlan;
import holdfast.agent.reload.Step.Action;
import holdfast.agent.reload.Step.Area;
import holdfast.track.TrackedFile;
import holdfast.track.TrackedProcess;
import holdfast.track.TrackedScript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** What a reload does to tracked scripts, files and processes: whose result is kept, and what begins anew. */
final class TrackedSteps {
    private final List<Step> steps = new ArrayList<>();

    private TrackedSteps() {}

    static List<Step> of(AgentPlan before, AgentPlan after) {
        TrackedSteps all = new TrackedSteps();
        all.compare(
                Area.FILE,
                before.files(),
                after.files(),
                TrackedFile::name,
                TrackedFile::watchesTheSameAs,
                (_, _) -> "other initial value, for the next start");
        all.compare(
                Area.PROCESS,
                before.processes(),
                after.processes(),
                TrackedProcess::name,
                TrackedProcess::countsTheSameAs,
                TrackedSteps::process);
        all.compare(
                Area.SCRIPT,
                before.scripts(),
                after.scripts(),
                TrackedScript::name,
                TrackedScript::runsTheSameAs,
                TrackedSteps::script);
        after.forbiddenScripts().forEach((name, reason) -> {
            if (!reason.equals(before.forbiddenScripts().get(name))) {
                all.steps.add(
                        Step.of(Area.SCRIPT, Action.CHANGE, name, "must not be run and counts as failed: " + reason));
            }
        });
        return all.steps;
    }

    private <T> void compare(
            Area area,
            List<T> before,
            List<T> after,
            Function<T, String> name,
            BiPredicate<T, T> same,
            BiFunction<T, T, String> difference) {
        Map<String, T> former = new LinkedHashMap<>();
        before.forEach(one -> former.put(name.apply(one), one));
        Map<String, T> next = new LinkedHashMap<>();
        after.forEach(one -> next.put(name.apply(one), one));
        former.forEach((key, _) -> {
            if (!next.containsKey(key)) {
                steps.add(Step.of(area, Action.REMOVE, key, "no longer watched"));
            }
        });
        next.forEach((key, one) -> {
            T known = former.get(key);
            if (known == null) {
                steps.add(Step.of(area, Action.ADD, key, "watched from now on"));
            } else if (!same.test(one, known)) {
                steps.add(Step.of(
                        area, Action.CHANGE, key, "watched anew; what was known of it counts until there is a result"));
            } else if (!known.equals(one)) {
                steps.add(Step.of(area, Action.CHANGE, key, difference.apply(known, one) + "; its result is kept"));
            }
        });
    }

    private static String script(TrackedScript before, TrackedScript after) {
        return new Differences()
                .time("interval", before.interval(), after.interval())
                .time("timeout", before.timeout(), after.timeout())
                .number("rise", before.rise(), after.rise())
                .number("fall", before.fall(), after.fall())
                .onOff("init_fail", before.initFail(), after.initFail())
                .words();
    }

    private static String process(TrackedProcess before, TrackedProcess after) {
        return new Differences()
                .number("quorum", before.quorum(), after.quorum())
                .changed("quorum_max", before.quorumMax(), after.quorumMax())
                .time("fork_delay", before.forkDelay(), after.forkDelay())
                .time("terminate_delay", before.terminateDelay(), after.terminateDelay())
                .words();
    }
}
