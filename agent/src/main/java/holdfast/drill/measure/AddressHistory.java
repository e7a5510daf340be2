package holdfast.drill.measure;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who held which address when, as far as changes were seen since the observation began.
 *
 * @param changes in order of time
 */
public record AddressHistory(List<Fact.AddressChange> changes) {
    /** Copies the list. */
    public AddressHistory {
        changes = List.copyOf(changes);
    }

    /**
     * A time during which a host held an address.
     *
     * @param from when it got it
     * @param until when it lost it; empty: it has it still
     */
    public record Holding(Instant from, Optional<Instant> until) {
        /**
         * The part of it within a span of time.
         *
         * @param start the first moment
         * @param end the moment after the last
         * @return how long that is, zero when they do not touch
         */
        Duration within(Instant start, Instant end) {
            Instant first = from.isAfter(start) ? from : start;
            Instant last = until.filter(at -> at.isBefore(end)).orElse(end);
            return first.isBefore(last) ? Duration.between(first, last) : Duration.ZERO;
        }
    }

    /**
     * When a host held an address. An address that is on two interfaces of a host is held while it is on any.
     *
     * @param host the host's name
     * @param address the address
     * @return in order, not overlapping
     */
    public List<Holding> holdings(String host, InetAddress address) {
        List<Holding> holdings = new ArrayList<>();
        int interfaces = 0;
        Instant from = null;
        for (Fact.AddressChange change : changes) {
            if (!change.host().equals(host) || !change.address().equals(address)) {
                continue;
            }
            interfaces += change.present() ? 1 : -1;
            if (interfaces == 1 && change.present()) {
                from = change.at();
            } else if (interfaces == 0 && from != null) {
                holdings.add(new Holding(from, Optional.of(change.at())));
                from = null;
            }
        }
        if (from != null) {
            holdings.add(new Holding(from, Optional.empty()));
        }
        return List.copyOf(holdings);
    }

    /**
     * Whether a host holds an address after the last change seen.
     *
     * @param host the host's name
     * @param address the address
     * @return true when it has it still
     */
    public boolean holds(String host, InetAddress address) {
        List<Holding> holdings = holdings(host, address);
        return !holdings.isEmpty() && holdings.getLast().until().isEmpty();
    }

    /**
     * The first change of an address on a host at or after a moment.
     *
     * @param host the host's name
     * @param address the address
     * @param present whether the host got it or lost it
     * @param since the first moment that counts
     * @return when; empty when it has not happened
     */
    public Optional<Instant> first(String host, InetAddress address, boolean present, Instant since) {
        return changes.stream()
                .filter(change -> change.host().equals(host)
                        && change.address().equals(address)
                        && change.present() == present
                        && !change.at().isBefore(since))
                .map(Fact.AddressChange::at)
                .findFirst();
    }

    /**
     * How long two hosts held an address at the same time.
     *
     * @param one a host's name
     * @param other another host's name
     * @param address the address
     * @param start the first moment that counts
     * @param end the moment after the last
     * @return the sum over all such times
     */
    public Duration overlap(String one, String other, InetAddress address, Instant start, Instant end) {
        Duration both = Duration.ZERO;
        for (Holding mine : holdings(one, address)) {
            for (Holding yours : holdings(other, address)) {
                Instant first = mine.from().isAfter(yours.from()) ? mine.from() : yours.from();
                Instant last = mine.until()
                        .filter(at -> yours.until().isEmpty()
                                || at.isBefore(yours.until().get()))
                        .or(yours::until)
                        .orElse(end);
                both = both.plus(
                        new Holding(first, Optional.of(last.isBefore(first) ? first : last)).within(start, end));
            }
        }
        return both;
    }
}
