package holdfast.agent.log;

import java.util.Locale;
import java.util.Optional;

/** The syslog facilities keepalived's {@code -S} can name; numbers from RFC 5424, table 1. */
public enum SyslogFacility {
    /** User-level messages. */
    USER(1),
    /** System daemons, the default. */
    DAEMON(3),
    /** Local use 0. */
    LOCAL0(16),
    /** Local use 1. */
    LOCAL1(17),
    /** Local use 2. */
    LOCAL2(18),
    /** Local use 3. */
    LOCAL3(19),
    /** Local use 4. */
    LOCAL4(20),
    /** Local use 5. */
    LOCAL5(21),
    /** Local use 6. */
    LOCAL6(22),
    /** Local use 7. */
    LOCAL7(23);

    private final int code;

    SyslogFacility(int code) {
        this.code = code;
    }

    /**
     * The facility's number on the wire.
     *
     * @return 0 to 23, not yet multiplied by 8
     */
    public int code() {
        return code;
    }

    /**
     * The facility for the value of {@code -S}: {@code 0} to {@code 7} mean local0 to local7.
     *
     * @param word {@code 0}-{@code 7}, {@code local0}-{@code local7}, {@code user} or {@code daemon}, in any case
     * @return the facility, or nothing when the word names none
     */
    public static Optional<SyslogFacility> named(String word) {
        String name = word.length() == 1 && Character.isDigit(word.charAt(0)) ? "local" + word : word;
        for (SyslogFacility facility : values()) {
            if (facility.name().equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(facility);
            }
        }
        return Optional.empty();
    }
}
