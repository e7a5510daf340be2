package holdfast.agent.loop;

import holdfast.vrrp.RouterKey;
import java.util.List;
import java.util.Optional;

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

    /** Whether it was MASTER of a router that is called so and is this on the wire. */
    Optional<FormerMaster> master(String name, RouterKey key) {
        return masters.stream()
                .filter(master -> master.name().equals(name) && master.key().equals(key))
                .findFirst();
    }

    /** Whether the next one may be in time for any of its routers. */
    public boolean isRecent(long now) {
        return masters.stream().anyMatch(master -> master.isStillMaster(now));
    }

    /** Why each of its routers cannot go on, when none is recent; empty when it was MASTER of nothing. */
    public Optional<String> lateness(long now) {
        return masters.stream()
                .map(master -> master.name() + ": " + master.lateness(now))
                .reduce((first, next) -> first + "; " + next);
    }
}
