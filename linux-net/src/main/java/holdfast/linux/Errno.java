package holdfast.linux;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An error number of the Linux kernel (asm-generic/errno.h, the same on x86-64 and aarch64).
 *
 * @param number the number, positive
 * @param name its C name, {@code "ENODEV"}; {@code "E123"} for one not listed here
 * @param text what it means in a few words, as strerror(3) puts it
 */
public record Errno(int number, String name, String text) {
    public static final Errno EPERM = new Errno(1, "EPERM", "Operation not permitted");
    public static final Errno ENOENT = new Errno(2, "ENOENT", "No such file or directory");
    public static final Errno ESRCH = new Errno(3, "ESRCH", "No such process");
    public static final Errno EINTR = new Errno(4, "EINTR", "Interrupted system call");
    public static final Errno EAGAIN = new Errno(11, "EAGAIN", "Resource temporarily unavailable");
    public static final Errno EACCES = new Errno(13, "EACCES", "Permission denied");
    public static final Errno EEXIST = new Errno(17, "EEXIST", "File exists");
    public static final Errno ENODEV = new Errno(19, "ENODEV", "No such device");
    public static final Errno EINVAL = new Errno(22, "EINVAL", "Invalid argument");
    public static final Errno EMSGSIZE = new Errno(90, "EMSGSIZE", "Message too long");
    public static final Errno EOPNOTSUPP = new Errno(95, "EOPNOTSUPP", "Operation not supported");
    public static final Errno EADDRINUSE = new Errno(98, "EADDRINUSE", "Address already in use");
    public static final Errno EADDRNOTAVAIL = new Errno(99, "EADDRNOTAVAIL", "Cannot assign requested address");
    public static final Errno ENETDOWN = new Errno(100, "ENETDOWN", "Network is down");
    public static final Errno ENETUNREACH = new Errno(101, "ENETUNREACH", "Network is unreachable");
    public static final Errno ENOBUFS = new Errno(105, "ENOBUFS", "No buffer space available");
    public static final Errno ETIMEDOUT = new Errno(110, "ETIMEDOUT", "Connection timed out");

    private static final Map<Integer, Errno> KNOWN = Stream.of(
                    EPERM,
                    ENOENT,
                    ESRCH,
                    EINTR,
                    EAGAIN,
                    EACCES,
                    EEXIST,
                    ENODEV,
                    EINVAL,
                    EMSGSIZE,
                    EOPNOTSUPP,
                    EADDRINUSE,
                    EADDRNOTAVAIL,
                    ENETDOWN,
                    ENETUNREACH,
                    ENOBUFS,
                    ETIMEDOUT,
                    new Errno(5, "EIO", "Input/output error"),
                    new Errno(6, "ENXIO", "No such device or address"),
                    new Errno(7, "E2BIG", "Argument list too long"),
                    new Errno(9, "EBADF", "Bad file descriptor"),
                    new Errno(12, "ENOMEM", "Cannot allocate memory"),
                    new Errno(14, "EFAULT", "Bad address"),
                    new Errno(16, "EBUSY", "Device or resource busy"),
                    new Errno(20, "ENOTDIR", "Not a directory"),
                    new Errno(21, "EISDIR", "Is a directory"),
                    new Errno(23, "ENFILE", "Too many open files in system"),
                    new Errno(24, "EMFILE", "Too many open files"),
                    new Errno(28, "ENOSPC", "No space left on device"),
                    new Errno(30, "EROFS", "Read-only file system"),
                    new Errno(32, "EPIPE", "Broken pipe"),
                    new Errno(34, "ERANGE", "Numerical result out of range"),
                    new Errno(38, "ENOSYS", "Function not implemented"),
                    new Errno(88, "ENOTSOCK", "Socket operation on non-socket"),
                    new Errno(91, "EPROTOTYPE", "Protocol wrong type for socket"),
                    new Errno(92, "ENOPROTOOPT", "Protocol not available"),
                    new Errno(93, "EPROTONOSUPPORT", "Protocol not supported"),
                    new Errno(97, "EAFNOSUPPORT", "Address family not supported by protocol"),
                    new Errno(104, "ECONNRESET", "Connection reset by peer"),
                    new Errno(107, "ENOTCONN", "Transport endpoint is not connected"),
                    new Errno(111, "ECONNREFUSED", "Connection refused"),
                    new Errno(113, "EHOSTUNREACH", "No route to host"))
            .collect(Collectors.toUnmodifiableMap(Errno::number, known -> known));

    public Errno {
        Objects.requireNonNull(name);
        Objects.requireNonNull(text);
    }

    /** The error with this number; the same object each time for the numbers known here. */
    public static Errno of(int number) {
        Errno known = KNOWN.get(number);
        return known != null ? known : new Errno(number, "E" + number, "error " + number);
    }

    /** The number alone says which error it is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Errno errno && errno.number == number;
    }

    @Override
    public int hashCode() {
        return number;
    }

    @Override
    public String toString() {
        return text + " (" + name + ")";
    }
}
