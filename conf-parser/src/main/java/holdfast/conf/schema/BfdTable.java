package holdfast.conf.schema;

import static holdfast.conf.schema.Kinds.address;
import static holdfast.conf.schema.Kinds.integer;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.syntax.Word;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Keywords of {@code bfd_instance} (keepalived.conf(5), "BFD CONFIGURATION"; ranges measured on keepalived 2.2.7). */
final class BfdTable {
    private static final int MAX_MILLIS = 4_294_967;
    private static final int LEAST_IDLE = 1_000;
    private static final int MAX_WEIGHT = 253;

    static final Block<LvsDraft.Bfd> BFD_INSTANCE = Block.<LvsDraft.Bfd>of("bfd_instance")
            .value("neighbor_ip", address(), (d, v) -> d.neighbor = v)
            .value("neighbour_ip", address(), (d, v) -> d.neighbor = v)
            .value("source_ip", address(), (d, v) -> d.source = v)
            .value("min_rx", millis(1), (d, v) -> d.minRx = v)
            .defaultsTo("10 ms")
            .value("min_tx", millis(1), (d, v) -> d.minTx = v)
            .defaultsTo("10 ms")
            .value("idle_tx", millis(LEAST_IDLE), (d, v) -> d.idleTx = v)
            .defaultsTo("1000 ms")
            .value("multiplier", integer(1, 255), (d, v) -> d.multiplier = v)
            .defaultsTo("5")
            .flag("passive", (d, v) -> d.passive = v)
            .value("ttl", integer(1, 255), (d, v) -> d.ttl = v)
            .defaultsTo("255")
            .value("hoplimit", integer(1, 255), (d, v) -> d.ttl = v)
            .defaultsTo("64")
            .value("max_hops", integer(-1, 255), (d, v) -> d.maxHops = v)
            .defaultsTo("0")
            .flag("multihop", (d, v) -> d.multihop = v)
            .since("2.2.8")
            .value("weight", Weight.upTo(MAX_WEIGHT), (d, v) -> d.weight = v)
            .defaultsTo("0")
            .flag("vrrp", (d, v) -> d.vrrp = v)
            .flag("checker", (d, v) -> d.checker = v);

    private BfdTable() {}

    /** Milliseconds with up to three decimal places. */
    private static Argument<Duration> millis(int min) {
        return Argument.of(
                min + ".." + MAX_MILLIS + " ms",
                in -> in.required("milliseconds from " + min + " to " + MAX_MILLIS)
                        .flatMap(word -> millis(in, word, min)));
    }

    private static Optional<Duration> millis(Arguments in, Word word, int min) {
        String text = word.text();
        int point = text.indexOf('.');
        String digits = point < 0 ? text : text.substring(0, point) + text.substring(point + 1);
        boolean number = !digits.isEmpty()
                && digits.length() <= 18
                && point != 0
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number) {
            in.problem(
                    Rule.NOT_A_NUMBER,
                    word,
                    "'" + text + "' is not a number of milliseconds",
                    "expected milliseconds from " + min + " to " + MAX_MILLIS);
            return Optional.empty();
        }
        DecimalSeconds millis = DecimalSeconds.of(text); // its millionths are thousandths of a microsecond here
        long micros = millis.micros() / 1_000;
        if (micros < min * 1_000L || micros > MAX_MILLIS * 1_000L) {
            in.problem(
                    Rule.OUT_OF_RANGE,
                    word,
                    "'" + in.keyword().text() + " " + text + "' is out of range",
                    "expected " + min + " to " + MAX_MILLIS + " milliseconds");
            return Optional.empty();
        }
        if (point >= 0 && text.length() - point > 4) {
            in.problem(Rule.ROUNDED, word, "'" + text + "' has more than three decimal places", "microseconds count");
        }
        return Optional.of(Duration.of(micros, ChronoUnit.MICROS));
    }
}
