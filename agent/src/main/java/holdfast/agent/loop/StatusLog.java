package holdfast.agent.loop;

import holdfast.vrrp.RouterCounters;
import holdfast.vrrp.RouterStatus;
import holdfast.vrrp.VrrpEngine;
import java.time.Duration;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says on request how every virtual router is doing: what Keepalived writes to files on USR1 and USR2, as lines of the log. */
final class StatusLog {
    private static final Logger LOG = LoggerFactory.getLogger(StatusLog.class);

    private StatusLog() {}

    static void write(VrrpEngine engine, long now) {
        for (RouterStatus status : engine.statuses()) {
            String name = status.configuration().name();
            RouterCounters counters = status.counters();
            Duration since = Duration.ofNanos(now - status.lastTransition().atNanos());
            LOG.info(
                    "({}) is {} for {} s ({}), priority {} (configured {}), active router {}",
                    name,
                    status.state().keepalivedName(),
                    since.toSeconds(),
                    status.lastTransition().reason(),
                    status.effectivePriority(),
                    status.basePriority(),
                    status.activeRouter()
                            .map(address -> address.getHostAddress())
                            .orElse("unknown"));
            LOG.info(
                    "({}) adverts received {}, sent {}; became master {}, released {}; priority 0 received {}, sent {};"
                            + " refused by the kernel {}; packets not believed: {}",
                    name,
                    counters.advertisementsReceived(),
                    counters.advertisementsSent(),
                    counters.becameActive(),
                    counters.releasedActive(),
                    counters.priorityZeroReceived(),
                    counters.priorityZeroSent(),
                    counters.refusals(),
                    rejected(counters));
        }
        engine.unknownVrids()
                .forEach((key, count) -> LOG.info(
                        "Unknown VRID({}) received on interface({}): {} times",
                        key.vrid(),
                        key.interfaceName(),
                        count));
    }

    private static String rejected(RouterCounters counters) {
        if (counters.rejected().isEmpty()) {
            return "none";
        }
        return counters.rejected().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().text())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
