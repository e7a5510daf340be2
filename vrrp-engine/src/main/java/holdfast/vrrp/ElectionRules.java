package holdfast.vrrp;

/**
 * keepalived's switches for single points of the election.
 *
 * @param answerLowerPriority an active router that hears a lower priority advertises at once and announces its
 *     addresses (RFC 9568, 6.4.3); false is {@code lower_prio_no_advert}
 * @param farewellToHigherPriority an active router that gives way to a higher priority advertises once more, with
 *     its own priority, before it goes; {@code higher_prio_send_advert}. keepalived's default is false, ours is
 *     true: see {@link Effect.SendAdvertisement}
 * @param ownerIgnoresAdverts an owner never listens ({@code owner_ignore_adverts})
 * @param trustKnownSender the address list is compared only when the sender changes ({@code skip_check_adv_addr})
 * @param trackOwnInterface a link that is down is a fault; false is {@code dont_track_primary}
 * @param backupWhenLateBy an active router that may not preempt and finds its advertisement this many intervals late
 *     becomes Backup ({@code timer_expired_backup}), 1..254; 0: off
 */
public record ElectionRules(
        boolean answerLowerPriority,
        boolean farewellToHigherPriority,
        boolean ownerIgnoresAdverts,
        boolean trustKnownSender,
        boolean trackOwnInterface,
        int backupWhenLateBy) {

    /** The RFC's election, with the farewell. */
    public static final ElectionRules DEFAULT = new ElectionRules(true, true, false, false, true, 0);

    /** Checks the range. */
    public ElectionRules {
        if (backupWhenLateBy < 0 || backupWhenLateBy > 254) {
            throw new IllegalArgumentException("backupWhenLateBy " + backupWhenLateBy + " is not in 0..254");
        }
    }

    /** The same with {@code lower_prio_no_advert} on or off. */
    public ElectionRules withAnswerLowerPriority(boolean answer) {
        return new ElectionRules(
                answer,
                farewellToHigherPriority,
                ownerIgnoresAdverts,
                trustKnownSender,
                trackOwnInterface,
                backupWhenLateBy);
    }

    /** The same with {@code higher_prio_send_advert} on or off. */
    public ElectionRules withFarewellToHigherPriority(boolean farewell) {
        return new ElectionRules(
                answerLowerPriority,
                farewell,
                ownerIgnoresAdverts,
                trustKnownSender,
                trackOwnInterface,
                backupWhenLateBy);
    }

    /** The same with {@code owner_ignore_adverts} on or off. */
    public ElectionRules withOwnerIgnoresAdverts(boolean ignores) {
        return new ElectionRules(
                answerLowerPriority,
                farewellToHigherPriority,
                ignores,
                trustKnownSender,
                trackOwnInterface,
                backupWhenLateBy);
    }

    /** The same with {@code skip_check_adv_addr} on or off. */
    public ElectionRules withTrustKnownSender(boolean trust) {
        return new ElectionRules(
                answerLowerPriority,
                farewellToHigherPriority,
                ownerIgnoresAdverts,
                trust,
                trackOwnInterface,
                backupWhenLateBy);
    }

    /** The same with {@code dont_track_primary} off or on. */
    public ElectionRules withTrackOwnInterface(boolean track) {
        return new ElectionRules(
                answerLowerPriority,
                farewellToHigherPriority,
                ownerIgnoresAdverts,
                trustKnownSender,
                track,
                backupWhenLateBy);
    }

    /** The same with {@code timer_expired_backup} after so many intervals, or 0 for off. */
    public ElectionRules withBackupWhenLateBy(int intervals) {
        return new ElectionRules(
                answerLowerPriority,
                farewellToHigherPriority,
                ownerIgnoresAdverts,
                trustKnownSender,
                trackOwnInterface,
                intervals);
    }
}
