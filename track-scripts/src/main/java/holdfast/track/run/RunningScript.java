package holdfast.track.run;

/** A run that was asked for; may be waiting, running or over. Methods return at once and may be called repeatedly. */
public interface RunningScript {

    /** Ends the process group: TERM now, KILL two seconds later if anything of it is left. No effect once it is over. */
    void stop();

    /** Ends the process group with KILL. No effect once it is over. */
    void kill();
}
