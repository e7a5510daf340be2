package holdfast.bfd;

import static holdfast.bfd.BfdState.ADMIN_DOWN;
import static holdfast.bfd.BfdState.DOWN;
import static holdfast.bfd.BfdState.INIT;
import static holdfast.bfd.BfdState.UP;

import holdfast.bfd.BfdEffect.SendPacket;
import holdfast.bfd.BfdEffect.StateChanged;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One session in asynchronous mode: its state machine (RFC 5880, 6.2 and 6.8.6), its detection timer and what it sends. */
final class BfdSession {
    /** RFC 5880, 6.8.3: not more often while the session is not up. */
    private static final long LEAST_IDLE_MICROS = 1_000_000;

    private final int discriminator;
    private final Negotiation intervals;
    private final SendSchedule schedule;
    private final List<BfdEffect> effects;
    private final SessionLog log;
    private BfdSettings settings;

    private BfdState state = DOWN;
    private Diagnostic diagnostic = Diagnostic.NONE;
    private boolean polling;

    private BfdState remoteState = DOWN;
    private Diagnostic remoteDiagnostic = Diagnostic.NONE;
    private int remoteDiscriminator;
    private boolean remoteDemand;
    private boolean detecting;
    private long detectionAt;

    /**
     * A session that is down.
     *
     * @param discriminator our name for it, not 0, unique on this node
     * @param schedule when it sends
     * @param effects where its effects go
     */
    BfdSession(BfdSettings settings, int discriminator, SendSchedule schedule, List<BfdEffect> effects) {
        this.settings = settings;
        this.discriminator = discriminator;
        this.schedule = schedule;
        this.effects = effects;
        log = new SessionLog(settings.name(), effects);
        intervals = new Negotiation(idleMicros(), micros(settings.minRx()), settings.multiplier());
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    private long idleMicros() {
        return Math.max(LEAST_IDLE_MICROS, micros(settings.idleTx()));
    }

    private long wantedMinTx() {
        return state == UP ? micros(settings.minTx()) : idleMicros();
    }

    BfdSettings settings() {
        return settings;
    }

    int discriminator() {
        return discriminator;
    }

    /** Takes the values of a reload; the session stays as it is. */
    void configure(BfdSettings changed, long now) {
        settings = changed;
        intervals.multiplier(changed.multiplier());
        announceIntervals();
        plan(now);
    }

    /** RFC 5880, 6.8.3: changed intervals are polled for; while not up, the next packet says all there is to say. */
    private void announceIntervals() {
        boolean changed = intervals.announce(wantedMinTx(), micros(settings.minRx()), state == UP);
        if (state != UP) {
            polling = false;
        } else if (changed) {
            polling = true;
            log.poll();
        }
    }

    /**
     * Takes a packet that has been found to be for this session (RFC 5880, 6.8.6, from "Set bfd.RemoteDiscr").
     *
     * @return whether the session took notice of it; it does not while administratively down
     */
    boolean receive(ControlPacket packet, long now) {
        long detectionBefore = intervals.detectionTime();
        remoteDiscriminator = packet.myDiscriminator();
        remoteState = packet.state();
        remoteDiagnostic = packet.diagnostic();
        remoteDemand = packet.demand();
        intervals.hear(packet);
        if (packet.finalBit() && polling) {
            polling = false;
            intervals.acknowledged();
        }
        detecting = true;
        detectionAt = now + intervals.detectionTime() * 1_000;
        if (intervals.detectionTime() != detectionBefore) {
            log.parameters(intervals, detectionBefore);
        }
        if (state == ADMIN_DOWN) {
            return false;
        }
        boolean changed = follow(packet.state());
        if (packet.poll()) {
            effects.add(new SendPacket(settings.name(), packet(true)));
        } else if (changed) {
            schedule.now(now); // RFC 5880, 6.8.7: news does not wait for the interval
        }
        plan(now);
        sendIfDue(now);
        return true;
    }

    /** The state machine of RFC 5880, 6.8.6. */
    private boolean follow(BfdState remote) {
        return switch (remote) {
            case ADMIN_DOWN -> state != DOWN && enter(DOWN, Diagnostic.NEIGHBOR_SIGNALED_DOWN);
            case DOWN ->
                switch (state) {
                    case DOWN -> enter(INIT, Diagnostic.NONE);
                    case UP -> enter(DOWN, Diagnostic.NEIGHBOR_SIGNALED_DOWN);
                    case INIT, ADMIN_DOWN -> false;
                };
            case INIT -> (state == DOWN || state == INIT) && enter(UP, Diagnostic.NONE);
            case UP -> state == INIT && enter(UP, Diagnostic.NONE);
        };
    }

    /** The one door to another state; returns true. */
    private boolean enter(BfdState to, Diagnostic reason) {
        BfdState from = state;
        state = to;
        diagnostic = reason;
        log.entering(to, diagnostic, remoteDiagnostic);
        announceIntervals();
        effects.add(new StateChanged(settings.name(), from, to, diagnostic, remoteDiagnostic));
        return true;
    }

    /** RFC 5880, 6.8.16. */
    void disable(long now) {
        if (state != ADMIN_DOWN) {
            enter(ADMIN_DOWN, Diagnostic.ADMINISTRATIVELY_DOWN);
            if (remoteDiscriminator != 0) {
                schedule.now(now);
            }
            plan(now);
            sendIfDue(now);
        }
    }

    /** RFC 5880, 6.8.16. */
    void enable(long now) {
        if (state == ADMIN_DOWN) {
            enter(DOWN, Diagnostic.NONE);
            plan(now);
            sendIfDue(now);
        }
    }

    /** In the place of a former process that was Up: the neighbor hears the same session go on. */
    void goOnFrom(EstablishedSession former, long now) {
        state = UP;
        remoteState = UP;
        remoteDiscriminator = former.remoteDiscriminator();
        intervals.goOnFrom(former);
        polling = former.polling();
        listenAnew(now);
        effects.add(new StateChanged(settings.name(), UP, UP, diagnostic, remoteDiagnostic));
        announceIntervals();
    }

    /** What {@link #goOnFrom} needs; empty while it is not Up. */
    Optional<EstablishedSession> established() {
        return state == UP
                ? Optional.of(intervals.established(settings, discriminator, remoteDiscriminator, polling))
                : Optional.empty();
    }

    /** The neighbor has a whole detection time from now on, when it was heard at all. */
    void listenAnew(long now) {
        detecting = remoteDiscriminator != 0;
        detectionAt = now + intervals.detectionTime() * 1_000;
    }

    /** Sends what is due, and believes no silence. */
    void repeat(long now) {
        sendIfDue(now);
    }

    long nanosUntilPacket(long now) {
        return schedule.nanosLeft(now);
    }

    void tick(long now) {
        if (detecting && now - detectionAt >= 0) {
            expire(now);
        }
        plan(now);
        sendIfDue(now);
    }

    /** RFC 5880, 6.8.4; and 6.8.1: a neighbor silent for so long is forgotten. */
    private void expire(long now) {
        detecting = false;
        remoteDiscriminator = 0;
        remoteDemand = false;
        intervals.forgetNeighbor();
        if (state == INIT || state == UP) {
            log.expired(intervals.detectionTime(), now - detectionAt);
            enter(DOWN, Diagnostic.DETECTION_TIME_EXPIRED);
            schedule.now(now);
        }
    }

    private void plan(long now) {
        if (mayTransmit()) {
            schedule.every(intervals.sendInterval(), settings.multiplier(), now);
        } else {
            schedule.pause();
        }
    }

    /** RFC 5880, 6.8.7: who sends no periodic packets. */
    private boolean mayTransmit() {
        boolean waitsForNeighbor = settings.passive() && remoteDiscriminator == 0;
        boolean onDemand = remoteDemand && state == UP && remoteState == UP && !polling;
        return !waitsForNeighbor && !onDemand && !intervals.isMuted();
    }

    private void sendIfDue(long now) {
        if (schedule.isDue(now)) {
            effects.add(new SendPacket(settings.name(), packet(false)));
            schedule.sent(now);
        }
    }

    private ControlPacket packet(boolean answersPoll) {
        return new ControlPacket(
                diagnostic,
                state,
                polling && !answersPoll,
                answersPoll,
                false,
                false,
                settings.multiplier(),
                discriminator,
                remoteDiscriminator,
                intervals.desiredMinTx(),
                intervals.requiredMinRx(),
                0);
    }

    long nanosLeft(long now) {
        long detection = detecting ? Math.max(0, detectionAt - now) : BfdEngine.NO_DEADLINE;
        return Math.min(detection, schedule.nanosLeft(now));
    }

    BfdStatus status() {
        return new BfdStatus(
                settings.name(),
                state,
                diagnostic,
                remoteState,
                remoteDiagnostic,
                intervals.sendInterval(),
                intervals.detectionTime());
    }
}
