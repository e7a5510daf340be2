package holdfast.bfd;

import holdfast.bfd.BfdEffect.Log;
import holdfast.bfd.BfdEvent.PacketReceived;
import holdfast.bfd.DecodeResult.Decoded;
import holdfast.bfd.DecodeResult.Rejected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * All BFD sessions of one node, asynchronous mode without echo and authentication: event and time in, effects out.
 *
 * <p>How it is driven, by one thread: wait for input, but at most {@link #nanosUntilNextDeadline(long)}; hand in <em>all</em>
 * queued packets, then {@link BfdEvent.Tick}; perform the effects of each call in their order.
 */
public final class BfdEngine {
    /** Answer of {@link #nanosUntilNextDeadline(long)} when nothing is due ever. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private final SplittableRandom random;
    private final List<BfdEffect> effects = new ArrayList<>();
    private final Map<String, BfdSession> sessions = new LinkedHashMap<>();
    private final Map<Integer, BfdSession> byDiscriminator = new LinkedHashMap<>();
    private final Rejections rejections = new Rejections();
    private List<EstablishedSession> inherited = List.of();
    private boolean relieved;

    /**
     * An engine without sessions.
     *
     * @param seed of discriminators and jitter; no two nodes should have the same
     */
    public BfdEngine(long seed) {
        random = new SplittableRandom(seed);
    }

    /**
     * Takes one event.
     *
     * @param now monotonic nanoseconds, never less than in the call before
     * @return what to do, in order; valid until the next call only, because the list is used again
     */
    public List<BfdEffect> on(BfdEvent event, long now) {
        effects.clear();
        if (relieved) {
            sendOnly(event, now);
        } else {
            handle(event, now);
        }
        return effects;
    }

    private void sendOnly(BfdEvent event, long now) {
        if (event instanceof BfdEvent.Tick) {
            sessions.values().forEach(session -> session.repeat(now));
        } else if (event instanceof BfdEvent.Resumed) {
            relieved = false;
            sessions.values().forEach(session -> session.listenAnew(now));
        }
    }

    private void handle(BfdEvent event, long now) {
        switch (event) {
            case PacketReceived packet -> receive(packet, now);
            case BfdEvent.Tick _ -> sessions.values().forEach(session -> session.tick(now));
            case BfdEvent.Configured(List<BfdSettings> wanted) -> configure(wanted, now);
            case BfdEvent.Disable(String name) -> find(name).ifPresent(session -> session.disable(now));
            case BfdEvent.Enable(String name) -> find(name).ifPresent(session -> session.enable(now));
            case BfdEvent.Inherited(List<EstablishedSession> former) -> inherited = List.copyOf(former);
            case BfdEvent.Relieved _ -> relieved = true;
            case BfdEvent.Resumed _ -> {} // nobody was to go on
            case BfdEvent.Shutdown _ -> configure(List.of(), now);
        }
    }

    private Optional<BfdSession> find(String name) {
        return Optional.ofNullable(sessions.get(name));
    }

    private void configure(List<BfdSettings> wanted, long now) {
        Map<String, BfdSession> before = new LinkedHashMap<>(sessions);
        sessions.clear();
        for (BfdSettings settings : wanted) {
            BfdSession known = before.get(settings.name());
            if (known != null && known.settings().isSameSession(settings)) {
                before.remove(settings.name());
                known.configure(settings, now);
                sessions.put(settings.name(), known);
            } else {
                sessions.put(settings.name(), begin(settings, now));
            }
        }
        if (!wanted.isEmpty()) {
            inherited = List.of(); // a session that comes back later is another one
        }
        for (BfdSession gone : before.values()) {
            byDiscriminator.remove(gone.discriminator());
            gone.disable(now);
        }
        sessions.values().forEach(session -> session.tick(now));
    }

    private BfdSession begin(BfdSettings settings, long now) {
        Optional<EstablishedSession> former =
                inherited.stream().filter(session -> session.isOf(settings)).findFirst();
        if (former.isPresent() && !byDiscriminator.containsKey(former.get().discriminator())) {
            BfdSession session = begin(settings, former.get().discriminator());
            session.goOnFrom(former.get(), now);
            return session;
        }
        int discriminator;
        do {
            discriminator = random.nextInt();
        } while (discriminator == 0 || byDiscriminator.containsKey(discriminator) || isInherited(discriminator));
        return begin(settings, discriminator);
    }

    private boolean isInherited(int discriminator) {
        return inherited.stream().anyMatch(session -> session.discriminator() == discriminator);
    }

    private BfdSession begin(BfdSettings settings, int discriminator) {
        BfdSession session = new BfdSession(settings, discriminator, new SendSchedule(random.split()), effects);
        byDiscriminator.put(discriminator, session);
        return session;
    }

    private void receive(PacketReceived received, long now) {
        switch (ControlPacketCodec.decode(received.payload())) {
            case Rejected(RejectReason reason, String detail) -> reject(received, reason, detail, now);
            case Decoded(ControlPacket packet) -> {
                BfdSession session = sessionOf(packet, received);
                if (session == null) {
                    String unknown = String.format("your discriminator field is 0x%08x", packet.yourDiscriminator());
                    reject(received, RejectReason.NO_SESSION, unknown, now);
                } else {
                    deliver(packet, received, session, now);
                }
            }
        }
    }

    /**
     * RFC 5880, 6.8.6: the discriminator decides, and without one the addresses (RFC 5881, 3). A discriminator from another
     * neighbor, or at the other port, is a guess or a mistake.
     */
    private BfdSession sessionOf(ControlPacket packet, PacketReceived received) {
        if (packet.yourDiscriminator() != 0) {
            BfdSession session = byDiscriminator.get(packet.yourDiscriminator());
            return session != null && isFrom(session, received) ? session : null;
        }
        for (BfdSession session : sessions.values()) {
            if (isFrom(session, received)) {
                return session;
            }
        }
        return null;
    }

    private static boolean isFrom(BfdSession session, PacketReceived received) {
        return session.settings().neighbor().equals(received.from())
                && session.settings().multihop() == received.multihop();
    }

    private void deliver(ControlPacket packet, PacketReceived received, BfdSession session, long now) {
        int least = session.settings().leastReceivedTtl();
        if (received.hopLimit() < least) {
            reject(received, RejectReason.TOO_MANY_HOPS, received.hopLimit() + " < " + least, now);
        } else if (!session.receive(packet, now)) {
            reject(received, RejectReason.ADMINISTRATIVELY_DOWN, "", now);
        }
    }

    private void reject(PacketReceived received, RejectReason reason, String detail, long now) {
        if (rejections.isWorthALine(reason, now)) {
            String why = detail.isEmpty() ? reason.words() : reason.words() + " - " + detail;
            effects.add(new Log(
                    "",
                    false,
                    "Discarding packet from [" + received.from().getHostAddress() + "]:" + received.fromPort() + " ("
                            + why + ")"));
        }
    }

    /**
     * How long the driver may sleep.
     *
     * @param now monotonic nanoseconds
     * @return nanoseconds, 0 when something is due already, {@link #NO_DEADLINE} when nothing is
     */
    public long nanosUntilNextDeadline(long now) {
        long least = NO_DEADLINE;
        for (BfdSession session : sessions.values()) {
            least = Math.min(least, relieved ? session.nanosUntilPacket(now) : session.nanosLeft(now));
        }
        return least;
    }

    /** How one session is doing, or nothing if there is none of this name. */
    public Optional<BfdStatus> status(String name) {
        return find(name).map(BfdSession::status);
    }

    /** How all sessions are doing, in the order of the configuration. */
    public List<BfdStatus> statuses() {
        return sessions.values().stream().map(BfdSession::status).toList();
    }

    /** The sessions that are Up, for another process of this node to go on with. */
    public List<EstablishedSession> established() {
        return sessions.values().stream()
                .flatMap(session -> session.established().stream())
                .toList();
    }

    /** Packets discarded so far. */
    public long rejected() {
        return rejections.count();
    }

    /** Packets discarded so far for one reason. */
    public long rejected(RejectReason reason) {
        return rejections.count(Objects.requireNonNull(reason));
    }
}
