package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import java.nio.charset.StandardCharsets;

/** An open file descriptor that is closed once, and the socket options every kind of socket here needs. */
final class Descriptor implements AutoCloseable {
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    static final int SO_BINDTODEVICE = 25;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOCK_NONBLOCK = 0x800;

    private final int number;
    private final String name;
    private boolean open = true;

    private Descriptor(int number, String name) {
        this.number = number;
        this.name = name;
    }

    /**
     * Wraps the result of a call that opens something.
     *
     * @param result the descriptor, or -1
     * @param operation the call, for the message
     * @param name what was opened, for messages
     */
    static Descriptor of(int result, String operation, String name) throws LinuxException {
        check(result, operation, name);
        return new Descriptor(result, name);
    }

    /**
     * Opens a file (open(2)).
     *
     * @param path its name
     * @param flags the call's
     * @param operation the call, for the message
     */
    static Descriptor open(String path, int flags, String operation) throws LinuxException {
        NativeMemory memory = cString(path);
        int result = LibC.open(memory.address(), flags);
        memory.keep();
        return of(result, operation, path);
    }

    /** Opens a non-blocking socket that is closed on exec. */
    static Descriptor socket(int family, int type, int protocol, String name) throws LinuxException {
        return of(LibC.socket(family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol), "socket", name);
    }

    /** Throws with the thread's errno when {@code result} is negative, else passes it on. */
    static long check(long result, String operation, String object) throws LinuxException {
        if (result < 0) {
            throw new LinuxException(Errno.of(LibC.lastError()), operation, object);
        }
        return result;
    }

    int number() {
        return number;
    }

    /** Sets an option whose value is an {@code int}. */
    void option(int level, int option, int value, String optionName) throws LinuxException {
        NativeMemory memory = new NativeMemory(Integer.BYTES);
        memory.buffer().putInt(0, value);
        option(level, option, memory, Integer.BYTES, optionName);
    }

    /** Sets an option whose value is the first {@code length} bytes of {@code value}. */
    void option(int level, int option, NativeMemory value, int length, String optionName) throws LinuxException {
        int result = LibC.setsockopt(number, level, option, value.address(), length);
        value.keep();
        check(result, "setsockopt " + optionName, name);
    }

    /** Sets an option that newer kernels have and that only improves things; whether the kernel took it. */
    boolean optionIfKnown(int level, int option, int value) {
        NativeMemory memory = new NativeMemory(Integer.BYTES);
        memory.buffer().putInt(0, value);
        int result = LibC.setsockopt(number, level, option, memory.address(), Integer.BYTES);
        memory.keep();
        return result == 0;
    }

    /** Restricts the socket to one interface (socket(7), SO_BINDTODEVICE). */
    void bindToDevice(String interfaceName) throws LinuxException {
        NativeMemory memory = cString(interfaceName);
        option(SOL_SOCKET, SO_BINDTODEVICE, memory, memory.size(), "SO_BINDTODEVICE");
    }

    /** Makes room for {@code bytes} of unread data; beyond the system's limit where privilege allows. */
    void receiveBuffer(int bytes) throws LinuxException {
        if (!optionIfKnown(SOL_SOCKET, SO_RCVBUFFORCE, bytes)) {
            option(SOL_SOCKET, SO_RCVBUF, bytes, "SO_RCVBUF");
        }
    }

    /** A NUL-terminated copy of {@code text} for the C library. */
    static NativeMemory cString(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        NativeMemory memory = new NativeMemory(bytes.length + 1);
        memory.buffer().put(0, bytes);
        return memory;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            LibC.close(number); // Linux frees the number even when it reports an error: nothing to do about one
        }
    }
}
