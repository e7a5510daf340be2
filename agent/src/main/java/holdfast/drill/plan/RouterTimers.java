package holdfast.drill.plan;

import java.time.Duration;

/**
 * The times a backup router computes (RFC 9568, 6.1; RFC 3768, 6.1). Worked out here from the documents, without the agent's
 * engine, so that the drill judges it by an independent calculation.
 *
 * @param version 2 or 3
 * @param interval Active_Adver_Interval: the interval the master advertises
 * @param priority the backup's effective priority, 1 to 255
 * @param missedAdverts how many intervals of silence; 3 in the RFCs, {@code vrrp_down_timer_adverts} in keepalived.conf
 */
public record RouterTimers(int version, Duration interval, int priority, int missedAdverts) {
    private static final int PRIORITY_RANGE = 256;

    /**
     * Skew_Time: how much longer a backup waits the lower its priority is.
     *
     * @return (256 − priority) / 256 of an interval, in version 2 of a second
     */
    public Duration skewTime() {
        Duration unit = version == 2 ? Duration.ofSeconds(1) : interval;
        return unit.multipliedBy(PRIORITY_RANGE - priority).dividedBy(PRIORITY_RANGE);
    }

    /**
     * Active_Down_Interval (Master_Down_Interval in RFC 3768): silence after which a backup takes over.
     *
     * @return the missed intervals and the skew
     */
    public Duration activeDownInterval() {
        return interval.multipliedBy(missedAdverts).plus(skewTime());
    }

    /**
     * Skew_Time as a sum for people.
     *
     * @return for example {@code (256 − 102) / 256 × 1 s = 601.6 ms}
     */
    public String skewFormula() {
        String unit = version == 2 ? "1 s" : DurationText.seconds(interval);
        return "(256 − " + priority + ") / 256 × " + unit + " = " + DurationText.milliseconds(skewTime());
    }

    /**
     * Active_Down_Interval as a sum for people.
     *
     * @return for example {@code 3 × 1 s + 601.6 ms = 3601.6 ms}
     */
    public String activeDownFormula() {
        return missedAdverts + " × " + DurationText.seconds(interval) + " + " + DurationText.milliseconds(skewTime())
                + " = " + DurationText.milliseconds(activeDownInterval());
    }
}
