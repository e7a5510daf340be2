package holdfast.vrrp;

import java.time.Duration;

/**
 * When and how often an active router tells the network where its addresses are (gratuitous ARP, unsolicited
 * neighbour advertisements): keepalived's {@code garp_*} keywords. The RFC asks for one announcement on becoming
 * active; everything else repairs what got lost. Pacing of single packets is the performer's.
 *
 * @param masterRounds how many times each address is announced on becoming active ({@code garp_master_repeat}), at
 *     least 1
 * @param masterDelay after this, once more as often ({@code garp_master_delay}); zero: not
 * @param refreshEvery thereafter again and again ({@code garp_master_refresh}); zero: not
 * @param refreshRounds how many times then ({@code garp_master_refresh_repeat})
 * @param rivalRounds how many times after another active router was heard ({@code garp_lower_prio_repeat}); 0: not
 *     at all
 * @param rivalDelay after this, once more as often ({@code garp_lower_prio_delay}); zero: not
 */
public record AnnouncementPlan(
        int masterRounds,
        Duration masterDelay,
        Duration refreshEvery,
        int refreshRounds,
        int rivalRounds,
        Duration rivalDelay) {

    /** keepalived's defaults: five times at once, five times after 5 s, no refresh; the same after a rival. */
    public static final AnnouncementPlan DEFAULT =
            new AnnouncementPlan(5, Duration.ofSeconds(5), Duration.ZERO, 1, 5, Duration.ofSeconds(5));

    /** Checks the ranges. */
    public AnnouncementPlan {
        if (masterRounds < 1 || refreshRounds < 1 || rivalRounds < 0) {
            throw new IllegalArgumentException("announcements are repeated at least once");
        }
        if (masterDelay.isNegative() || refreshEvery.isNegative() || rivalDelay.isNegative()) {
            throw new IllegalArgumentException("announcement delays are not negative");
        }
    }
}
