package holdfast.agent.loop;

import holdfast.agent.events.AddressChange;
import holdfast.agent.events.CauseChains;
import holdfast.agent.events.HandOverResult;
import holdfast.agent.events.Happening;
import holdfast.agent.events.Happening.Scope;
import holdfast.agent.events.Journal;
import holdfast.agent.events.RoutingChange;
import holdfast.linux.AddressText;
import holdfast.vip.AddressOutcome;
import holdfast.vip.RoutingEntry;
import holdfast.vip.VirtualAddress;
import holdfast.vrrp.Cause;
import holdfast.vrrp.Effect;
import holdfast.vrrp.Effect.NotifiedState;
import holdfast.vrrp.HandOverOutcome;
import holdfast.vrrp.PeerObservation;
import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.TrackedObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes what happens on the loop into the journal, and knows since when each instance is as it is. Adverts leave no trace here. */
final class Chronicle {
    private final Journal journal;
    private final CauseChains chains = new CauseChains();
    private final Map<TrackedObject, TrackStatus> known = new HashMap<>();
    private final Map<String, Entry> entries = new HashMap<>();
    private int version = 1;

    /**
     * How an instance came into its state.
     *
     * @param at when, by the wall clock
     * @param chain what led to it
     */
    record Entry(Instant at, List<String> chain) {}

    Chronicle(Journal journal) {
        this.journal = journal;
    }

    /** How an instance came into its state; empty while it has not started. */
    Optional<Entry> entryOf(String instance) {
        return Optional.ofNullable(entries.get(instance));
    }

    /** Another number after each change of an instance, of what is configured, or of something tracked. */
    int version() {
        return version;
    }

    void transition(Effect.NotifyTransition transition) {
        version++;
        String name = transition.subject().name();
        String to = transition.state().name();
        Cause cause = transition.cause();
        Scope scope = switch (transition.subject().kind()) {
            case INSTANCE -> Scope.INSTANCE;
            case GROUP -> Scope.GROUP;
        };
        List<String> chain = scope == Scope.INSTANCE
                ? chains.transition(name, transition.from(), to, cause)
                : List.of(cause.words(), name + " " + transition.from() + " to " + to);
        if (scope == Scope.INSTANCE) {
            boolean over = transition.state() == NotifiedState.DELETED;
            entries.compute(name, (_, _) -> over ? null : new Entry(Instant.now(), chain));
        }
        journal.append(new Happening.StateChanged(
                scope, name, transition.from(), to, transition.priority(), cause.code(), cause.words(), chain));
    }

    void priorityChanged(Effect.NotifyPriorityChanged changed) {
        chains.priorityChanged(changed.router(), changed.from(), changed.to(), changed.cause());
        journal.append(new Happening.PriorityChanged(changed.router(), changed.from(), changed.to(), changed.cause()));
    }

    void handOverEnded(Effect.HandOverEnded ended) {
        journal.append(
                switch (ended.outcome()) {
                    case HandOverOutcome.TakenOver over ->
                        new Happening.HandOverEnded(
                                ended.router(),
                                HandOverResult.TAKEN_OVER,
                                AddressText.of(over.successor()),
                                over.itsPriority(),
                                over.after(),
                                over.unadvertised(),
                                "");
                    case HandOverOutcome.WithCompanion(String member, Duration after) ->
                        new Happening.HandOverEnded(
                                ended.router(), HandOverResult.WITH_GROUP, "", 0, after, Duration.ZERO, member);
                    case HandOverOutcome.NobodyTookOver(Duration waited) ->
                        new Happening.HandOverEnded(
                                ended.router(), HandOverResult.NOBODY, "", 0, waited, Duration.ZERO, "");
                    case HandOverOutcome.Interrupted(String what) ->
                        new Happening.HandOverEnded(
                                ended.router(), HandOverResult.INTERRUPTED, "", 0, Duration.ZERO, Duration.ZERO, what);
                });
    }

