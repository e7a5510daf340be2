package holdfast.agent.loop;

import java.util.function.Supplier;

/** Told what has to outlive this process, should it be killed. On the loop's thread; nothing here waits. */
public interface LifeSigns {
    /** Nothing outlives the process. */
    LifeSigns NONE = new LifeSigns() {
        @Override
        public void advertised(String router, long now) {
            // nobody will ask
        }

        @Override
        public void yielded(String router) {
            // nobody will ask
        }

        @Override
        public void turned(int version, long now, Supplier<Legacy> legacy) {
            // nobody will ask
        }
    };

    /**
     * A router has advertised as MASTER.
     *
     * @param router its name
     * @param now monotonic nanoseconds
     */
    void advertised(String router, long now);

    /** A router is MASTER no more, or tells the others that it will not be: its addresses are about to go. */
    void yielded(String router);

    /**
     * The loop has gone round once.
     *
     * @param version another one each time when something else than adverts happened
     * @param now monotonic nanoseconds
     * @param legacy what a process that goes on should know; costs something
     */
    void turned(int version, long now, Supplier<Legacy> legacy);
}
