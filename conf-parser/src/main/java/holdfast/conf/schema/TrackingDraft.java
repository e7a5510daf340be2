package holdfast.conf.schema;

import java.util.ArrayList;
import java.util.List;

/** The {@code track_*} blocks of an instance or a group while being read. */
final class TrackingDraft {
    final List<TrackLine> interfaces = new ArrayList<>();
    final List<TrackLine> scripts = new ArrayList<>();
    final List<TrackLine> files = new ArrayList<>();
    final List<TrackLine> processes = new ArrayList<>();
    final List<TrackLine> bfds = new ArrayList<>();
}
