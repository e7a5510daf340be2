package holdfast.bfd;

import holdfast.bfd.BfdEffect.Log;
import holdfast.bfd.BfdEffect.SendPacket;
import holdfast.bfd.BfdEffect.StateChanged;
import holdfast.bfd.BfdEvent.PacketReceived;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Two engines and the path between them, with a clock turned by hand: 1 ms one way, loss as asked. */
final class SimulatedPath {
    static final Duration LATENCY = Duration.ofMillis(1);

    final End a;
    final End b;
    private final SplittableRandom fate;
    private long now = Long.MAX_VALUE - 5_000_000_000L; // wraps round soon: only differences may count

    record Change(Duration at, BfdState to, Diagnostic why) {}

    private record InFlight(long arrivesAt, ByteBuffer packet) {}

    /** One end, and what leaves it. */
    final class End {
        BfdEngine engine;
        final List<Change> changes = new ArrayList<>();
        final List<Duration> sentAt = new ArrayList<>();
        final List<ControlPacket> sent = new ArrayList<>();
        final List<String> lines = new ArrayList<>();
        private final InetAddress address;
        private final Deque<InFlight> path = new ArrayDeque<>();
        double loss;
        boolean alive = true;

        private End(long seed, int host) {
            engine = new BfdEngine(seed);
            address = address(host);
        }

        void on(BfdEvent event) {
            for (BfdEffect effect : engine.on(event, now)) {
                switch (effect) {
                    case SendPacket send -> {
                        sentAt.add(elapsed());
                        sent.add(send.packet());
                        if (fate.nextDouble() >= loss) {
                            path.add(new InFlight(
                                    now + LATENCY.toNanos(),
                                    ByteBuffer.wrap(ControlPacketCodec.encode(send.packet()))));
                        }
                    }
                    case StateChanged change -> changes.add(new Change(elapsed(), change.to(), change.local()));
                    case Log log -> lines.add(log.line());
                }
            }
        }

        /** Another process of this end goes on with what this one leaves. */
        void succeed(BfdSettings settings) {
            List<EstablishedSession> left = engine.established();
            engine = new BfdEngine(4711);
            on(new BfdEvent.Inherited(left));
            on(new BfdEvent.Configured(List.of())); // no session goes on from a configuration before
            on(new BfdEvent.Configured(List.of(settings)));
        }

        BfdState state() {
            return engine.statuses().getFirst().state();
        }

        Duration lastChange() {
            return changes.getLast().at();
        }
    }

    private final long start;

    SimulatedPath(long seed, BfdSettings ofA, BfdSettings ofB) {
        start = now;
        fate = new SplittableRandom(seed);
        a = new End(seed + 1, 1);
        b = new End(seed + 2, 2);
        a.on(new BfdEvent.Configured(List.of(ofA)));
        b.on(new BfdEvent.Configured(List.of(ofB)));
    }

    static InetAddress address(int host) {
        return InetAddress.ofLiteral("10.0.0." + host);
    }

    /** A session with the other host. */
    static BfdSettings settings(int neighbor, int minRxMillis, int minTxMillis, int multiplier) {
        return new BfdSettings(
                "S",
                address(neighbor),
                Optional.empty(),
                Duration.ofMillis(minRxMillis),
                Duration.ofMillis(minTxMillis),
                Duration.ofSeconds(1),
                multiplier,
                false,
                255,
                0,
                false);
    }

    Duration elapsed() {
        return Duration.ofNanos(now - start);
    }

    void advance(Duration time) {
        long end = now + time.toNanos();
        while (true) {
            long wait = Math.min(Math.min(wait(a), wait(b)), Math.min(arrival(a), arrival(b)));
            if (wait > end - now) {
                now = end;
                return;
            }
            now += wait;
            deliver(a, b);
            deliver(b, a);
            tick(a);
            tick(b);
        }
    }

    private long wait(End end) {
        return end.alive ? end.engine.nanosUntilNextDeadline(now) : Long.MAX_VALUE;
    }

    private long arrival(End from) {
        return from.path.isEmpty()
                ? Long.MAX_VALUE
                : Math.max(0, from.path.peek().arrivesAt() - now);
    }

    private void deliver(End from, End to) {
        while (!from.path.isEmpty() && from.path.peek().arrivesAt() - now <= 0) {
            ByteBuffer packet = from.path.remove().packet();
            if (to.alive) {
                to.on(new PacketReceived(packet, from.address, 49_152, 255, false));
            }
        }
    }

    private void tick(End end) {
        if (end.alive) {
            end.on(new BfdEvent.Tick());
        }
    }
}
