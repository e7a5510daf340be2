package holdfast.conf.model;

import java.time.Duration;

/**
 * When and how often gratuitous ARP packets (IPv6: unsolicited neighbour advertisements) announce the addresses.
 *
 * @param masterDelay {@code garp_master_delay}: the second burst comes that long after the transition; zero: no second
 *     burst
 * @param masterRepeat {@code garp_master_repeat}: packets for each address in a burst
 * @param masterRefresh {@code garp_master_refresh}: time between announcements while master; zero: none
 * @param masterRefreshRepeat {@code garp_master_refresh_repeat}: packets for each address in a refresh
 * @param lowerPrioDelay {@code garp_lower_prio_delay}: the second burst after an advert of lower priority was heard
 * @param lowerPrioRepeat {@code garp_lower_prio_repeat}: packets in that case; 0: none
 */
public record GarpSettings(
        Duration masterDelay,
        int masterRepeat,
        Duration masterRefresh,
        int masterRefreshRepeat,
        Duration lowerPrioDelay,
        int lowerPrioRepeat) {}
