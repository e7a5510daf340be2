package holdfast.linux;

import java.io.IOException;

/** The kernel refused something; the message names the operation, the object and the reason. */
public final class LinuxException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Errno errno;
    private final String operation;
    private final String object;

    /**
     * Says what failed.
     *
     * @param errno the reason
     * @param operation what was attempted, as the manual page calls it: {@code "setsockopt SO_BINDTODEVICE"}
     * @param object what it was attempted on: an interface, an address, a path
     */
    public LinuxException(Errno errno, String operation, String object) {
        super(operation + " " + object + ": " + errno);
        this.errno = errno;
        this.operation = operation;
        this.object = object;
    }

    /** The reason. */
    public Errno errno() {
        return errno;
    }

    /** What was attempted. */
    public String operation() {
        return operation;
    }

    /** What it was attempted on. */
    public String object() {
        return object;
    }
}
