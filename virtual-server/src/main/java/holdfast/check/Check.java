package holdfast.check;

/**
 * What is checked, and how: an immutable description, a record for each kind. Equal descriptions are the same check: its state survives a
 * reload.
 *
 * <p>A kind that runs on {@link CheckLoop} implements {@link #begin}; everything else, such as retries, delays and what is logged, is the
 * loop's.
 */
public interface Check {
    /** The word of its block: {@code TCP_CHECK}. */
    String keyword();

    /**
     * Starts one try. Called on the loop's thread: must not block. The try goes on until the probe (or this method) calls
     * {@link Attempt#end}, or throws.
     *
     * @param attempt the try, with the loop's services for it
     * @return what the loop calls when something happens
     * @throws java.io.IOException the try fails with the message of it
     */
    Probe begin(Attempt attempt) throws java.io.IOException;

    /** Into how many parts a check is divided: one try checks one part, and the service is up once all of them passed; 1 or more. */
    default int parts() {
        return 1;
    }

    /** While the service is not known to be up, parts follow each other without {@code delay_loop} between: {@code fast_recovery}. */
    default boolean partsAtOnceWhileDown() {
        return false;
    }

    /** What failures of this kind of check mean. */
    default RetryRule retryRule() {
        return RetryRule.PLAIN;
    }
}
