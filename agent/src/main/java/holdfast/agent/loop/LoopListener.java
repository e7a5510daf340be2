package holdfast.agent.loop;

/** What the loop does not decide itself. Called on its thread; must be quick. */
public interface LoopListener {
    /** A HUP signal: read the configuration again. */
    void reloadRequested();

    /**
     * A TERM or INT signal.
     *
     * @param signal its number
     * @return whether to stop
     */
    boolean stopRequested(int signal);

    /**
     * Another signal the daemon takes.
     *
     * @param signal its number
     */
    void otherSignal(int signal);
}
