package holdfast.vrrp;

import holdfast.vrrp.wire.Advertisement;
import holdfast.vrrp.wire.Authentication;
import holdfast.vrrp.wire.ChecksumDialect;
import holdfast.vrrp.wire.DecodeResult.Decoded;
import holdfast.vrrp.wire.DecodeResult.Rejected;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who was heard on a virtual router. An advertisement costs one look-up and a few fields. At most {@value #MOST} addresses are remembered;
 * one that was never believed gives way to one that is.
 */
final class PeerLedger {
    static final int MOST = 32;

    private final Router router;
    private final Map<InetAddress, Entry> peers = new LinkedHashMap<>();
    private int speaking;

    private static final class Entry {
        private final InetAddress address;
        private boolean speaks;
        private long adverts;
        private long heardAt;
        private Advertisement advert;
        private ChecksumDialect dialect;
        private long rejections;
        private long rejectedAt;
        private Rejected rejection;

        Entry(InetAddress address) {
            this.address = address;
        }

        long lastSign() {
            return advert == null || (rejection != null && rejectedAt - heardAt > 0) ? rejectedAt : heardAt;
        }
    }

    PeerLedger(Router router) {
        this.router = router;
    }

    /** Whether nobody was ever heard here, not even with something that was not believed. */
    boolean isEmpty() {
        return peers.isEmpty();
    }

    /** An advertisement that is believed. */
    void heard(Decoded decoded, InetAddress from, long now) {
        Entry entry = peers.get(from);
        if (entry == null) {
            entry = enter(from);
        }
        Advertisement advert = decoded.advertisement();
        entry.adverts++;
        entry.heardAt = now;
        entry.advert = advert;
        entry.dialect = decoded.dialect();
        boolean speaks = advert.priority() != Advertisement.RELEASE;
        if (speaks != entry.speaks) {
            entry.speaks = speaks;
            speaking += speaks ? 1 : -1;
            if (speaks) {
                tell(new PeerObservation.Heard(from, advert.priority()));
            }
        }
        if (speaking > 1) {
            missThoseSilent(now);
        }
    }

    /** What a former process knew; whether it speaks is for its next advertisement to tell. */
    void remember(VrrpEvent.KnownPeer known) {
        if (peers.size() < MOST) {
            VirtualRouter config = router.config();
            Entry entry = new Entry(known.address());
            entry.heardAt = known.last().atNanos();
            entry.dialect = known.last().dialect();
            entry.advert = new Advertisement(
                    known.last().version(),
                    config.key().vrid(),
                    known.last().priority(),
                    known.last().interval(),
                    Authentication.NONE,
                    config.addresses());
            peers.put(known.address(), entry);
        }
    }

    /** A packet that is not believed. Strangers do not push anyone out who was believed. */
    void rejected(Rejected rejected, InetAddress from, long now) {
        Entry entry = peers.get(from);
        if (entry == null) {
            if (peers.size() >= MOST && !makeRoom(false)) {
                return;
            }
            entry = new Entry(from);
            peers.put(from, entry);
        }
        entry.rejections++;
        entry.rejectedAt = now;
        entry.rejection = rejected;
    }

    /** Notices who has become silent; costs nothing where nobody speaks. */
    void lookForSilence(long now) {
        if (speaking > 0) {
            missThoseSilent(now);
        }
    }

    private void missThoseSilent(long now) {
        for (Entry entry : peers.values()) {
            if (entry.speaks && now - entry.heardAt > bearable(entry.advert)) {
                entry.speaks = false;
                speaking--;
                if (gaveWay(entry)) {
                    continue;
                }
                Duration silence = Duration.ofNanos(now - entry.heardAt);
                tell(new PeerObservation.Silent(entry.address, entry.advert.priority(), silence));
            }
        }
    }

    /** Whoever hears a better router, or us, becomes a backup and says no more. */
    private boolean gaveWay(Entry entry) {
        if (router.state() instanceof RouterState.Active) {
            return true;
        }
        for (Entry other : peers.values()) {
            if (other.speaks && other.advert.priority() >= entry.advert.priority()) {
                return true;
            }
        }
        return false;
    }

    /** A backup believes in silence after at most so many intervals and one of skew. */
    private long bearable(Advertisement advert) {
        return router.config().downTimerAdverts() * advert.interval().toNanos();
    }

    private void tell(PeerObservation observation) {
        router.around().emit(new Effect.PeerObserved(router.name(), observation));
    }

    private Entry enter(InetAddress from) {
        if (peers.size() >= MOST) {
            makeRoom(true);
        }
        Entry entry = new Entry(from);
        peers.put(from, entry);
        return entry;
    }

    /** Forgets whoever gave no sign of life for longest, before anyone else those who were never believed. */
    private boolean makeRoom(boolean alsoBelieved) {
        Entry least = null;
        for (Entry entry : peers.values()) {
            boolean candidate = entry.advert == null || (alsoBelieved && !entry.speaks);
            if (candidate && (least == null || isLess(entry, least))) {
                least = entry;
            }
        }
        if (least == null && alsoBelieved) {
            least = peers.values().iterator().next();
            speaking--;
        }
        return least != null && peers.remove(least.address, least);
    }

    private static boolean isLess(Entry one, Entry other) {
        if ((one.advert == null) != (other.advert == null)) {
            return one.advert == null;
        }
        return one.lastSign() - other.lastSign() < 0;
    }

    List<PeerStatus> snapshot() {
        return peers.values().stream().map(PeerLedger::status).toList();
    }

    private static PeerStatus status(Entry entry) {
        Optional<PeerStatus.Heard> last = Optional.ofNullable(entry.advert)
                .map(advert -> new PeerStatus.Heard(
                        entry.heardAt, advert.priority(), advert.version(), advert.interval(), entry.dialect));
        Optional<PeerStatus.Rejection> error = Optional.ofNullable(entry.rejection)
                .map(rejected -> new PeerStatus.Rejection(entry.rejectedAt, rejected.reason(), rejected.detail()));
        return new PeerStatus(entry.address, entry.speaks, last, entry.adverts, entry.rejections, error);
    }
}
