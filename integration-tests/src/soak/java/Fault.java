import java.time.Duration;
import java.util.Set;

/**
 * Something that goes wrong, and how it is put right.
 *
 * @param kind a name for the report
 * @param detail what exactly, for the log
 * @param nodes whom it hits
 * @param effects what is allowed to follow
 * @param inject does it
 * @param hold how long it lasts
 * @param heal puts it right
 */
record Fault(String kind, String detail, Set<String> nodes, Set<Effect> effects, Step inject, Duration hold, Step heal) {
    /** What may follow from a fault. */
    enum Effect {
        /** Nodes do not hear each other: several masters are right. */
        SPLIT,
        /** An agent cannot act: its kernel keeps the addresses until their lease ends. */
        DEAD,
        /** Everything is late. */
        STARVED,
        /** Nothing: no address moves. */
        NONE
    }

    /** Something to do. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    boolean has(Effect effect) {
        return effects.contains(effect);
    }
}
