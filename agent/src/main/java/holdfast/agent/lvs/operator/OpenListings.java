package holdfast.agent.lvs.operator;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Listings that clients read in parts: all parts are of the same moment, and the status of thousands of servers is put together once. A few
 * at a time, and none that the heap needs the place of: a client whose listing is gone gets its next part from a new one. Any thread.
 */
final class OpenListings {
    private static final int MOST = 4;

    private final Map<Long, SoftReference<LvsListing>> listings = new LinkedHashMap<>(); // guarded by this
    private long lastNumber; // guarded by this

    /** Keeps a listing for the next parts; the number to ask for it with. */
    synchronized long keep(LvsListing listing) {
        if (listings.size() == MOST) {
            listings.remove(listings.keySet().iterator().next());
        }
        lastNumber++;
        listings.put(lastNumber, new SoftReference<>(listing));
        return lastNumber;
    }

    /** The listing with this number, if it is still there. */
    synchronized Optional<LvsListing> find(long number) {
        return Optional.ofNullable(listings.get(number)).map(SoftReference::get);
    }

    /** The last part has been asked for. */
    synchronized void close(long number) {
        listings.remove(number);
    }
}
