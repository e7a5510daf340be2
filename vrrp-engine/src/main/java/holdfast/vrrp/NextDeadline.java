package holdfast.vrrp;

import java.util.List;

/**
 * When the first of the routers that move together has something to do. What happens to one of them may move the deadlines of all, and nothing else does: they
 * are looked up anew only after that, for the loop asks each time it has read a packet.
 */
final class NextDeadline {
    private final List<Router> members;
    private boolean known;
    private long atNanos;
    private boolean never;

    NextDeadline(List<Router> members) {
        this.members = members;
    }

    /** Something happened to one of them. */
    void changed() {
        known = false;
    }

    /** Whether one of them has something to do, or may have. */
    boolean mayBeDue(long now) {
        return !known || (!never && atNanos - now <= 0);
    }

    /** 0 when something is due already, {@link VrrpEngine#NO_DEADLINE} when nothing ever is. */
    long nanosLeft(long now) {
        if (!known) {
            look(now);
        }
        return never ? VrrpEngine.NO_DEADLINE : Math.max(0, atNanos - now);
    }

    private void look(long now) {
        long least = VrrpEngine.NO_DEADLINE;
        for (int i = 0; i < members.size(); i++) {
            least = Math.min(least, members.get(i).nanosLeft(now));
        }
        never = least == VrrpEngine.NO_DEADLINE;
        atNanos = now + least; // the clock overflows, and so does nothing that is compared by subtraction
        known = true;
    }
}
