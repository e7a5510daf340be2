package holdfast.conf.schema;

import holdfast.conf.model.GarpSettings;
import java.time.Duration;

/** {@code garp_*} of an instance, or {@code vrrp_garp_*}, while being read. Null: not given. */
final class GarpDraft {
    /** keepalived.conf(5): five packets at once, five more after five seconds. */
    static final GarpSettings DEFAULTS =
            new GarpSettings(Duration.ofSeconds(5), 5, Duration.ZERO, 1, Duration.ofSeconds(5), 5);

    Located<Duration> masterDelay;
    Located<Integer> masterRepeat;
    Located<Duration> masterRefresh;
    Located<Integer> masterRefreshRepeat;
    Located<Duration> lowerPrioDelay;
    Located<Integer> lowerPrioRepeat;

    /**
     * Effective values.
     *
     * @param globals what is inherited
     * @param delayGiven whether the inherited lower-priority delay was given; otherwise it follows this level's delay
     * @param repeatGiven the same for the number of packets
     */
    GarpSettings over(GarpSettings globals, boolean delayGiven, boolean repeatGiven) {
        Duration delay = Located.or(masterDelay, globals.masterDelay());
        int repeat = Located.or(masterRepeat, globals.masterRepeat());
        return new GarpSettings(
                delay,
                repeat,
                Located.or(masterRefresh, globals.masterRefresh()),
                Located.or(masterRefreshRepeat, globals.masterRefreshRepeat()),
                Located.or(lowerPrioDelay, delayGiven ? globals.lowerPrioDelay() : delay),
                Located.or(lowerPrioRepeat, repeatGiven ? globals.lowerPrioRepeat() : repeat));
    }
}
