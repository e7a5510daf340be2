package holdfast.linux;

import holdfast.linux.jna.LibC;
import holdfast.linux.jna.NativeMemory;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The local time of this machine as the C library tells it (localtime(3)), which is what everything else on it writes. It reads one file of
 * time zones; the class library would first read all of them. Not safe for use by several threads at once.
 */
public final class LocalClock {
    /** {@code struct tm}, bits/types/struct_tm.h of the GNU C library: nine numbers, the offset to UTC, the zone's name. */
    private static final int TM_SIZE = 56;

    private static final int TM_GMTOFF = 40;

    private final NativeMemory time = new NativeMemory(Long.BYTES);
    private final NativeMemory parts = new NativeMemory(TM_SIZE);

    /**
     * A moment in local time, to the second.
     *
     * @param epochMillis milliseconds since 1970-01-01 UTC
     * @return in the zone that holds for it here; in UTC when the C library cannot tell
     */
    public LocalDateTime at(long epochMillis) {
        long seconds = Math.floorDiv(epochMillis, 1000L);
        time.buffer().putLong(0, seconds);
        boolean told = LibC.localtime_r(time.address(), parts.address()) != 0;
        long offset = told ? parts.buffer().getLong(TM_GMTOFF) : 0;
        return LocalDateTime.ofEpochSecond(seconds + offset, 0, ZoneOffset.UTC);
    }
}
