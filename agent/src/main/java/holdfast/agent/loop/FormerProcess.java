package holdfast.agent.loop;

import java.util.List;

/**
 * What a process that ended without a word left behind.
 *
 * @param masters what it was MASTER of
 * @param inheritance what else it knew
 * @param lastWords what is left to do when nobody goes on
 */
public record FormerProcess(List<FormerMaster> masters, Inheritance inheritance, LastWords lastWords) {
    /** Copies the list. */
    public FormerProcess {
        masters = List.copyOf(masters);
    }

    /** Its last advert of all, monotonic nanoseconds. */
    long advertisedAt() {
        return masters.stream().mapToLong(FormerMaster::advertisedAt).max().orElse(0);
    }

    /** Whether the next one may be in time for any of its routers. */
    public boolean isRecent(long now) {
        return masters.stream().anyMatch(master -> master.isStillMaster(now));
    }
}
