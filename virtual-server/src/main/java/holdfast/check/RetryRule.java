package holdfast.check;

/** How a kind of check treats failures; observed of Keepalived 2.2.7, whose kinds differ. {@code retry} and the delays are those of {@link CheckTiming}. */
public enum RetryRule {
    /**
     * {@code DNS_CHECK}, {@code UDP_CHECK}, {@code PING_CHECK}, {@code MISC_CHECK}: until the first success every failure counts at once. Once
     * up, {@code retry} failures in a row are forgiven. While down there is one try every {@code delay_loop}, or {@code delay_before_retry} if
     * that is longer.
     */
    PLAIN,
    /** {@code TCP_CHECK}: the first failure ever counts at once. Retries are made also while down, between two {@code delay_loop}s. */
    CYCLE,
    /** {@code SMTP_CHECK}: as {@link #CYCLE}, and the first failures are forgiven like any others. */
    CYCLE_FROM_START,
    /**
     * {@code HTTP_GET}, {@code SSL_GET}: as {@link #PLAIN}, but once down, one success only begins a round of all parts, which brings the
     * service up. A single URL must answer twice.
     */
    WHOLE_ROUND
}
