package holdfast.conf.model;

import java.util.List;

/**
 * What an instance or a group tracks. Every name is defined.
 *
 * @param interfaces {@code track_interface}
 * @param scripts {@code track_script}
 * @param files {@code track_file}
 * @param processes {@code track_process}
 * @param bfds {@code track_bfd}
 */
public record Tracking(
        List<TrackReference> interfaces,
        List<TrackReference> scripts,
        List<TrackReference> files,
        List<TrackReference> processes,
        List<TrackReference> bfds) {
    /** Copies the lists. */
    public Tracking {
        interfaces = List.copyOf(interfaces);
        scripts = List.copyOf(scripts);
        files = List.copyOf(files);
        processes = List.copyOf(processes);
        bfds = List.copyOf(bfds);
    }

    /** Whether nothing is tracked. */
    public boolean isEmpty() {
        return interfaces.isEmpty() && scripts.isEmpty() && files.isEmpty() && processes.isEmpty() && bfds.isEmpty();
    }
}
