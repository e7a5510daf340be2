package holdfast.agent.loop;

import holdfast.vrrp.VrrpEvent;
import java.util.function.Consumer;

/** Looks into the sockets before a deadline is believed: what is queued may be the active router's advert. */
final class LastLook {
    private static final int PACKETS_A_LOOK = 64;
    private static final int LOOKS = 16;
    private static final int MOST_PUT_OFF = 8;

    private final ReceiverTable receivers;
    private final EngineDriver driver;
    private final Consumer<VrrpEvent> toEngine;
    private int putOff;

    /**
     * On the loop.
     *
     * @param receivers the sockets
     * @param driver is told that time has passed
     * @param toEngine is given what was in the sockets
     */
    LastLook(ReceiverTable receivers, EngineDriver driver, Consumer<VrrpEvent> toEngine) {
        this.receivers = receivers;
        this.driver = driver;
        this.toEngine = toEngine;
    }

    /**
     * Lets deadlines pass. The time is taken before the look that finds the sockets empty: should this process be frozen in between, nothing
     * that arrived by that time is unread, and what arrived later is heard before the next deadline.
     */
    void tick() {
        long now = System.nanoTime();
        boolean more = receivers.drainAll(PACKETS_A_LOOK, toEngine);
        for (int i = 1; more && i < LOOKS; i++) {
            now = System.nanoTime();
            more = receivers.drainAll(PACKETS_A_LOOK, toEngine);
        }
        if (more && ++putOff <= MOST_PUT_OFF) {
            return; // a flood: what it hides may be the active router's advert
        }
        if (more) {
            now = System.nanoTime();
        }
        putOff = 0;
        driver.on(VrrpEvent.Tick.TICK, now);
    }
}
