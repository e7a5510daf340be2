package holdfast.check.bfd;

import holdfast.bfd.BfdState;
import holdfast.bfd.Diagnostic;

/** Hears of sessions' changes, on the thread of {@link BfdLoop}; must not block. */
public interface BfdListener {
    /** The thread has begun, before anything else: now it can be scheduled in another way. */
    default void began() {}

    /**
     * A session has another state. A new session is down without a word.
     *
     * @param session its name
     * @param state {@link BfdState#UP} counts as up, all others as down
     * @param diagnostic why it left Up
     */
    void sessionChanged(String session, BfdState state, Diagnostic diagnostic);
}
