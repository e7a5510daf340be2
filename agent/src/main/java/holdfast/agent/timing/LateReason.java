package holdfast.agent.timing;

import java.util.Locale;

/** What kept the loop of VRRP from being on time. */
public enum LateReason {
    /** The virtual machine had stopped its threads. */
    COLLECTOR("garbage collection"),
    /** Other threads and processes had the processors. */
    SCHEDULER("no processor was free, or the hypervisor gave none"),
    /** A page of memory had to be read from a disk. */
    DISK("memory had to be read from disk"),
    /** The kernel was long at changing or telling links and addresses. */
    NETLINK("the kernel took long over addresses and links"),
    /** The loop had that much to do. */
    WORK("that much was to be done"),
    /** Nothing in this process accounts for it: it did not run, and did not want to. */
    STOPPED("the process or the whole machine stood still: SIGSTOP, a snapshot, a migration");

    private final String words;

    LateReason(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** As a label, such as {@code scheduler}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Judges a delay by what happened meanwhile. Who explains at least half of it is the reason. A collection goes first, for the loop waits
     * for it whatever else there is; then processors that others had, be it the collector that waited for one or the loop.
     *
     * @param lateNanos how long it was
     * @param meanwhile what happened in a time that includes the delay
     */
    static LateReason of(long lateNanos, Meanwhile meanwhile) {
        long half = lateNanos / 2;
        if (meanwhile.collected() >= half) {
            return COLLECTOR;
        }
        if (Math.max(meanwhile.delayed(), meanwhile.collectorDelayed()) >= half) {
            return SCHEDULER;
        }
        if (meanwhile.majorFaults() > 0) {
            return DISK;
        }
        if (meanwhile.inKernel() >= half) {
            return NETLINK;
        }
        return meanwhile.ran() >= half ? WORK : STOPPED;
    }

    /**
     * What happened between two looks; times in nanoseconds.
     *
     * @param collected how long the virtual machine's own thread ran, which collects garbage while all others wait
     * @param collectorDelayed how long that thread waited for a processor
     * @param delayed how long the loop waited for a processor
     * @param ran how long the loop had one
     * @param majorFaults how often it waited for a page from disk
     * @param inKernel how long it waited for answers about links and addresses
     */
    record Meanwhile(long collected, long collectorDelayed, long delayed, long ran, long majorFaults, long inKernel) {}
}
