package holdfast.conf.schema;

import holdfast.conf.model.lvs.CheckDefaults;
import holdfast.conf.model.lvs.CheckSchedule;
import holdfast.conf.schema.VirtualServerDraft.CheckTimingDraft;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What virtual servers hand down to real servers, and these to checkers (keepalived.conf(5), "LVS CONFIGURATION"). */
final class CheckInheritance {
    private static final CheckDefaults NOTHING_GIVEN = new CheckDefaults(
            Duration.ofSeconds(5), Duration.ofMinutes(1), OptionalLong.empty(), Optional.empty(), Optional.empty());

    private CheckInheritance() {}

    static CheckDefaults ofVirtualServer(CheckTimingDraft given) {
        return over(given, NOTHING_GIVEN);
    }

    /** What is given, else what is inherited. */
    static CheckDefaults over(CheckTimingDraft given, CheckDefaults inherited) {
        return new CheckDefaults(
                Located.or(given.connectTimeout, inherited.connectTimeout()),
                Located.or(given.delayLoop, inherited.delayLoop()),
                given.retry == null ? inherited.retry() : OptionalLong.of(given.retry.value()),
                given.delayBeforeRetry == null
                        ? inherited.delayBeforeRetry()
                        : Optional.of(given.delayBeforeRetry.value()),
                given.warmup == null ? inherited.warmup() : Optional.of(given.warmup.value()));
    }

    /**
     * When a check is made.
     *
     * @param retry that of its kind, when nothing is given or inherited
     * @param delayBeforeRetry the same; empty: the delay loop
     */
    static CheckSchedule schedule(CheckDefaults given, long retry, Optional<Duration> delayBeforeRetry) {
        return new CheckSchedule(
                given.delayLoop(),
                given.warmup().orElse(given.delayLoop()),
                given.retry().orElse(retry),
                given.delayBeforeRetry().or(() -> delayBeforeRetry).orElse(given.delayLoop()));
    }
}
