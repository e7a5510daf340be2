package holdfast.conf.model;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * {@code auth_hmac}: adverts are signed (keepalived 2.4). Nothing acts on it so far.
 *
 * @param keys the keys; more than one while they are being changed
 * @param activeKey {@code active_key}: the one that signs, 1 to 255; empty: the only one
 * @param antiReplay {@code anti_replay}
 * @param timeWindow {@code time_window}: how far clocks may differ, 1 to 300 s; default three advert intervals, at least 5 s
 * @param mode {@code mode}
 */
public record AuthHmac(List<Key> keys, OptionalInt activeKey, AntiReplay antiReplay, Duration timeWindow, Mode mode) {
    /** Copies the list. */
    public AuthHmac {
        keys = List.copyOf(keys);
    }

    /**
     * A key.
     *
     * @param id 1 to 255
     * @param value {@code hex:…}, {@code file:PATH} or the text itself; 32 to 64 bytes
     */
    public record Key(int id, String value) {
        @Override
        public String toString() {
            return "Key[" + id + "]"; // never the value: records end up in logs
        }
    }

    /** What tells an old advert from a new one. */
    public enum AntiReplay {
        /** The time of day. */
        TIME,
        /** A counter that only grows. */
        MONOTONIC
    }

    /** What is done with adverts that are not signed. */
    public enum Mode {
        /** They are dropped. */
        ENFORCE,
        /** They are taken. */
        PERMISSIVE,
        /** They are taken, and one's own are not signed. */
        RECEIVE_ONLY
    }
}
