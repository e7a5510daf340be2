package holdfast.vip;

import holdfast.linux.AddressFamily;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.MacAddress;
import holdfast.linux.SendOutcome;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Announces addresses by gratuitous ARP and unsolicited neighbour advertisements, from a queue and in small slices, so that
 * thousands of announcements never hold up an advert.
 *
 * <p>{@link #announce} only queues; {@link #sendDue} sends what may be sent now, no more than a slice, and says when to be
 * called again. Between two slices the loop does whatever else is due.
 */
public final class Announcer {
    /** Frames in one slice: about a millisecond's work. */
    static final int SLICE = 64;

    private final FrameSink sink;
    private final InterfaceDirectory interfaces;
    private final Predicate<String> forwardsIpv6;
    private final AnnouncementListener listener;
    private final Map<Frame, byte[]> frames = new HashMap<>();
    private final Map<Lane, AnnouncementQueue> queues = new LinkedHashMap<>();
    private final Map<Lane, Duration> intervals = new HashMap<>();
    private final Map<String, Boolean> forwarding = new HashMap<>();
    private int waiting;

    // Equality by hand in both keys: that of a record is generated when first asked for, which a takeover has no time
    // for.

    /** What a frame is made from. */
    private record Frame(InetAddress address, MacAddress mac, boolean router) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Frame frame
                    && frame.router == router
                    && frame.address.equals(address)
                    && frame.mac.equals(mac);
        }

        @Override
        public int hashCode() {
            return (address.hashCode() * 31 + mac.hashCode()) * 31 + (router ? 1 : 0);
        }
    }

    /** Pacing is per interface, and apart for ARP and neighbour advertisements. */
    private record Lane(String interfaceName, AddressFamily family) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Lane lane && lane.family == family && lane.interfaceName.equals(interfaceName);
        }

        @Override
        public int hashCode() {
            return interfaceName.hashCode() * 31 + family.hashCode();
        }
    }

    /**
     * Starts with nothing queued.
     *
     * @param sink where frames go
     * @param interfaces finds index and link-layer address by name
     * @param forwardsIpv6 whether an interface, by name, forwards IPv6
     * @param listener hears of each frame sent
     */
    public Announcer(
            FrameSink sink,
            InterfaceDirectory interfaces,
            Predicate<String> forwardsIpv6,
            AnnouncementListener listener) {
        this.sink = sink;
        this.interfaces = interfaces;
        this.forwardsIpv6 = forwardsIpv6;
        this.listener = listener;
    }

    /**
     * Sets the shortest time between two frames on an interface: {@code vrrp_garp_interval} or {@code garp_interval} for IPv4,
     * {@code gna_interval} for IPv6. Zero, which is also the beginning, is no limit.
     */
    public void pace(String interfaceName, AddressFamily family, Duration interval) {
        Lane lane = new Lane(interfaceName, family);
        intervals.put(lane, interval);
        AnnouncementQueue queue = queues.get(lane);
        if (queue != null) {
            queue.pace(interval);
        }
    }

    /**
     * Builds the frames for these announcements, and forgets those for others. To be called with every address when a
     * configuration is taken up, so that a take-over need not build them. An interface that is not there is passed over.
     */
    public void prepare(Collection<Announcement> announcements) {
        readForwarding(announcements);
        Set<Frame> wanted = new HashSet<>();
        announcements.forEach(announcement -> frameOf(announcement).ifPresent(wanted::add));
        frames.keySet().retainAll(wanted);
        wanted.forEach(this::bytes);
    }

    /**
     * Queues announcements: the whole list, then the whole list again, and so on.
     *
     * @param router whose they are, for {@link #cancel}
     * @param announcements what to announce, in this order
     * @param rounds how many times, at least 1
     */
    public void announce(String router, List<Announcement> announcements, int rounds) {
        readForwarding(announcements);
        Map<Lane, List<Announcement>> lanes = new LinkedHashMap<>();
        for (Announcement announcement : announcements) {
            Lane lane = new Lane(announcement.interfaceName(), AddressFamily.of(announcement.address()));
            lanes.computeIfAbsent(lane, _ -> new ArrayList<>()).add(announcement);
        }
        lanes.forEach((lane, list) -> {
            AnnouncementQueue queue = queues.computeIfAbsent(
                    lane, _ -> new AnnouncementQueue(intervals.getOrDefault(lane, Duration.ZERO)));
            waiting += queue.add(router, list, rounds);
        });
    }

    /**
     * Takes back everything queued for a router that is not Active any more. Nothing of it leaves after this.
     *
     * @return how many frames were not sent
     */
    public int cancel(String router) {
        int cancelled = 0;
        for (AnnouncementQueue queue : queues.values()) {
            cancelled += queue.cancel(router);
        }
        waiting -= cancelled;
        return cancelled;
    }

    /**
     * Follows a reload of an active router: what is queued for addresses that stay is still sent, under the router's new name; the rest is
     * taken back.
     *
     * @param formerName the router's name so far
     * @param router its name from now on
     * @param staying the announcements that still have a point
     */
    public void handOver(String formerName, String router, Collection<Announcement> staying) {
        Set<Announcement> kept = Set.copyOf(staying);
        int cancelled = 0;
        for (AnnouncementQueue queue : queues.values()) {
            cancelled += queue.handOver(formerName, router, kept);
        }
        waiting -= cancelled;
    }

    /** How many frames wait. */
    public int queued() {
        return waiting;
    }

    /**
     * Sends what may leave now, at most a slice.
     *
     * @param now monotonic nanoseconds
     * @return when to call again, {@code now} when the slice was full; empty when nothing is queued
     */
    public OptionalLong sendDue(long now) {
        if (waiting == 0) {
            return OptionalLong.empty();
        }
        List<Runnable> sent = new ArrayList<>(); // told when all are out: telling may take longer than sending
        int room = SLICE;
        boolean progress = true;
        while (room > 0 && progress) {
            progress = false;
            for (AnnouncementQueue queue : queues.values()) { // one of each in turn: a long queue starves no other
                Optional<Announcement> next = room > 0 ? queue.takeDue(now) : Optional.empty();
                if (next.isPresent()) {
                    send(next.get(), sent);
                    room--;
                    waiting--;
                    progress = true;
                }
            }
        }
        sent.forEach(Runnable::run);
        return nextDue(now);
    }

    private OptionalLong nextDue(long now) {
        OptionalLong shortest = queues.values().stream()
                .filter(queue -> queue.size() > 0)
                .mapToLong(queue -> queue.waitFrom(now))
                .min();
        return shortest.isPresent() ? OptionalLong.of(now + shortest.getAsLong()) : shortest;
    }

    private void send(Announcement announcement, List<Runnable> sent) {
        Optional<InterfaceInfo> link = interfaces.named(announcement.interfaceName());
        Optional<Frame> frame = frameOf(announcement);
        if (link.isPresent() && frame.isPresent()) { // an interface that has gone has nobody to tell
            SendOutcome outcome = sink.send(link.get().index(), bytes(frame.get()));
            sent.add(() -> listener.announced(announcement, outcome));
        }
    }

    private Optional<Frame> frameOf(Announcement announcement) {
        boolean router = AddressFamily.of(announcement.address()) == AddressFamily.IPV6
                && forwarding.getOrDefault(announcement.interfaceName(), false);
        return interfaces
                .named(announcement.interfaceName())
                .filter(InterfaceInfo::resolvesNeighbours)
                .flatMap(InterfaceInfo::mac)
                .map(mac -> new Frame(announcement.address(), mac, router));
    }

    /** Once a batch, not once a frame: it is read from a file. */
    private void readForwarding(Collection<Announcement> announcements) {
        Set<String> names = new HashSet<>();
        for (Announcement announcement : announcements) {
            if (AddressFamily.of(announcement.address()) == AddressFamily.IPV6) {
                names.add(announcement.interfaceName());
            }
        }
        names.forEach(name -> forwarding.put(name, forwardsIpv6.test(name)));
    }

    private byte[] bytes(Frame frame) {
        return frames.computeIfAbsent(
                frame, wanted -> AnnouncementFrames.of(wanted.address(), wanted.mac(), wanted.router()));
    }
}
