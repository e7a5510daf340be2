package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import holdfast.linux.jna.PosixSpawn;
import java.util.List;
import java.util.Map;

/**
 * posix_spawn(3) with what every program started by a daemon needs: standard streams on {@code /dev/null}, no other descriptor,
 * no blocked signal.
 */
final class ProgramStart {
    /** {@code posix_spawn_file_actions_t} has 80 bytes in glibc, {@code posix_spawnattr_t} 336. */
    private static final int STRUCTURE = 512;

    private static final int SIGSET_SIZE = 128;
    private static final short POSIX_SPAWN_SETSIGMASK = 0x08;
    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 1;
    private static final int FIRST_OTHER_DESCRIPTOR = 3;
    private static final long SIG_DFL = 0;

    private final String program;
    private final NativeMemory fileActions = new NativeMemory(STRUCTURE);
    private final NativeMemory attributes = new NativeMemory(STRUCTURE);
    private final NativeMemory nullDevice = Descriptor.cString("/dev/null");
    private final NativeMemory noSignals = new NativeMemory(SIGSET_SIZE);

    private ProgramStart(String program) {
        this.program = program;
    }

    /** Starts a program; its process id. */
    static int start(List<String> words, Map<String, String> environment) throws LinuxException {
        NativeMemory argv = CStrings.of(words);
        NativeMemory envp = CStrings.of(environment.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList());
        // Where a parent left SIGCHLD ignored, the kernel would throw away how the child ended (waitpid(2), notes).
        LibC.signal(Signals.CHLD, SIG_DFL);
        return new ProgramStart(words.getFirst()).spawn(argv, envp);
    }

    private int spawn(NativeMemory argv, NativeMemory envp) throws LinuxException {
        check(PosixSpawn.posix_spawn_file_actions_init(fileActions.address()));
        check(PosixSpawn.posix_spawnattr_init(attributes.address()));
        try {
            open(0, O_RDONLY);
            open(1, O_WRONLY);
            open(2, O_WRONLY);
            check(PosixSpawn.posix_spawn_file_actions_addclosefrom_np(fileActions.address(), FIRST_OTHER_DESCRIPTOR));
            check(PosixSpawn.posix_spawnattr_setsigmask(attributes.address(), noSignals.address()));
            check(PosixSpawn.posix_spawnattr_setflags(attributes.address(), POSIX_SPAWN_SETSIGMASK));
            NativeMemory process = new NativeMemory(Integer.BYTES);
            long path = argv.buffer().getLong(0); // the first word
            int error = PosixSpawn.posix_spawn(
                    process.address(),
                    path,
                    fileActions.address(),
                    attributes.address(),
                    argv.address(),
                    envp.address());
            argv.keep();
            envp.keep();
            check(error);
            int pid = process.buffer().getInt(0);
            process.keep();
            return pid;
        } finally {
            PosixSpawn.posix_spawnattr_destroy(attributes.address());
            PosixSpawn.posix_spawn_file_actions_destroy(fileActions.address());
            attributes.keep();
            fileActions.keep();
            nullDevice.keep();
            noSignals.keep();
        }
    }

    private void open(int stream, int flags) throws LinuxException {
        check(PosixSpawn.posix_spawn_file_actions_addopen(
                fileActions.address(), stream, nullDevice.address(), flags, 0));
    }

    private void check(int error) throws LinuxException {
        if (error != 0) {
            throw new LinuxException(Errno.of(error), "posix_spawn", program);
        }
    }
}
