package holdfast.agent.doctor.segment;

import holdfast.linux.MacAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One node that advertises one virtual router, as it was heard.
 *
 * @param interfaceName where
 * @param source its address
 * @param mac its MAC address
 * @param ourselves whether this machine sent the frames
 * @param vrid the virtual router
 * @param ipv6 the family
 * @param destination whom it sends to: a group, or a peer
 * @param hopLimit TTL or hop limit of the last packet
 * @param last what the last good advert said; empty when none was good
 * @param password how its password compares with ours
 * @param broken why packets were no adverts, in a few words; of the last
 * @param packets how many
 * @param measured the mean time between packets; empty for one alone
 * @param first when the first came
 * @param latest when the last came
 */
public record Speaker(
        String interfaceName,
        InetAddress source,
        MacAddress mac,
        boolean ourselves,
        int vrid,
        boolean ipv6,
        InetAddress destination,
        int hopLimit,
        Optional<Said> last,
        Password password,
        Optional<String> broken,
        int packets,
        Optional<Duration> measured,
        Instant first,
        Instant latest) {
    /**
     * What an advert said.
     *
     * @param version 2 or 3
     * @param priority 0 to 255
     * @param interval that it announces
     * @param authentication {@code none}, {@code PASS}, {@code AH}, or the number of a type nobody knows
     * @param addresses the virtual addresses
     * @param checksum over what its checksum is
     */
    public record Said(
            int version,
            int priority,
            Duration interval,
            String authentication,
            List<InetAddress> addresses,
            String checksum) {
        /** Copies the list. */
        public Said {
            addresses = List.copyOf(addresses);
        }
    }

    /** A password beside that of our instance of the same number; the password itself is not kept. */
    public enum Password {
        /** None was sent, or no instance of ours has this number. */
        NOT_COMPARED("-"),
        /** The same. */
        MATCHES("matches"),
        /** Another. */
        DIFFERS("differs");

        private final String word;

        Password(String word) {
            this.word = word;
        }

        /** For reports. */
        public String word() {
            return word;
        }
    }
}
