package holdfast.track;

/** Hears about tracked scripts; called on the tracker's timer thread, in order, so it must only enqueue. */
@FunctionalInterface
public interface ScriptListener {

    /**
     * A script's health is known for the first time, or has changed.
     *
     * @param name the script's name
     * @param status good or bad
     * @param detail how its last run ended, for people: {@code exited with status 1}
     */
    void scriptChanged(String name, ScriptStatus status, String detail);
}
