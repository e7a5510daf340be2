package holdfast.agent.doctor.examination;

import holdfast.agent.doctor.Examination;
import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.FindingId;
import holdfast.agent.doctor.Notebook;
import holdfast.agent.doctor.Place;
import holdfast.agent.doctor.Remedy;
import holdfast.agent.doctor.Subject;
import holdfast.agent.doctor.machine.DaemonState;
import holdfast.agent.doctor.machine.SystemFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the daemon may do (capabilities(7)): containers often take it away. */
public final class CapabilitiesExamination implements Examination {
    /** By their bits. Linux asks for no other one; CAP_NET_BROADCAST is unused. */
    private static final Map<Integer, String> NEEDED = needed();

    private final SystemFiles files;

    /** @param files for {@code /proc} */
    public CapabilitiesExamination(SystemFiles files) {
        this.files = files;
    }

    private static Map<Integer, String> needed() {
        Map<Integer, String> needed = new LinkedHashMap<>();
        needed.put(12, "NET_ADMIN");
        needed.put(13, "NET_RAW");
        return needed;
    }

    @Override
    public String name() {
        return "capabilities";
    }

    @Override
    public String about() {
        return "NET_ADMIN and NET_RAW of the daemon, which containers often lack";
    }

    @Override
    public void examine(Subject subject, Notebook notebook) {
        Optional<Long> pid = subject.daemon().running().map(DaemonState.Running::pid);
        String process = pid.map(String::valueOf).orElse("self");
        Optional<Long> effective = files.read("/proc/" + process + "/status").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("CapEff:"))
                .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .findFirst();
        if (effective.isEmpty()) {
            notebook.unseen("the daemon's capabilities: /proc/" + process + "/status cannot be read");
            return;
        }
        List<String> missing = new ArrayList<>();
        NEEDED.forEach((bit, name) -> {
            if ((effective.get() >> bit & 1) == 0) {
                missing.add(name);
            }
        });
        String whose = pid.isPresent() ? "the daemon" : "a daemon started from here";
        if (missing.isEmpty()) {
            notebook.fine(Place.MACHINE, whose + " has the capabilities NET_ADMIN and NET_RAW");
            return;
        }
        notebook.add(Finding.of(
                FindingId.CAPABILITY_MISSING,
                Place.MACHINE,
                whose + " lacks the capabilities " + String.join(" and ", missing),
                "CapEff of /proc/" + process + "/status",
                "it can send no adverts, or put no address on an interface",
                Remedy.advice("container: 'docker run --network host --cap-add "
                        + String.join(" --cap-add ", missing)
                        + " …'; unit: AmbientCapabilities= and CapabilityBoundingSet= of holdfast.service")));
    }
}
