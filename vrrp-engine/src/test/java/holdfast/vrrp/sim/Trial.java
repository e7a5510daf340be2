package holdfast.vrrp.sim;

import holdfast.vrrp.Preemption;
import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.wire.ProtocolVersion;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One seed from beginning to end: chaos; then quiet, in which the nodes must agree within Active_Down_Interval + Skew_Time of the lowest and
 * stay agreed; then the active node goes, in order or by a crash, and the next must follow within its time.
 */
final class Trial {
    /** Later than this after the quiet began, everything is as it should be, and stays. */
    private static final int WATCHED_INTERVALS = 6;

    private static final long GREATEST_QUIET_LATENESS = 2_000_000;

    /** For so long a router keeps out after the kernel has refused all its addresses. */
    private static final long REFUSAL_HOLD = 30_000_000_000L;

    /** From this interval on there are few enough advertisements in that time to wait for its end. */
    private static final long LONG_INTERVAL = 1_000_000_000L;

    private final SplittableRandom random;
    private final Scenario scenario;
    private final SimulatedLan lan;
    private final FaultSchedule faults;
    private final long interval;
    private final long quietLateness;

    private Trial(long seed, Transcript transcript) {
        random = new SplittableRandom(seed);
        scenario = Scenario.draw(random);
        lan = new SimulatedLan(scenario.plans(), random, transcript);
        faults = new FaultSchedule(lan, scenario, random);
        interval = scenario.interval().toNanos();
        quietLateness = Math.min(interval / 50, GREATEST_QUIET_LATENESS);
        if (transcript.isOn()) {
            transcript.head("seed " + seed);
            scenario.plans().forEach(plan -> transcript.head("  " + plan));
        }
    }

    /**
     * What came of a seed.
     *
     * @param happenings how many things happened
     * @param failovers how often a virtual router became active on another node than before
     */
    record Outcome(long happenings, long failovers) {}

    /**
     * Runs a seed.
     *
     * @throws AssertionError saying which invariant did not hold
     */
    static Outcome run(long seed, Transcript transcript) {
        Trial trial = new Trial(seed, transcript);
        trial.chaos();
        trial.quiet();
        trial.depose(trial.random.nextBoolean());
        return new Outcome(trial.lan.happenings(), trial.lan.failovers());
    }

    private void chaos() {
        lan.setLateness(scenario.greatestLatencyNanos());
        faults.fill();
        // Repairs may come a while after the last thing broke.
        lan.advanceTo(faults.end());
    }

    private void quiet() {
        letThemFinish();
        repair();
        lan.advanceTo(lan.now() + faults.greatestDelay() + scenario.greatestLatencyNanos() + 1);
        endHandOvers();
        lan.transcript().note(lan.now(), "**", "quiet");
        lan.advanceTo(lan.now() + agreementTime());
        if (greatestPreemptionDelay() == 0) {
            lan.agreement().demand(false);
        }
        // With delays, a preemption may be under way in this very moment: two for the time of a few words are fine.
        lan.agreement().watch(talkTime());
        lan.advanceTo(lan.now() + WATCHED_INTERVALS * interval);
        if (greatestPreemptionDelay() > 0) {
            // One that is better, but not the best, may preempt first: the priority 0 of a group that gives way begins
            // the delays of others anew.
            int preemptions = lan.node(0).plan().grouped() ? 2 : 1;
            lan.advanceTo(lan.now() + preemptions * (greatestPreemptionDelay() + agreementTime()));
        }
        lan.advanceTo(lan.now() + talkTime());
        lan.agreement().demand(true);
        lan.agreement().rest();
    }

    /** What an operator began in the chaos goes on for a slowest backup's Skew_Time and a margin. */
    private void endHandOvers() {
        long most = lan.now() + 2 * interval + 1_000_000_000L;
        while (lan.nodes().stream().anyMatch(Trial::isHandingOver)) {
            if (lan.now() > most) {
                throw new AssertionError("a hand-over has no end");
            }
            lan.advanceTo(lan.now() + quietLateness + 1);
        }
    }

    private static boolean isHandingOver(SimulatedNode node) {
        boolean any = false;
        for (int router = 0; router < node.routers(); router++) {
            any |= node.condition() == SimulatedNode.Condition.RUNNING
                    && node.view(router).isHandingOver();
        }
        return any;
    }

