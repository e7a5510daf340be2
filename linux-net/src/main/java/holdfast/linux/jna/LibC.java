package holdfast.linux.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * Functions of the C library, mapped directly (section 2 and 3 manual pages of the same names).
 *
 * <p>Pointers and {@code size_t} are {@code long}: Holdfast runs on 64-bit Linux only. A result of -1 means failure; ask
 * {@link #lastError()} before calling anything else on the same thread.
 */
public final class LibC {
    static {
        // The C library is in every process already. Looking for it by name would search the folders of ldconfig(8).
        Native.register(LibC.class, NativeLibrary.getProcess());
    }

    private LibC() {}

    /** The {@code errno} that the calling thread's last call here left behind; meaningful only after a failure. */
    public static int lastError() {
        return Native.getLastError();
    }

    /** socket(2). */
    public static native int socket(int domain, int type, int protocol);

    /** bind(2). */
    public static native int bind(int fd, long address, int length);

    /** connect(2). */
    public static native int connect(int fd, long address, int length);

    /** setsockopt(2). */
    public static native int setsockopt(int fd, int level, int option, long value, int length);

    /** getsockopt(2); {@code length} is the address of a {@code socklen_t}. */
    public static native int getsockopt(int fd, int level, int option, long value, long length);

    /** send(2). */
    public static native long send(int fd, long data, long length, int flags);

    /** sendto(2). */
    public static native long sendto(int fd, long data, long length, int flags, long address, int addressLength);

    /** sendmsg(2). */
    public static native long sendmsg(int fd, long message, int flags);

    /** recv(2). */
    public static native long recv(int fd, long data, long length, int flags);

    /** recvmsg(2). */
    public static native long recvmsg(int fd, long message, int flags);

    /** epoll_create1(2). */
    public static native int epoll_create1(int flags);

    /** epoll_ctl(2). */
    public static native int epoll_ctl(int epoll, int operation, int fd, long event);

    /** epoll_wait(2). */
    public static native int epoll_wait(int epoll, long events, int maximum, int timeoutMillis);

    /** poll(2). */
    public static native int poll(long descriptors, long count, int timeoutMillis);

    /** timerfd_create(2). */
    public static native int timerfd_create(int clock, int flags);

    /** timerfd_settime(2). */
    public static native int timerfd_settime(int fd, int flags, long newValue, long oldValue);

    /** eventfd(2). */
    public static native int eventfd(int initial, int flags);

    /** signalfd(2); the C library's, whose set is its own {@code sigset_t} of 128 bytes. */
    public static native int signalfd(int fd, long set, int flags);

    /** pthread_sigmask(3); returns the error number itself. */
    public static native int pthread_sigmask(int how, long set, long oldSet);

    /** read(2). */
    public static native long read(int fd, long data, long length);

    /** write(2). */
    public static native long write(int fd, long data, long length);

    /** close(2). */
    public static native int close(int fd);

    /** open(2) of an existing file; {@code path} is the address of a NUL-terminated string. */
    public static native int open(long path, int flags);

    /** dup2(2). */
    public static native int dup2(int from, int to);

    /** setns(2). */
    public static native int setns(int fd, int kind);

    /** unshare(2). */
    public static native int unshare(int flags);

    /** sched_setscheduler(2); the process may be a thread, 0 is the calling one. */
    public static native int sched_setscheduler(int process, int policy, long parameters);

    /** sched_setaffinity(2); the process may be a thread, 0 is the calling one. */
    public static native int sched_setaffinity(int process, long size, long mask);

    /** sched_getaffinity(2), the library's: 0 when it worked. */
    public static native int sched_getaffinity(int process, long size, long mask);

    /** setpriority(2). */
    public static native int setpriority(int which, int who, int niceness);

    /** setrlimit(2). */
    public static native int setrlimit(int resource, long limits);

    /** mlockall(2). */
    public static native int mlockall(int flags);

    /** madvise(2). */
    public static native int madvise(long address, long length, int advice);

    /** munlock(2). */
    public static native int munlock(long address, long length);

    /** mlock2(2). */
    public static native int mlock2(long address, long length, int flags);

    /** prctl(2). */
    public static native int prctl(int option, long a, long b, long c, long d);

    /** kill(2). */
    public static native int kill(int process, int signal);

    /** waitid(2); {@code info} is the address of a {@code siginfo_t}. */
    public static native int waitid(int kind, int id, long info, int options);

    /** signal(2); {@code handler} is 0 for SIG_DFL, 1 for SIG_IGN. */
    public static native long signal(int signal, long handler);

    /** setsid(2). */
    public static native int setsid();

    /** umask(2). */
    public static native int umask(int mask);

    /** geteuid(2). */
    public static native int geteuid();

    /** localtime_r(3): {@code time} and {@code parts} are the addresses of a {@code time_t} and a {@code struct tm}; 0 is a failure. */
    public static native long localtime_r(long time, long parts);

    /** getgrouplist(3); {@code user} is the address of a NUL-terminated string. */
    public static native int getgrouplist(long user, int group, long groups, long count);
}
