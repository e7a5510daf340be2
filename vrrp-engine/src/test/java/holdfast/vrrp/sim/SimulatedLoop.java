package holdfast.vrrp.sim;

import holdfast.vrrp.Effect;
import holdfast.vrrp.EngineConfiguration;
import holdfast.vrrp.RouterProbe;
import holdfast.vrrp.VrrpEngine;
import holdfast.vrrp.VrrpEvent;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The loop round an engine, as the agent has it: read everything that is queued, then believe in deadlines; perform effects in their order;
 * hand in what the kernel refused. While a slow kernel is waited for it stands still, and goes on where it was.
 */
final class SimulatedLoop {
    /** What a socket's buffer holds; what comes after is lost. */
    private static final int MOST_QUEUED = 256;

    private static final int MOST_CONSEQUENCES = 256;
    private static final long NOT_WAITING = Long.MAX_VALUE;

    /** How far a turn is. */
    private enum Stage {
        /** It waits for input or a deadline. */
        WAITING,
        /** It reads one kind of input. */
        FIRST_QUEUE,
        /** It reads the other. */
        SECOND_QUEUE,
        /** It looks for packets once more before it believes in deadlines. */
        LAST_LOOK,
        /** The Tick is done. */
        TICKED
    }

    private final SimulatedLan lan;
    private final SimulatedNode node;
    private final EffectPerformer performer;
    private final ArrayDeque<VrrpEvent> atStart = new ArrayDeque<>();
    private final ArrayDeque<SimulatedPacket> packets = new ArrayDeque<>();
    private final ArrayDeque<VrrpEvent> reports = new ArrayDeque<>();
    private final ArrayDeque<VrrpEvent> consequences = new ArrayDeque<>();
    private VrrpEngine engine;
    private Stage stage = Stage.WAITING;
    private boolean packetsFirst;
    private boolean stopAsked;
    private boolean departing;
    private int consequencesInARow;
    private VrrpEvent event;
    private VrrpEvent lastEvent;
    private int hurriesInARow;
    private long stepTime;
    private List<Effect> effects = List.of();
    private int nextEffect;
    private boolean waitsForKernel;
    private long kernelAnswersAt;
    private long wakeTicket;
    private long wakesAt = NOT_WAITING;

    SimulatedLoop(SimulatedLan lan, SimulatedNode node, EffectPerformer performer) {
        this.lan = lan;
        this.node = node;
        this.performer = performer;
    }

    /** A process begins. */
    void begin(EngineConfiguration configuration, List<VrrpEvent> first) {
        end();
        engine = new VrrpEngine(configuration);
        atStart.addAll(first);
        stage = Stage.FIRST_QUEUE; // as in the agent: a Tick never comes before a look at the queue, also after a
        // start that
        // took long
        goOn();
    }

    /** The process is gone, whatever it was about to do. */
    void end() {
        atStart.clear();
        packets.clear();
        reports.clear();
        consequences.clear();
        effects = List.of();
        nextEffect = 0;
        event = null;
        waitsForKernel = false;
        stopAsked = false;
        departing = false;
        stage = Stage.WAITING;
        wakesAt = NOT_WAITING;
        wakeTicket++;
    }

    void report(VrrpEvent news) {
        reports.add(news);
        wakeSoon();
    }

    void receive(SimulatedPacket packet) {
        if (packets.size() < MOST_QUEUED) {
            packets.add(packet);
            wakeSoon();
        }
    }

    /** It is told to stop, and does so as soon as it has finished what it is doing. */
    void stop() {
        stopAsked = true;
        if (!isInTheMiddle()) {
            goOn();
        }
    }

    /** Whether it has said its last, and serves for a moment more. */
    boolean isDeparting() {
        return departing;
    }

    /** Whether it has begun something that it has not finished. */
    boolean isInTheMiddle() {
        return waitsForKernel;
    }

    /** The process could not run for a while; now it can. */
    void runsAgain() {
        wakesAt = NOT_WAITING;
        wakeAt(Math.max(waitsForKernel ? kernelAnswersAt : 0, lan.now() + lan.latency()));
    }

    /** It looks again whether something is due. */
    void wakeSoon() {
        if (!waitsForKernel) {
            wakeAt(lan.now() + lan.latency());
        }
    }

    private void wakeAt(long moment) {
        if (moment < wakesAt) {
            wakesAt = moment;
            wakeTicket++;
            lan.schedule(moment, new Happening.NodeWakes(node, wakeTicket));
        }
    }

    /** The loop leaves its wait: everything that is queued first, deadlines afterwards. */
    void wake(long ticket) {
        if (ticket != wakeTicket || node.condition() != SimulatedNode.Condition.RUNNING) {
            return;
        }
        wakesAt = NOT_WAITING;
        if (stage == Stage.WAITING) {
            stage = Stage.FIRST_QUEUE;
            packetsFirst = lan.random().nextBoolean();
        }
        goOn();
    }

