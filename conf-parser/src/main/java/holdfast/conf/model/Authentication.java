package holdfast.conf.model;

/**
 * {@code authentication} of a version 2 instance: simple text (RFC 2338, 5.3.6). Sent in clear.
 *
 * @param password 1 to 8 characters
 */
public record Authentication(String password) {
    @Override
    public String toString() {
        return "Authentication[PASS]"; // never the password: records end up in logs
    }
}