    void peer(Effect.PeerObserved observed) {
        String peer = AddressText.of(observed.observation().peer());
        journal.append(
                switch (observed.observation()) {
                    case PeerObservation.Heard heard ->
                        new Happening.PeerChanged(observed.router(), peer, true, heard.priority(), Duration.ZERO);
                    case PeerObservation.Silent silent ->
                        new Happening.PeerChanged(observed.router(), peer, false, silent.priority(), silent.lasted());
                    case PeerObservation.Rejected rejected ->
                        new Happening.PacketRejected(
                                observed.router(), peer, rejected.reason().text(), rejected.detail());
                });
    }

    /** What is known of tracked things. */
    Map<TrackedObject, TrackStatus> tracked() {
        return known;
    }

    /** Before the loop starts: what a former process knew is no news. */
    void goOnFrom(Map<TrackedObject, TrackStatus> former) {
        known.putAll(former);
    }

    /** BFD sessions tell of themselves, interfaces come with {@link #link}. */
    void tracked(TrackedObject object, TrackStatus status) {
        TrackStatus before = status instanceof TrackStatus.Unknown ? known.remove(object) : known.put(object, status);
        version += status.equals(before) ? 0 : 1;
        boolean news = switch (status) {
            case TrackStatus.Unknown _ -> false; // a reload has removed it
            case TrackStatus.Good _ -> !(before instanceof TrackStatus.Good);
            case TrackStatus.Value(long number) ->
                !(before instanceof TrackStatus.Value(long former) && former == number);
            case TrackStatus.Bad _ -> !(before instanceof TrackStatus.Bad);
        };
        if (news && object.kind() != TrackedObject.Kind.BFD && object.kind() != TrackedObject.Kind.INTERFACE) {
            journal.append(new Happening.TrackedChanged(
                    object.kind().name().toLowerCase(Locale.ROOT), object.name(), word(status), status.of(object)));
        }
    }

    /** For programs: {@code good}, {@code bad}, {@code unknown}, or the number in a file. */
    static String word(TrackStatus status) {
        return switch (status) {
            case TrackStatus.Unknown _ -> "unknown";
            case TrackStatus.Good _ -> "good";
            case TrackStatus.Bad _ -> "bad";
            case TrackStatus.Value(long number) -> Long.toString(number);
        };
    }

    void link(String interfaceName, String state) {
        journal.append(new Happening.LinkChanged(interfaceName, state));
    }

    /** What became of addresses; refusals become an event of their own. */
    void addresses(String router, AddressChange change, List<AddressOutcome> outcomes) {
        List<VirtualAddress> changed = new ArrayList<>();
        List<AddressOutcome.Refused> refused = new ArrayList<>();
        for (AddressOutcome outcome : outcomes) {
            if (outcome instanceof AddressOutcome.Refused no) {
                refused.add(no);
            } else {
                changed.add(outcome.address());
            }
        }
        addressesAre(router, change, changed);
        if (!refused.isEmpty()) {
            journal.append(new Happening.AddressesChanged(
                    router,
                    AddressChange.REFUSED,
                    refused.size(),
                    names(refused.stream().map(AddressOutcome::address).toList()),
                    refused.getFirst().reason()));
        }
    }

    /** These have changed. */
    void addressesAre(String router, AddressChange change, List<VirtualAddress> which) {
        if (!which.isEmpty()) {
            journal.append(new Happening.AddressesChanged(router, change, which.size(), names(which), ""));
        }
    }

    /** What became of routes and rules. */
    void routing(String router, RoutingChange change, List<RoutingEntry> which, String detail) {
        if (!which.isEmpty()) {
            version++;
            List<String> words = which.stream()
                    .limit(Happening.AddressesChanged.NAMED)
                    .map(RoutingEntry::toString)
                    .toList();
            journal.append(new Happening.RoutingChanged(router, change, which.size(), words, detail));
        }
    }

    private static List<String> names(List<VirtualAddress> addresses) {
        return addresses.stream()
                .limit(Happening.AddressesChanged.NAMED)
                .map(VirtualAddress::toString)
                .toList();
    }

    void stopping() {
        journal.append(new Happening.DaemonChanged("stopping"));
    }

    /** A reload has removed all other instances. */
    void keepOnly(Set<String> instances) {
        version++;
        chains.keepOnly(instances);
        entries.keySet().retainAll(instances);
    }
}
