package holdfast.agent.doctor;

import holdfast.agent.check.Host;
import holdfast.agent.doctor.examination.AddressesExamination;
import holdfast.agent.doctor.examination.CapabilitiesExamination;
import holdfast.agent.doctor.examination.ClockExamination;
import holdfast.agent.doctor.examination.ConfigurationExamination;
import holdfast.agent.doctor.examination.ConflictsExamination;
import holdfast.agent.doctor.examination.DaemonExamination;
import holdfast.agent.doctor.examination.InterfacesExamination;
import holdfast.agent.doctor.examination.IpvsExamination;
import holdfast.agent.doctor.examination.ManagersExamination;
import holdfast.agent.doctor.examination.RealServerExamination;
import holdfast.agent.doctor.examination.SettingsExamination;
import holdfast.agent.doctor.firewall.FirewallExamination;
import holdfast.agent.doctor.machine.Deadline;
import holdfast.agent.doctor.machine.Programs;
import holdfast.agent.doctor.machine.SystemFiles;
import holdfast.agent.doctor.machine.Wire;
import holdfast.agent.doctor.routing.RoutingExamination;
import holdfast.agent.doctor.segment.PeersExamination;
import holdfast.agent.doctor.segment.SegmentExamination;
import holdfast.agent.realserver.ListeningPorts;
import holdfast.agent.realserver.RealServerKernel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Has examinations look at a subject, one after the other, as long as there is time. */
public final class Doctor {
    private final List<Examination> examinations;

    /** @param examinations in the order in which they are made */
    public Doctor(List<Examination> examinations) {
        this.examinations = List.copyOf(examinations);
    }

    /**
     * The machine, as the examinations need it.
     *
     * @param host addresses and settings as {@code check} sees them
     * @param kernel addresses and settings as {@code real-server} sees them
     * @param programs other programs
     * @param files files
     * @param wire the network
     * @param controlSocket the daemon's
     */
    public record Instruments(
            Host host, RealServerKernel kernel, Programs programs, SystemFiles files, Wire wire, Path controlSocket) {}

    /** Every examination there is: causes before what they cause. */
    public static Doctor of(Instruments with) {
        return new Doctor(List.of(
                new ConfigurationExamination(with.host()),
                new InterfacesExamination(with.programs(), with.files()),
                new FirewallExamination(with.programs(), with.files()),
                new DaemonExamination(with.controlSocket()),
                new PeersExamination(with.wire()),
                new SegmentExamination(),
                new AddressesExamination(),
                new ConflictsExamination(with.wire()),
                new RoutingExamination(with.programs(), with.wire()),
                new SettingsExamination(with.files()),
                new IpvsExamination(with.programs(), with.files()),
                new RealServerExamination(with.kernel(), () -> ListeningPorts.read(Path.of("/proc/net"))),
                new ManagersExamination(with.files(), with.programs()),
                new CapabilitiesExamination(with.files()),
                new ClockExamination(with.programs())));
    }

    /** All of them. */
    public List<Examination> examinations() {
        return examinations;
    }

    /**
     * Examines.
     *
     * @param subject what
     * @param only names of the examinations to make; none: all
     * @param deadline after which no further one is begun
     */
    public Diagnosis examine(Subject subject, Set<String> only, Deadline deadline) {
        List<Finding> findings = new ArrayList<>();
        List<Diagnosis.Unseen> unseen = new ArrayList<>();
        List<String> examined = new ArrayList<>();
        for (Examination examination : examinations) {
            if (!only.isEmpty() && !only.contains(examination.name())) {
                continue;
            }
            if (deadline.isOver()) {
                unseen.add(new Diagnosis.Unseen(examination.name(), examination.about() + ": no time was left"));
                continue;
            }
            Notebook notebook = new Notebook();
            examination.examine(subject, notebook);
            findings.addAll(notebook.findings());
            notebook.unseen().forEach(text -> unseen.add(new Diagnosis.Unseen(examination.name(), text)));
            examined.add(examination.name());
        }
        return new Diagnosis(subject, examined, findings, unseen);
    }
}
