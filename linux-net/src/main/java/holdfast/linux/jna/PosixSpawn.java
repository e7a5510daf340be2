package holdfast.linux.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The functions round posix_spawn(3). Apart from {@link LibC} because of {@link #posix_spawn_file_actions_addclosefrom_np}, which
 * glibc has since 2.34: with an older one this class cannot be initialised ({@link LinkageError}), and everything else works.
 *
 * <p>Each of them returns the error number itself, 0 for success.
 */
public final class PosixSpawn {
    static {
        Native.register(PosixSpawn.class, NativeLibrary.getProcess());
    }

    private PosixSpawn() {}

    /** posix_spawn(3); {@code process} is the address of a {@code pid_t}, the last two are arrays of pointers that end with 0. */
    public static native int posix_spawn(
            long process, long path, long fileActions, long attributes, long words, long environment);

    /** posix_spawn_file_actions_init(3). */
    public static native int posix_spawn_file_actions_init(long fileActions);

    /** posix_spawn_file_actions_destroy(3). */
    public static native int posix_spawn_file_actions_destroy(long fileActions);

    /** posix_spawn_file_actions_addopen(3). */
    public static native int posix_spawn_file_actions_addopen(
            long fileActions, int fd, long path, int flags, int permissions);

    /** Closes all descriptors from {@code lowest} on (glibc's manual, "Process Creation Concepts"). */
    public static native int posix_spawn_file_actions_addclosefrom_np(long fileActions, int lowest);

    /** posix_spawnattr_init(3). */
    public static native int posix_spawnattr_init(long attributes);

    /** posix_spawnattr_destroy(3). */
    public static native int posix_spawnattr_destroy(long attributes);

    /** posix_spawnattr_setflags(3). */
    public static native int posix_spawnattr_setflags(long attributes, short flags);

    /** posix_spawnattr_setsigmask(3). */
    public static native int posix_spawnattr_setsigmask(long attributes, long set);
}