    private void goOn() {
        while (finishesStep()) {
            if (departing && engine.hasStopped()) {
                node.crash();
                return;
            }
            event = nextEvent();
            if (event == null) {
                waitForDeadline();
                return;
            }
            step();
        }
    }

    private VrrpEvent nextEvent() {
        VrrpEvent next = consequences.poll();
        if (next != null) {
            consequencesInARow++;
            lan.invariants()
                    .require(consequencesInARow < MOST_CONSEQUENCES, node, "answers refusals with what is refused");
            return next;
        }
        consequencesInARow = 0;
        if (stopAsked) {
            stopAsked = false;
            departing = true;
            return new VrrpEvent.Departure();
        }
        next = atStart.poll();
        while (next == null && stage != Stage.WAITING) {
            next = switch (stage) {
                case FIRST_QUEUE -> packetsFirst ? nextPacket() : nextReport();
                case SECOND_QUEUE -> packetsFirst ? nextReport() : nextPacket();
                case LAST_LOOK -> nextPacket();
                case TICKED, WAITING -> null;
            };
            if (next == null) {
                next = nextStage();
            }
        }
        return next;
    }

    /** The Tick comes between the last look and the end. */
    private VrrpEvent nextStage() {
        stage = switch (stage) {
            case FIRST_QUEUE -> Stage.SECOND_QUEUE;
            case SECOND_QUEUE -> Stage.LAST_LOOK;
            case LAST_LOOK -> Stage.TICKED;
            case TICKED, WAITING -> Stage.WAITING;
        };
        return stage == Stage.TICKED ? VrrpEvent.Tick.TICK : null;
    }

    private VrrpEvent nextPacket() {
        SimulatedPacket packet = packets.poll();
        while (packet != null && node.isOwnOfFormerTimes(packet)) {
            packet = packets.poll();
        }
        if (packet == null) {
            return null;
        }
        stepTime = node.localNow();
        lan.invariants().hears(node, packet);
        return packet.event();
    }

    private VrrpEvent nextReport() {
        if (departing) {
            reports.clear();
        }
        VrrpEvent report = reports.poll();
        if (report instanceof VrrpEvent.Reconfigure) {
            node.takesNextPlan();
        }
        return report;
    }

    private void step() {
        stepTime = node.localNow();
        lastEvent = event;
        node.learns(event);
        lan.invariants().stepBegins(node, event);
        effects = engine.on(event, stepTime);
        nextEffect = 0;
    }

    /** Performs what is left of a step's effects; false if the kernel has to be waited for. */
    private boolean finishesStep() {
        while (nextEffect < effects.size()) {
            Effect effect = effects.get(nextEffect);
            if (EffectPerformer.asksKernel(effect) && !kernelAnswers(effect)) {
                return false;
            }
            nextEffect++;
            performer.perform(effect, consequences::add);
        }
        if (event != null) {
            node.looksAtRouters();
            lan.invariants().stepEnds(node, event);
            effects = List.of();
        }
        return true;
    }

    private boolean kernelAnswers(Effect effect) {
        if (waitsForKernel) {
            waitsForKernel = lan.now() < kernelAnswersAt;
            if (waitsForKernel) {
                wakeAt(kernelAnswersAt);
            }
            return !waitsForKernel;
        }
        lan.surprise(effect);
        long delay = node.kernel().greatestDelay();
        delay = delay == 0 ? 0 : lan.random().nextLong(delay + 1);
        if (delay > 0) {
            waitsForKernel = true;
            kernelAnswersAt = lan.now() + delay;
            node.standsStill(delay);
            wakesAt = NOT_WAITING;
            wakeAt(kernelAnswersAt);
        }
        return !waitsForKernel;
    }

    private void waitForDeadline() {
        if (!packets.isEmpty() || !reports.isEmpty()) {
            wakeSoon();
            return;
        }
        long local = node.localNow();
        long wait = engine.nanosUntilNextDeadline(local);
        boolean calm = wait > 0 || local != stepTime;
        hurriesInARow = calm ? 0 : hurriesInARow + 1;
        // A refusal that followed from the Tick may want another one.
        boolean begun = !(lastEvent instanceof VrrpEvent.Tick) && hurriesInARow < MOST_CONSEQUENCES;
        lan.invariants().require(calm || begun, node, "has something to do right after its tick");
        if (wait != VrrpEngine.NO_DEADLINE) {
            wakeAt(node.clock().firstMomentAt(local + wait) + lan.latency());
        }
    }

    /** The time that the engine was given with the step that is going on, or with the last one. */
    long stepTime() {
        return stepTime;
    }

    RouterProbe probe(String router) {
        return RouterProbe.of(engine, router);
    }

    /** Whether an advertisement for a virtual router waits to be read. */
    boolean hasUnreadAdvertFor(int router) {
        for (SimulatedPacket packet : packets) {
            if (packet.believable() && packet.router() == router) {
                return true;
            }
        }
        return false;
    }
}
