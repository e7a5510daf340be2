package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import java.nio.IntBuffer;

/** Which groups users are members of, as the name service has it (getgrouplist(3)); that may be slow where it is a remote one. */
public final class UserGroups {
    /** NGROUPS_MAX of linux/limits.h. */
    private static final int MOST = 65_536;

    private static final int FIRST_TRY = 64;

    /** A group id that nobody has: the function wants one more group to put into its list. */
    private static final int NOBODYS = -1;

    private UserGroups() {}

    /**
     * Whether a user is a member of a group beyond the primary one.
     *
     * @param user login name; one that is not known is in no group
     * @param group a group id
     * @throws LinuxException EINVAL when the name service has more groups for the user than Linux allows
     */
    public static boolean isMember(String user, int group) throws LinuxException {
        NativeMemory name = Descriptor.cString(user);
        for (int room = FIRST_TRY; room <= MOST; room *= 4) {
            NativeMemory groups = new NativeMemory(room * Integer.BYTES);
            NativeMemory count = new NativeMemory(Integer.BYTES);
            count.buffer().putInt(0, room);
            int result = LibC.getgrouplist(name.address(), NOBODYS, groups.address(), count.address());
            name.keep();
            groups.keep();
            count.keep();
            if (result >= 0) {
                return contains(groups.buffer().asIntBuffer(), count.buffer().getInt(0), group);
            }
        }
        throw new LinuxException(Errno.EINVAL, "getgrouplist", user);
    }

    private static boolean contains(IntBuffer groups, int count, int wanted) {
        for (int i = 0; i < count; i++) {
            if (groups.get(i) == wanted) {
                return true;
            }
        }
        return false;
    }
}
