package holdfast.vrrp;

import holdfast.vrrp.Effect.NotifiedState;
import holdfast.vrrp.Effect.NotifyTransition;
import holdfast.vrrp.Effect.Subject;
import holdfast.vrrp.RouterState.Active;
import holdfast.vrrp.RouterState.Backup;
import holdfast.vrrp.RouterState.Fault;
import holdfast.vrrp.RouterState.Initialize;
import holdfast.vrrp.VrrpEvent.PacketReceived;
import holdfast.vrrp.wire.Advertisement;
import holdfast.vrrp.wire.DecodeResult.Decoded;
import holdfast.vrrp.wire.DecodeResult.Rejected;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One virtual router: its state, and the one door through which it changes, {@link #enter}. What a Backup does with
 * an advertisement or a deadline is in {@link BackupRole}, what an Active Router does in {@link ActiveRole}.
 */
final class Router {
    private final Surroundings around;
    private final Tally tally = new Tally();
    private final PacketScreen screen = new PacketScreen();
    private final AdvertisementOutlet outlet = new AdvertisementOutlet(this);
    private final PeerLedger peers = new PeerLedger(this);
    private final AnnouncementSchedule announcements = new AnnouncementSchedule();
    private final BackupRole backupRole = new BackupRole(this);
    private final ActiveRole activeRole = new ActiveRole(this);
    private final Fitness fitness = new Fitness(this);
    private final Admission admission = new Admission(this);
    private final HandOver handOver = new HandOver(this);
    private VirtualRouter config;
    private SyncGroupRule companions = SyncGroupRule.alone(this);
    private RouterState state = new Initialize(List.of());
    private Transition lastTransition;
    private int priority;
    private Optional<InetAddress> activeRouter = Optional.empty();
    private int activePriority;

    Router(VirtualRouter config, Surroundings around, long now) {
        this.config = config;
        this.around = around;
        this.priority = config.priority();
        this.lastTransition = new Transition(config.name(), "INIT", "INIT", new Cause.Created(), now, priority);
    }

    VirtualRouter config() {
        return config;
    }

    String name() {
        return config.name();
    }

    Surroundings around() {
        return around;
    }

    RouterState state() {
        return state;
    }

    int priority() {
        return priority;
    }

    void priority(int effective) {
        priority = effective;
    }

    Fitness fitness() {
        return fitness;
    }

    Admission admission() {
        return admission;
    }

    HandOver handOver() {
        return handOver;
    }

    BackupRole backupRole() {
        return backupRole;
    }

    ActiveRole activeRole() {
        return activeRole;
    }

    /** The address advertisements are sent from. */
    Optional<InetAddress> source() {
        return fitness.source();
    }

    Tally tally() {
        return tally;
    }

    PeerLedger peers() {
        return peers;
    }

    AnnouncementSchedule announcements() {
        return announcements;
    }

    SyncGroupRule companions() {
        return companions;
    }

    void companions(SyncGroupRule rule) {
        companions = rule;
    }

    long intervalNanos() {
        return config.advertisementInterval().toNanos();
    }

    Transition lastTransition() {
        return lastTransition;
    }

    Optional<InetAddress> activeRouter() {
        return activeRouter;
    }

    /** The priority heard from whoever is active. */
    int activePriority() {
        return activePriority;
    }

    /** Remembers who is active on this virtual router. */
    void activeRouter(InetAddress address, int itsPriority) {
        if (activeRouter.isEmpty() || !activeRouter.get().equals(address)) {
            activeRouter = Optional.of(address);
        }
        activePriority = itsPriority;
    }

    String tag() {
        return "(" + config.name() + ") ";
    }

    // What happens to it

    /** A packet for this virtual router; only one that is believed gets as far as the state. */
    void hear(PacketReceived packet, long now) {
        switch (screen.examine(config, packet, source(), activeRouter)) {
            case Rejected rejected -> {
                tally.rejected(rejected.reason());
                peers.rejected(rejected, packet.source(), now);
                refuse(rejected, packet.source(), now);
            }
            case Decoded decoded -> {
                tally.received(decoded.advertisement().priority(), decoded.dialect());
                peers.heard(decoded, packet.source(), now);
                Remarks.on(this, decoded, packet.source(), now);
                believe(decoded.advertisement(), packet.source(), now);
            }
        }
    }

    /** Anyone on the network can cause this, so it is told now and then only. */
    private void refuse(Rejected rejected, InetAddress from, long now) {
        String reason = rejected.reason().text();
        String text = tag() + "ignoring advertisement from " + from.getHostAddress() + ": " + reason + " ("
                + rejected.detail() + ")";
        if (around.limitedWarning(name() + reason, from, text, now)) {
            around.emit(new Effect.PeerObserved(
                    name(), new PeerObservation.Rejected(from, rejected.reason(), rejected.detail())));
        }
    }

    private void believe(Advertisement advert, InetAddress from, long now) {
        if (around.departure().hasBegun()) {
            around.departure().hear(this, advert, now);
            return;
        }
        if (config.isOwner() && config.rules().ownerIgnoresAdverts()) {
            return;
        }
        switch (state) {
            case Initialize _, Fault _ -> {}
            case Backup backup -> backupRole.hear(backup, advert, from, now);
            case Active active -> activeRole.hear(active, advert, from, now);
        }
    }

    /** Fires what is due, but for {@link #announcements}. */
    void tick(long now) {
        switch (state) {
            case Initialize _, Fault _ -> {}
            case Backup backup -> backupRole.tick(backup, now);
            case Active active -> activeRole.tick(active, now);
        }
    }

    void announceAgainstRival(long now) {
        if (state instanceof Active) {
            activeRole.announceAgainstRival(now);
        }
    }

    long nanosLeft(long now) {
        long left = switch (state) {
            case Initialize _, Fault _ -> VrrpEngine.NO_DEADLINE;
            case Backup backup -> backupRole.nanosLeft(backup, now);
            case Active active -> activeRole.nanosLeft(active, now);
        };
        return Math.min(
                left, Math.min(announcements.nanosLeft(now), fitness.refusal().nanosLeft(now)));
    }

    void addressesLost(VrrpEvent.AddressesLost lost, long now) {
        if (state instanceof Active) {
            activeRole.addressesLost(lost, now);
        }
    }

    void leaseLapsed() {
        if (state instanceof Active) {
            around.warning(tag() + "the lease of the addresses lapsed before it was renewed; taking them again");
            activeRole.addressesGone();
        }
    }

    /** The kernel said no. Without its addresses an active router is none; everything else is only worth a line. */
    void refused(Effect effect, String reason, long now) {
        tally.refused();
        String what = effect.getClass().getSimpleName();
        around.limitedWarning(name() + "refused", what, tag() + "the kernel refused " + what + ": " + reason, now);
        if (!(state instanceof Active active)) {
            return;
        }
        if (effect instanceof Effect.SendAdvertisement && handOver.isUnderWay()) {
            refine(new Active(
                    now, active.lastAdvertAtNanos())); // the next Tick ends it, unless the queue says who took over
        } else if (effect instanceof Effect.AcquireAddresses) {
            fitness.refusal().begin("the kernel refused the addresses: " + reason, now);
        } else if (effect instanceof Effect.RenewAddresses) {
            activeRole.addressesGone();
        }
    }

    // Changes of state

    /**
     * Takes the addresses (RFC 9568, 6.4.2). The advertisement leaves first, unless it drives away a router that serves them: that one lets
     * go as soon as it hears it, and nobody would answer until they are here.
     */
    void becomeActive(Cause cause, long now) {
        peers.lookForSilence(now);
        boolean servedByAnother = backupRole.preempts(now);
        backupRole.reset();
        if (servedByAnother) {
            takeAddresses();
            outlet.advertise();
        } else {
            outlet.advertise();
            takeAddresses();
        }
        announcements.becameActive(config.announcements(), servedByAnother, now);
        activeRole.begin(now);
        tally.becameActive();
        source().ifPresent(address -> activeRouter(address, priority));
        enter(new Active(activeRole.setAnew(now), now), NotifiedState.MASTER, cause, now);
        around.info(tag() + "setting VIPs.");
    }

    private void takeAddresses() {
        around.emit(new Effect.AcquireAddresses(name()));
        around.emit(new Effect.AnnounceAddresses(
                name(), config.announcements().masterRounds(), Effect.AnnounceAddresses.Occasion.BECAME_ACTIVE));
    }

    /** Stops being active and listens; its companions follow. Whose interval was heard, in nanoseconds, is active now. */
    void yieldActive(Parting parting, OptionalLong heardInterval, Cause cause, long now) {
        leaveActive(parting);
        backupRole.reset();
        enter(new Backup(backupRole.fullWatch(heardInterval, now)), NotifiedState.BACKUP, cause, now);
        companions.leaveActive(this, now);
    }

    /** Says the last words and gives up the addresses; nothing if not active. */
    void leaveActive(Parting parting) {
        if (!(state instanceof Active)) {
            return;
        }
        switch (parting) {
            case SILENT -> {}
            case FAREWELL -> outlet.advertise();
            case PRIORITY_ZERO -> outlet.letGo();
        }
        around.emit(new Effect.ReleaseAddresses(name()));
        around.info(tag() + "removing VIPs.");
        announcements.stop();
        tally.releasedActive();
        activeRouter = Optional.empty();
    }

    /** The first half of an orderly stop: only the advertisement, so that those of all routers leave first. */
    void sayPriorityZero() {
        if (state instanceof Active) {
            outlet.letGo();
        }
    }

    /** The second half: addresses and notifications. */
    void stop(NotifiedState announced, Cause cause, long now) {
        leaveActive(Parting.SILENT);
        announcements.stop();
        fitness.refusal().clear();
        enter(new Initialize(List.of()), announced, cause, now);
    }

    /** The one door. */
    void enter(RouterState next, NotifiedState announced, Cause cause, long now) {
        lastTransition = new Transition(name(), state.keepalivedName(), next.keepalivedName(), cause, now, priority);
        tally.entered(next.keepalivedName(), cause.code());
        state = next;
        around.markTransition();
        if (next instanceof Initialize || next instanceof Fault) {
            activePriority = 0; // whoever was active may be gone before this one listens again
        }
        if (!(next instanceof Initialize)) {
            around.info(tag() + "Entering " + next.keepalivedName() + " STATE (" + cause.words() + ")");
        }
        Subject subject = new Subject(Subject.Kind.INSTANCE, name());
        around.emit(new NotifyTransition(subject, lastTransition.from(), announced, priority, cause));
        handOver.entered(next, cause, now);
    }

    /** What belongs to the state changed - a timer, a reason - but not which state it is. */
    void refine(RouterState sameKind) {
        state = sameKind;
    }

    /** Advertises and sets the Adver_Timer. */
    void advertise(long nextAt, long now) {
        outlet.advertise();
        state = new Active(nextAt, now);
    }

    /** Takes a new configuration of the same virtual router; the former one. */
    VirtualRouter replaceConfig(VirtualRouter next) {
        VirtualRouter former = config;
        handOver.renaming(next.name(), false);
        config = next;
        outlet.forget();
        return former;
    }

    /** Acts on a new configuration; an active router stays active and says so at once (docs/keepalived-behaviours.md, item 47). */
    void reconfigured(VirtualRouter former, long now) {
        fitness.refusal().clear();
        fitness.refreshSource();
        handOver.renaming(former.name(), true);
        if (config.isOwner()) {
            handOver.release();
        }
        switch (state) {
            case Initialize _, Fault _ -> {}
            case Backup backup -> backupRole.rescale(backup, priority, former, now);
            case Active _ -> {
                handOver.interrupted("a reload");
                admission.adoptPriority("reload", now);
                advertise(activeRole.setAnew(now), now);
                around.emit(new Effect.ShedAddresses(name(), former.name()));
            }
        }
    }

    /** The second half of a reload: what may need an address another router has just shed; and the renewal that each advertisement brings. */
    void updateAddresses() {
        if (state instanceof Active) {
            around.emit(new Effect.UpdateAddresses(name()));
            around.emit(new Effect.RenewAddresses(name()));
        }
    }

    /** Takes over how another one of the same configuration is doing; what is counted and scheduled for later begins anew. */
    void resemble(Router other) {
        state = other.state;
        priority = other.priority;
        activeRouter = other.activeRouter;
        activePriority = other.activePriority;
        handOver.resemble(other.handOver);
        fitness.refreshSource();
    }

    RouterStatus status() {
        return Snapshot.of(this);
    }
}
