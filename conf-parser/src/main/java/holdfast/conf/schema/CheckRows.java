package holdfast.conf.schema;

import static holdfast.conf.schema.Kinds.seconds;

import holdfast.conf.schema.CheckerDraft.ConnectionDraft;
import holdfast.conf.schema.VirtualServerDraft.CheckTimingDraft;
import java.util.function.Function;

/** Rows about checks that virtual servers, real servers and checkers share. Ranges: measured on keepalived 2.2.7. */
final class CheckRows {
    /** Longest time keepalived takes for most timers, in seconds: 32 bits of microseconds. */
    private static final String MAX_TIMER = "4294.967295";

    /** Longest delay: 64 bits of microseconds, less two. */
    private static final String MAX_DELAY = "18446744073709.551614";

    private CheckRows() {}

    /**
     * Timers and retries.
     *
     * @param least the least {@code retry}: 1 for servers, 0 for checkers
     */
    static <D> Block<D> timing(Block<D> table, Function<D, CheckTimingDraft> draft, long least) {
        return table.value("delay_loop", seconds("0.000001", MAX_DELAY), (d, v) -> draft.apply(d).delayLoop = v)
                .inherits("delay_loop")
                .defaultsTo("60 s")
                .value("retry", LvsKinds.unsigned(least), (d, v) -> draft.apply(d).retry = v)
                .inherits("retry")
                .defaultsTo("1; DNS_CHECK 3; MISC_CHECK 0")
                .value("delay_before_retry", seconds("0", MAX_DELAY), (d, v) -> draft.apply(d).delayBeforeRetry = v)
                .inherits("delay_before_retry")
                .defaultsTo("1 s; HTTP_GET and SSL_GET 3 s; DNS_CHECK: delay_loop")
                .value("warmup", seconds("0", MAX_DELAY), (d, v) -> draft.apply(d).warmup = v)
                .inherits("warmup")
                .defaultsTo("delay_loop");
    }

    /** The time a connection may take. */
    static <D> Block<D> connectTimeout(Block<D> table, Function<D, CheckTimingDraft> draft) {
        return table.value(
                        "connect_timeout", seconds("0.000001", MAX_TIMER), (d, v) -> draft.apply(d).connectTimeout = v)
                .inherits("connect_timeout")
                .defaultsTo("5 s");
    }

    /** What every checker that is made by time has. */
    static <D extends CheckerDraft> Block<D> scheduled(Block<D> table) {
        return timing(table, d -> d.timing, 0)
                .bool("alpha", (d, v) -> d.alpha = v)
                .inherits("alpha")
                .defaultsTo("off")
                .bool("log_all_failures", (d, v) -> d.logAllFailures = v);
    }

    /** What every checker that makes a connection has. */
    static <D extends CheckerDraft> Block<D> connecting(Block<D> table) {
        return connectTimeout(connection(scheduled(table), d -> d.connection), d -> d.timing);
    }

    /** Where to connect to. */
    static <D> Block<D> connection(Block<D> table, Function<D, ConnectionDraft> draft) {
        return table.value("connect_ip", Kinds.address(), (d, v) -> draft.apply(d).connectIp = v)
                .defaultsTo("that of the real server")
                .value("connect_port", LvsKinds.port(), (d, v) -> draft.apply(d).connectPort = v)
                .defaultsTo("that of the real server")
                .value("bindto", Kinds.address(), (d, v) -> draft.apply(d).bindTo = v)
                .value("bind_port", LvsKinds.port(), (d, v) -> draft.apply(d).bindPort = v)
                .value("bind_if", Kinds.interfaceName(), (d, v) -> draft.apply(d).bindInterface = v)
                .value("fwmark", LvsKinds.unsigned(0), (d, v) -> draft.apply(d).fwmark = v);
    }

    /** Words people write in checkers that have other names, or none. */
    static <D> Block<D> habits(Block<D> table) {
        return table.mistaken("timeout", "write 'connect_timeout SECONDS'")
                .mistaken("fall", "write 'retry N': so many failures in a row are forgiven")
                .mistaken("rise", "remove it: one success brings the server back")
                .mistaken("interval", "write 'delay_loop SECONDS'");
    }
}
