package holdfast.drill.scenario;

import holdfast.drill.measure.Fact.ActionKind;
import holdfast.drill.plan.PairPlan;
import holdfast.drill.plan.RouterPlan;
import holdfast.drill.plan.TrackedScript;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** HAProxy is stopped on the master, so that the script that watches it fails, and started again. */
record ScriptFailure() implements Scenario {
    @Override
    public String name() {
        return "script";
    }

    @Override
    public String title() {
        return "Tracked script fails";
    }

    @Override
    public String story() {
        return "HAProxy dies on the master while everything else there works. The script that watches it fails, the node's "
                + "priority falls below the other's (or it goes to FAULT), and the address moves to where a HAProxy runs.";
    }

    @Override
    public Optional<String> obstacle(PairPlan plan) {
        RouterPlan master = plan.router(plan.preferred().orElse(plan.first().host()));
        RouterPlan backup =
                plan.router(plan.other(plan.preferred().orElse(plan.first().host())));
        if (master.haproxyScripts().isEmpty()) {
            return Optional.of("no tracked script whose command names haproxy");
        }
        Optional<Integer> lowered = master.priorityWithoutHaproxy();
        if (lowered.isPresent() && lowered.get() >= backup.priorityWhenWell()) {
            return Optional.of("as configured the address cannot move: without HAProxy the master's priority is "
                    + lowered.get() + ", the backup's is " + backup.priorityWhenWell());
        }
        if (lowered.isPresent() && !backup.preempt()) {
            return Optional.of("as configured the address cannot move: the backup has nopreempt");
        }
        return Optional.empty();
    }

    @Override
    public List<Episode> run(Stage stage) {
        DrillNode old = stage.master();
        Duration noticing = old.router().haproxyScripts().stream()
                .map(TrackedScript::slowestRise)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return List.of(
                fail(stage, old),
                Returning.of(
                        stage,
                        old,
                        "HAProxy on " + old + " starts again",
                        ActionKind.OTHER,
                        noticing,
                        old.haproxy()::start));
    }

    private static Episode fail(Stage stage, DrillNode old) {
        DrillNode next = stage.other(old);
        boolean fault = old.router().priorityWithoutHaproxy().isEmpty();
        List<TrackedScript> scripts = old.router().haproxyScripts();
        Expectation expectation = fault
                ? Expectation.afterScriptFault(next.router().timers(), scripts)
                : Expectation.afterLoweredPriority(next.router().timers(), scripts);
        Protocol protocol = new Protocol(stage, "HAProxy on " + old + " stops", expectation);
        Supplier<Instant> deed = old.haproxy()::stop;
        protocol.act(old.name(), ActionKind.OTHER, deed);
        protocol.awaitTakeover(next);
        stage.aftermath();
        protocol.checkTakeover(next);
        checkPriority(stage, protocol, old);
        protocol.checkOverlap(
                Check.Outcome.FAILED,
                "The old master lets go when it hears the new one, or before when it is in FAULT.");
        protocol.checkOneHolder(next, Check.Outcome.FAILED);
        Duration silence = fault ? next.router().timers().skewTime() : Duration.ZERO;
        protocol.checkPings(
                silence.plus(Expectation.SLACK),
                fault
                        ? "The address is gone from the fault until the takeover."
                        : "The old master keeps the address, and answers pings, until the new one has it.");
        protocol.checkPages(
                expectation.most().plus(PairLab.PAGE_PATIENCE),
                "Pages fail from the end of HAProxy until the address has moved.");
        return protocol.finish();
    }

    private static void checkPriority(Stage stage, Protocol protocol, DrillNode old) {
        old.router().priorityWithoutHaproxy().ifPresent(lowered -> {
            Optional<Integer> last = stage.lastClaim(old, Instant.now()).map(advert -> advert.priority());
            protocol.check(
                    "priority that " + old + " advertises in the end",
                    Integer.toString(lowered),
                    last.map(value -> Integer.toString(value)).orElse("none"),
                    last.filter(lowered::equals).isPresent(),
                    "The base priority and the weights of what still works.");
        });
    }
}
