package holdfast.track.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The account a program runs under.
 *
 * @param userName the name for messages; the number as text when the account has no name
 * @param uid user id, 0 to 4294967294
 * @param gid primary group id, 0 to 4294967294
 * @param supplementaryGroups true to take the groups the account is a member of ({@code set_supplementary_groups});
 *     false for the primary group alone, which is what keepalived 2.2.7 does
 */
public record RunAs(String userName, long uid, long gid, boolean supplementaryGroups) {

    /** An account with its primary group alone. */
    public RunAs(String userName, long uid, long gid) {
        this(userName, uid, gid, false);
    }

    /** True for the superuser, whose scripts {@code enable_script_security} looks at. */
    public boolean isRoot() {
        return uid == 0;
    }

    /**
     * The account this process runs under, from the owner of {@code /proc/self}.
     *
     * @throws UncheckedIOException if {@code /proc} is not mounted
     */
    public static RunAs thisProcess() {
        try {
            Path self = Path.of("/proc/self");
            long uid = ((Number) Files.getAttribute(self, "unix:uid")).longValue();
            long gid = ((Number) Files.getAttribute(self, "unix:gid")).longValue();
            return new RunAs(uid == 0 ? "root" : Long.toString(uid), uid, gid);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell which user this process runs as", e);
        }
    }

    /** True if a program started without any change of user already runs as this account. */
    boolean sameAs(RunAs other) {
        return uid == other.uid && gid == other.gid && !supplementaryGroups;
    }
}
