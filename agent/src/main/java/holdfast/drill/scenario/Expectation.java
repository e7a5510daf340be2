package holdfast.drill.scenario;

import holdfast.drill.plan.DurationText;
import holdfast.drill.plan.RouterTimers;
import holdfast.drill.plan.TrackedScript;
import java.time.Duration;
import java.util.List;

/**
 * How long a change of mastership may take, and why.
 *
 * @param rule the rule with its numbers, one line
 * @param least not sooner than this
 * @param most not later than this, slack included
 * @param explanation the rule in words
 */
public record Expectation(String rule, Duration least, Duration most, String explanation) {
    /** What a busy machine of two cores may add to a time of the protocol. */
    public static final Duration SLACK = Duration.ofMillis(350);

    /** What time stamps taken at different places may differ by. */
    static final Duration STAMP_TOLERANCE = Duration.ofMillis(10);

    /** What an agent's program may need from its start to its first look at the network, on a busy machine. */
    static final Duration START_ALLOWANCE = Duration.ofSeconds(5);

    /** What a kernel may take to tell of a carrier that has come back (its link watch runs once a second). */
    static final Duration CARRIER_ALLOWANCE = Duration.ofSeconds(1);

    /**
     * The master said that it lets go.
     *
     * @param backup the backup's times
     * @return Skew_Time
     */
    static Expectation afterRelease(RouterTimers backup) {
        return within(
                "Skew_Time = " + backup.skewFormula(),
                backup.skewTime(),
                backup.skewTime(),
                "A backup that hears priority 0 waits for its Skew_Time only (RFC 9568, 6.4.2), the shorter the higher its "
                        + "priority.");
    }

    /**
     * The master fell silent; counted from its last advert.
     *
     * @param backup the backup's times
     * @return Active_Down_Interval
     */
    static Expectation afterSilence(RouterTimers backup) {
        return within(
                "Active_Down_Interval = " + backup.activeDownFormula(),
                backup.activeDownInterval(),
                backup.activeDownInterval(),
                "A backup takes over when it has heard nothing for its Active_Down_Interval (RFC 9568, 6.1), counted from the "
                        + "last advert; never sooner.");
    }

    /**
     * A script with a weight began to fail on the master; counted from the cause.
     *
     * @param backup the backup's times
     * @param scripts the scripts that notice it
     * @return the scripts' reaction and Active_Down_Interval
     */
    static Expectation afterLoweredPriority(RouterTimers backup, List<TrackedScript> scripts) {
        Duration noticing = noticing(scripts);
        return new Expectation(
                "check " + DurationText.milliseconds(noticing) + " + Active_Down_Interval "
                        + DurationText.milliseconds(backup.activeDownInterval()),
                Duration.ZERO,
                noticing.plus(backup.activeDownInterval()).plus(SLACK),
                "The script is run every interval, so its failure is noticed within that; then the master's adverts carry a "
                        + "priority below the backup's, which the backup no longer accepts (RFC 9568, 6.4.2), and its "
                        + "Active_Down_Timer runs out. Until then the old master keeps the address.");
    }

    /**
     * A script without weight began to fail on the master; counted from the cause.
     *
     * @param backup the backup's times
     * @param scripts the scripts that notice it
     * @return the scripts' reaction and Skew_Time
     */
    static Expectation afterScriptFault(RouterTimers backup, List<TrackedScript> scripts) {
        Duration noticing = noticing(scripts);
        return new Expectation(
                "check " + DurationText.milliseconds(noticing) + " + Skew_Time "
                        + DurationText.milliseconds(backup.skewTime()),
                Duration.ZERO,
                noticing.plus(backup.skewTime()).plus(SLACK),
                "Without a weight a failing script is a fault: the master lets go with priority 0 as soon as the script has "
                        + "failed, and the backup waits for its Skew_Time.");
    }

    /**
     * A node of higher priority is there again; counted from the cause.
     *
     * @param returning the returning node's times
     * @param allowance what must happen before it can listen
     * @param preemptDelay what its configuration makes it wait
     * @return the allowance, the delay and Active_Down_Interval
     */
    static Expectation takingBack(RouterTimers returning, Duration allowance, Duration preemptDelay) {
        String delay = preemptDelay.isZero() ? "" : " + preempt_delay " + DurationText.seconds(preemptDelay);
        return new Expectation(
                "Active_Down_Interval = " + returning.activeDownFormula() + delay,
                Duration.ZERO,
                returning
                        .activeDownInterval()
                        .plus(allowance)
                        .plus(preemptDelay)
                        .plus(SLACK),
                "The node returns as a backup and ignores adverts of lower priority, so it takes over after its own "
                        + "Active_Down_Interval (RFC 9568, 6.4.2, Preempt_Mode). The old master serves until it hears the "
                        + "new one: no outage. " + DurationText.seconds(allowance) + " are allowed for "
                        + "the program, script or carrier to come back first.");
    }

    /**
     * Both nodes start; counted from there.
     *
     * @param winner the times of the node with the higher priority
     * @return the start of a program and Active_Down_Interval
     */
    static Expectation election(RouterTimers winner) {
        return new Expectation(
                "Active_Down_Interval = " + winner.activeDownFormula(),
                Duration.ZERO,
                winner.activeDownInterval().plus(START_ALLOWANCE).plus(SLACK),
                "Both start as backups and listen for their Active_Down_Interval (RFC 9568, 6.4.1); it is shorter the higher "
                        + "the priority. " + DurationText.seconds(START_ALLOWANCE)
                        + " are allowed for the programs to start.");
    }

    /**
     * A partition healed; counted from there.
     *
     * @param interval how often the stronger node advertises
     * @return one advert
     */
    static Expectation afterHealing(Duration interval) {
        return new Expectation(
                "one advert interval = " + DurationText.seconds(interval),
                Duration.ZERO,
                interval.plus(SLACK),
                "The weaker of two masters yields as soon as it hears an advert of the stronger one (RFC 9568, 6.4.3), and a "
                        + "master that hears a weaker one answers with an advert at once.");
    }

    /**
     * Nothing is to move.
     *
     * @param explanation why not
     * @return an expectation without a time
     */
    static Expectation staysPut(String explanation) {
        return new Expectation("mastership stays", Duration.ZERO, Duration.ZERO, explanation);
    }

    /**
     * Whether a time is as expected.
     *
     * @param measured the time
     * @return true within the limits
     */
    boolean allows(Duration measured) {
        return measured.compareTo(least.minus(STAMP_TOLERANCE)) >= 0 && measured.compareTo(most) <= 0;
    }

    private static Expectation within(String rule, Duration least, Duration most, String explanation) {
        return new Expectation(rule, least, most.plus(SLACK), explanation);
    }

    private static Duration noticing(List<TrackedScript> scripts) {
        return scripts.stream()
                .map(TrackedScript::slowestFall)
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
