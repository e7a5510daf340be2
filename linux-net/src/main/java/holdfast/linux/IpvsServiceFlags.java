package holdfast.linux;

/** Flags of a virtual service (linux/ip_vs.h). */
public final class IpvsServiceFlags {
    /** A client stays with its server. */
    public static final int PERSISTENT = 0x1;
    /** The kernel says that the service is in its table; of no interest. */
    public static final int HASHED = 0x2;
    /** One packet scheduling: each datagram anew (UDP). */
    public static final int ONE_PACKET = 0x4;
    /** First flag of the scheduler: {@code sh-fallback}, {@code mh-fallback}. */
    public static final int SCHEDULER_1 = 0x8;
    /** Second flag of the scheduler: {@code sh-port}, {@code mh-port}. */
    public static final int SCHEDULER_2 = 0x10;
    /** Third flag of the scheduler. */
    public static final int SCHEDULER_3 = 0x20;

    private IpvsServiceFlags() {}
}