    /** All processes run, their kernels are quick again, and what was begun is brought to its end. */
    private void letThemFinish() {
        lan.dropScheduledFaults();
        lan.setLateness(quietLateness);
        for (SimulatedNode node : lan.nodes()) {
            lan.strike(new Fault.SlowKernel(node.number(), 0));
            lan.strike(new Fault.KernelMood(node.number(), 0, 0, 0));
            lan.strike(new Fault.FullQueue(node.number(), 0));
            lan.strike(new Fault.Resume(node.number()));
            lan.strike(new Fault.Thaw(node.number()));
        }
        long most = lan.now() + 2 * interval;
        while (lan.nodes().stream().anyMatch(SimulatedNode::isInTheMiddle)) {
            if (lan.now() > most) {
                throw new AssertionError("a turn has no end");
            }
            lan.advanceTo(lan.now() + quietLateness + 1);
        }
    }

    private void repair() {
        // All the same delay: on a quiet network nothing is overtaken.
        lan.strike(new Fault.WeatherChange(new Weather(0, 0, 0, quietLateness / 2, quietLateness / 2)));
        lan.network().heal();
        boolean waits = interval >= LONG_INTERVAL && random.nextInt(4) == 0;
        for (SimulatedNode node : lan.nodes()) {
            int number = node.number();
            for (int segment = 0; segment < node.plan().segments(); segment++) {
                repairLink(node, segment);
            }
            lan.strike(new Fault.Restart(number));
            if (!node.knows(Scenario.WEIGHTED)) {
                lan.strike(new Fault.Track(number, Scenario.WEIGHTED, new TrackStatus.Good()));
            }
            if (!node.knows(Scenario.VITAL)) {
                lan.strike(new Fault.Track(number, Scenario.VITAL, new TrackStatus.Good()));
            }
            if (node.hasKeptOut() && !waits) {
                // After a refusal a node stays away for half a minute; a reload asks it back.
                lan.strike(new Fault.Reconfigure(number, node.planAhead()));
            }
        }
        if (waits) {
            lan.advanceTo(lan.now() + (long) (REFUSAL_HOLD * DriftingClock.GREATEST_RATE) + quietLateness);
        }
    }

    private void repairLink(SimulatedNode node, int segment) {
        SimulatedInterface link = node.link(segment);
        if (!link.exists()) {
            lan.strike(new Fault.InterfaceMade(node.number(), segment));
        }
        lan.strike(new Fault.Link(node.number(), segment, true));
        if (link.address() == null) {
            lan.strike(new Fault.Renumbered(node.number(), segment, link.host()));
        }
        if (link.isDeaf()) {
            lan.strike(new Fault.Deaf(node.number(), segment, false));
        }
    }

    private void depose(boolean inOrder) {
        List<SimulatedNode> active =
                lan.nodes().stream().filter(node -> Agreement.isActive(node, 0)).toList();
        if (active.isEmpty()) {
            return;
        }
        int number = active.getFirst().number();
        lan.strike(inOrder ? new Fault.Stop(number) : new Fault.Crash(number));
        long wait = inOrder ? lowestSkew() : SilenceLedger.INTERVALS * interval + lowestSkew();
        lan.advanceTo(lan.now() + (long) (wait * DriftingClock.GREATEST_RATE) + talkTime());
        lan.agreement().demandOneActive();
        lan.agreement().watch(talkTime());
        lan.advanceTo(lan.now() + 2 * interval);
    }

    /** Active_Down_Interval + Skew_Time of the lowest, by the slowest clock, and the time for a few words. */
    private long agreementTime() {
        long longest = SilenceLedger.INTERVALS * interval + 2 * lowestSkew();
        return (long) (longest * DriftingClock.GREATEST_RATE) + talkTime();
    }

    private long lowestSkew() {
        ProtocolVersion version =
                scenario.plans().getFirst().routers().getFirst().version();
        int lowest = 255;
        for (SimulatedNode node : lan.nodes()) {
            for (int router = 0; router < node.routers(); router++) {
                lowest = Math.min(lowest, node.view(router).priority);
            }
        }
        return SilenceLedger.skew(version, lowest, interval);
    }

    /** For a node to wake, speak, and be heard and answered by another. */
    private long talkTime() {
        return 6 * quietLateness + 10;
    }

    private long greatestPreemptionDelay() {
        long greatest = 0;
        for (SimulatedNode node : lan.nodes()) {
            for (RouterPlan plan : node.plan().routers()) {
                greatest = Math.max(
                        greatest,
                        switch (plan.preemption()) {
                            case Preemption.Never _ -> 0;
                            case Preemption.After after -> after.delay().toNanos();
                        });
            }
        }
        return greatest;
    }
}
