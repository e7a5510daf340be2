package holdfast.drill.plan;

import java.time.Duration;

/**
 * A script a virtual router tracks.
 *
 * @param name of its {@code vrrp_script} block
 * @param program what it runs, as one line
 * @param interval time between two runs
 * @param weight what it does to the priority: positive while it succeeds, negative while it fails, 0: a failure is a fault
 * @param rise successes in a row that count
 * @param fall failures in a row that count
 */
public record TrackedScript(String name, String program, Duration interval, int weight, int rise, int fall) {
    /**
     * Whether it notices that HAProxy is gone, as far as its command line tells.
     *
     * @return true when the command names haproxy
     */
    public boolean watchesHaproxy() {
        return program.contains("haproxy");
    }

    /**
     * How long a failure can go unnoticed.
     *
     * @return an interval for each failure needed
     */
    public Duration slowestFall() {
        return interval.multipliedBy(fall);
    }

    /**
     * How long a recovery can go unnoticed.
     *
     * @return an interval for each success needed
     */
    public Duration slowestRise() {
        return interval.multipliedBy(rise);
    }
}
