package holdfast.vrrp;

import holdfast.vrrp.VrrpEvent.LinkChanged;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all virtual routers of an engine share: links, tracked things, their end, and the list their effects go to. */
final class Surroundings {
    private static final TrackStatus NO_INTERFACE = new TrackStatus.Bad("it does not exist");

    private final Map<String, LinkChanged> links = new HashMap<>();
    /** Why no advert can be heard, by interface and family; a list as the key costs no start-up time. */
    private final Map<List<Object>, String> deaf = new HashMap<>();

    private final Map<TrackedObject, TrackStatus> tracked = new HashMap<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<Effect> readOnly = Collections.unmodifiableList(effects);
    private final LogLimiter limiter = new LogLimiter();
    private final Departure departure = new Departure();
    private boolean transitioned;
    private boolean maintenance;

    /** The same links and tracked things, for an engine of its own. */
    Surroundings copy() {
        Surroundings copy = new Surroundings();
        copy.links.putAll(links);
        copy.deaf.putAll(deaf);
        copy.tracked.putAll(tracked);
        copy.maintenance = maintenance;
        return copy;
    }

    /** The effects of the step so far. */
    List<Effect> effects() {
        return readOnly;
    }

    void beginStep() {
        effects.clear();
        transitioned = false;
    }

    void emit(Effect effect) {
        effects.add(effect);
    }

    void info(String text) {
        emit(new Effect.Log(Effect.Log.Severity.INFO, text));
    }

    void warning(String text) {
        emit(new Effect.Log(Effect.Log.Severity.WARNING, text));
    }

    /** Logs a warning about something anyone on the network can cause, now and then only; tells whether it was logged. */
    boolean limitedWarning(String subject, Object source, String text, long now) {
        Optional<String> admitted = limiter.admit(subject, source, now);
        admitted.ifPresent(suppressed -> warning(text + suppressed));
        return admitted.isPresent();
    }

    /** Some router changed its state in this step. */
    void markTransition() {
        transitioned = true;
    }

    boolean transitioned() {
        return transitioned;
    }

    /** The stop of all. */
    Departure departure() {
        return departure;
    }

    /** Whether the node keeps out of elections as far as is safe. */
    boolean maintenance() {
        return maintenance;
    }

    void maintenance(boolean on) {
        maintenance = on;
    }

    Optional<LinkChanged> link(String interfaceName) {
        return Optional.ofNullable(links.get(interfaceName));
    }

    void linkChanged(LinkChanged link) {
        links.put(link.interfaceName(), link);
        track(
                new TrackedObject(TrackedObject.Kind.INTERFACE, link.interfaceName()),
                link.up() ? new TrackStatus.Good() : new TrackStatus.Bad(""));
    }

    /** Forgets an interface: machines that start containers all day see no end of names. */
    void linkGone(String interfaceName) {
        links.remove(interfaceName);
        tracked.remove(new TrackedObject(TrackedObject.Kind.INTERFACE, interfaceName));
    }

    void hearingChanged(VrrpEvent.HearingChanged hearing) {
        List<Object> place = List.of(hearing.interfaceName(), hearing.family());
        hearing.trouble().ifPresentOrElse(trouble -> deaf.put(place, trouble), () -> deaf.remove(place));
    }

    /** Why a router cannot hear adverts, if it cannot. */
    Optional<String> deafness(RouterKey key) {
        return deaf.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(deaf.get(List.of(key.interfaceName(), key.family())));
    }

    TrackStatus statusOf(TrackedObject object) {
        TrackStatus known = tracked.get(object);
        if (known != null) {
            return known;
        }
        // An interface that was never reported does not exist; of everything else a report is still to come.
        return object.kind() == TrackedObject.Kind.INTERFACE ? NO_INTERFACE : new TrackStatus.Unknown();
    }

    void track(TrackedObject object, TrackStatus status) {
        if (status instanceof TrackStatus.Unknown) {
            tracked.remove(object);
        } else {
            tracked.put(object, status);
        }
    }
}
