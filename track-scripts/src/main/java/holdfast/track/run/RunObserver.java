package holdfast.track.run;

/** Hears how a run goes; called on the runner's threads, so it should only enqueue. */
public interface RunObserver {

    /**
     * The run has passed its time limit and is being ended; {@link #ended} follows once it is gone.
     *
     * @param outcome the same outcome {@code ended} will get
     */
    void timedOut(ScriptOutcome.TimedOut outcome);

    /** The run is over; called exactly once, also when the program could not be started. */
    void ended(ScriptOutcome outcome);
}
