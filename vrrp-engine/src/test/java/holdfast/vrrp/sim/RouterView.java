package holdfast.vrrp.sim;

import holdfast.vrrp.Effect;
import holdfast.vrrp.RouterProbe;
import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.Tracked;
import holdfast.vrrp.TrackedObject;
import java.util.List;
import java.util.Map;

/** What a simulation knows of one virtual router on one node. */
final class RouterView {
    /** So many advertisements within an interval are enough of an answer to anyone. */
    private static final int ANSWERS_AN_INTERVAL = 8;

    /** What silence it has heard. */
    final SilenceLedger ledger = new SilenceLedger();

    /** Its state after the last step. */
    Role role = Role.INITIALIZE;

    /** Its state before that step. */
    Role roleBefore = Role.INITIALIZE;

    /** Its effective priority, reckoned anew. */
    int priority;

    /** Whether a tracked thing is a fault. */
    boolean faulty;

    /** What the engine says of its priority after the last step. */
    int toldPriority;

    /** Whether it has handed over and leaves its successor alone, after the last step. */
    private boolean held;

    /** Whether it waits for a successor, after the last step. */
    private boolean handingOver;

    /** Whether its advertisements leave. */
    final Voice voice = new Voice();

    /** Whether it had handed over when its process ended. */
    boolean wasHeld;

    /** Whether it waited for a successor before the last step. */
    boolean handedOverBefore;

    /** The last advertisement that left, or null if it was refused. */
    SimulatedPacket lastSent;

    /** When that was, in true time. */
    long lastSentTrue;

    /** Whether the lease was not renewed when it should have been, because nobody heard the advertisement. */
    boolean renewalWithheld;

    /** When the engine last asked for one, by the node's clock at the beginning of that step. */
    long lastSentLocal;

    /** The last packet built, to build an equal one only once. */
    SimulatedPacket lastBuilt;

    /** The effect that was for. */
    Effect.SendAdvertisement lastBuiltFor;

    /** When the engine asked for the last few, by the node's clock; the oldest is overwritten next. */
    private final long[] askedFor = new long[ANSWERS_AN_INTERVAL];

    /** How many advertisements the engine handed out since it began. */
    long sent;

    /** How many of them had priority 0. */
    long sentZero;

    /** How often it became active since then. */
    long becameActive;

    void processBegins() {
        wasHeld = isHeld();
        role = Role.INITIALIZE;
        roleBefore = Role.INITIALIZE;
        lastSent = null;
        voice.released();
        sent = 0;
        sentZero = 0;
        becameActive = 0;
    }

    /** A step is over. */
    void looksAt(RouterProbe probe) {
        role = Role.of(probe.state());
        toldPriority = probe.effectivePriority();
        held = probe.isHeld();
        handingOver = probe.isHandingOver();
    }

    /** Whether it has handed over and leaves its successor alone. */
    boolean isHeld() {
        return held;
    }

    /** Whether it waits for a successor. */
    boolean isHandingOver() {
        return handingOver;
    }

    /** The engine asks for an advertisement. */
    void asksFor(long now) {
        askedFor[(int) (sent % ANSWERS_AN_INTERVAL)] = now;
        sent++;
        lastSentLocal = now;
    }

    /** Whether the engine has asked for an advertisement in this very moment. */
    boolean saidAt(long now) {
        return sent > 0 && lastSentLocal == now;
    }

    /** Whether it has said enough within the last interval. */
    boolean hasSaidEnough(long now, long intervalNanos) {
        return sent >= ANSWERS_AN_INTERVAL && now - askedFor[(int) (sent % ANSWERS_AN_INTERVAL)] <= intervalNanos;
    }

    /** base + weights, cut to 1..254, in maintenance 1; an owner's never changes (reference behaviour 4.3, item 24). */
    void recount(int base, List<Tracked> trackers, Map<TrackedObject, TrackStatus> known, boolean maintained) {
        int sum = base;
        faulty = false;
        for (Tracked tracked : trackers) {
            TrackStatus status = known.getOrDefault(tracked.object(), new TrackStatus.Unknown());
            boolean counts = !(status instanceof TrackStatus.Unknown);
            boolean bad = (status instanceof TrackStatus.Bad) != tracked.reverse();
            if (tracked.weight() == 0) {
                faulty |= counts && bad;
            } else if (counts && (tracked.weight() < 0) == bad) {
                sum += tracked.weight();
            }
        }
        priority = base == 255 ? 255 : maintained ? 1 : Math.clamp(sum, 1, 254);
    }
}
