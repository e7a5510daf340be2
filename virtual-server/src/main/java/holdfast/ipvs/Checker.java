package holdfast.ipvs;

import java.util.Objects;

/**
 * One check of a real server, as far as the pool is concerned.
 *
 * @param id what tells it from the other checks of its real server, in words for people, such as {@code TCP_CHECK 10.0.0.1:80}. A
 *     check that is the same after a reload has the same id: its state lives on
 * @param kind for the words of mails
 * @param alpha it counts as failed until it has succeeded
 */
public record Checker(String id, Kind kind, boolean alpha) {
    /** Checks that nothing is missing. */
    public Checker {
        Objects.requireNonNull(id);
        Objects.requireNonNull(kind);
    }

    /** What a check does. */
    public enum Kind {
        /** {@code TCP_CHECK}. */
        TCP,
        /** {@code HTTP_GET} and {@code SSL_GET}. */
        HTTP,
        /** {@code SMTP_CHECK}. */
        SMTP,
        /** {@code DNS_CHECK}. */
        DNS,
        /** {@code UDP_CHECK}. */
        UDP,
        /** {@code PING_CHECK}. */
        PING,
        /** {@code MISC_CHECK}. */
        MISC,
        /** {@code FILE_CHECK}. */
        FILE,
        /** {@code BFD_CHECK}. */
        BFD
    }
}
