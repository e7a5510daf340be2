package holdfast.linux;

/** Signal numbers of Linux on x86-64 and aarch64 (signal(7)), with the C library's real-time range. */
public final class Signals {
    public static final int HUP = 1;
    public static final int INT = 2;
    public static final int KILL = 9;
    public static final int USR1 = 10;
    public static final int USR2 = 12;
    public static final int TERM = 15;
    public static final int CHLD = 17;

    /** A limit of processor time was reached, see {@link ThisProcess#limitRealTime}. */
    public static final int XCPU = 24;

    /** The first real-time signal programs may use: the C library keeps 32 and 33 for itself. */
    public static final int RTMIN = 34;

    /** The last real-time signal. */
    public static final int RTMAX = 64;

    private Signals() {}
}
