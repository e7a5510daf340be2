package holdfast.ipvs;

import holdfast.linux.IpvsDestination;
import holdfast.linux.IpvsRequest;
import holdfast.linux.IpvsService;
import holdfast.linux.IpvsServiceKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The kernel's table as it is believed to be: what was read last, and what has been asked for since. Every request goes through here, so
 * that one without an effect is never made, and none that such a table would refuse.
 */
final class KernelMirror {
    private final Map<IpvsServiceKey, Entry> entries = new LinkedHashMap<>();

    private static final class Entry {
        IpvsService service;
        final Map<Endpoint, IpvsDestination> destinations = new LinkedHashMap<>();

        Entry(IpvsService service) {
            this.service = service;
        }
    }

    /** Believes what was read. */
    void read(KernelTable table) {
        entries.clear();
        table.services().forEach((service, destinations) -> {
            Entry entry = new Entry(service);
            destinations.forEach(destination -> entry.destinations.put(Endpoint.of(destination), destination));
            entries.put(service.key(), entry);
        });
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean has(IpvsServiceKey key) {
        return entries.containsKey(key);
    }

    /** The destination at this place, if there is one. */
    Optional<IpvsDestination> destination(IpvsServiceKey key, Endpoint endpoint) {
        Entry entry = entries.get(key);
        return entry == null ? Optional.empty() : Optional.ofNullable(entry.destinations.get(endpoint));
    }

    /** The places of all destinations of a service, as a copy. */
    List<Endpoint> endpoints(IpvsServiceKey key) {
        Entry entry = entries.get(key);
        return entry == null ? List.of() : List.copyOf(entry.destinations.keySet());
    }

    /** There shall be this service. */
    void put(IpvsService wanted, Effects out) {
        Entry entry = entries.get(wanted.key());
        if (entry == null) {
            entries.put(wanted.key(), new Entry(wanted));
            out.ipvs(new IpvsRequest.AddService(wanted));
        } else if (!entry.service.equals(wanted)) {
            entry.service = wanted;
            out.ipvs(new IpvsRequest.EditService(wanted));
        }
    }

    /** There shall be no such service, nor any of its destinations. */
    void remove(IpvsServiceKey key, Effects out) {
        if (entries.remove(key) != null) {
            out.ipvs(new IpvsRequest.DeleteService(key));
        }
    }

    /** There shall be this destination; nothing happens when the kernel does not take the service. */
    void put(IpvsServiceKey key, IpvsDestination wanted, Effects out) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return;
        }
        IpvsDestination before = entry.destinations.put(Endpoint.of(wanted), wanted);
        if (before == null) {
            out.ipvs(new IpvsRequest.AddDestination(key, wanted));
        } else if (!before.equals(wanted)) {
            out.ipvs(new IpvsRequest.EditDestination(key, wanted));
        }
    }

    /** There shall be no destination at this place. */
    void remove(IpvsServiceKey key, Endpoint endpoint, Effects out) {
        Entry entry = entries.get(key);
        IpvsDestination gone = entry == null ? null : entry.destinations.remove(endpoint);
        if (gone != null) {
            out.ipvs(new IpvsRequest.DeleteDestination(key, gone));
        }
    }

    /** There shall be nothing. */
    void flush(Effects out) {
        entries.clear();
        out.ipvs(new IpvsRequest.Flush());
    }

    /** The kernel has not taken this service. */
    void forget(IpvsServiceKey key) {
        entries.remove(key);
    }
}
