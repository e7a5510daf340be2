package holdfast.track.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The notify scripts of one instance or group.
 *
 * @param specific by event: {@code notify_master} and so on; each is called exactly as written
 * @param generic {@code notify}: called with four more words, INSTANCE or GROUP, name, event and priority
 */
public record NotifyScripts(Map<NotifyEvent, NotifyScript> specific, Optional<NotifyScript> generic) {
    /** No scripts at all. */
    public static final NotifyScripts NONE = new NotifyScripts(Map.of(), Optional.empty());

    /** Keeps a copy of the map. */
    public NotifyScripts {
        specific = Map.copyOf(specific);
    }

    /** The calls a notification leads to, in order: the specific script, then the generic one. */
    List<NotifyScript> callsFor(Notification notification) {
        var calls = new ArrayList<NotifyScript>(2);
        Optional.ofNullable(specific.get(notification.event())).ifPresent(calls::add);
        if (notification.event().callsGenericScript()) {
            generic.map(script -> withArguments(script, notification)).ifPresent(calls::add);
        }
        return calls;
    }

    private static NotifyScript withArguments(NotifyScript script, Notification notification) {
        var argv = new ArrayList<>(script.argv());
        argv.add(notification.subject().name());
        argv.add(notification.name());
        argv.add(notification.event().name());
        argv.add(Integer.toString(notification.priority()));
        return new NotifyScript(argv, script.runAs());
    }
}
