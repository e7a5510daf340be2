package holdfast.track;

/** Hears about tracked processes; called on the thread that watches them, so it must only enqueue. */
@FunctionalInterface
public interface ProcessListener {

    /**
     * The quorum of a {@code vrrp_track_process} is known for the first time, or has changed.
     *
     * @param name its name
     * @param quorate true if as many processes run as there should be
     * @param running how many matching processes run
     */
    void processChanged(String name, boolean quorate, int running);
}
