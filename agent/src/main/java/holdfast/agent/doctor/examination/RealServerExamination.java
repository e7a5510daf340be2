package holdfast.agent.doctor.examination;

import holdfast.agent.doctor.Examination;
import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.FindingId;
import holdfast.agent.doctor.Notebook;
import holdfast.agent.doctor.Place;
import holdfast.agent.doctor.Remedy;
import holdfast.agent.doctor.Subject;
import holdfast.agent.realserver.Inspection;
import holdfast.agent.realserver.ListeningPorts;
import holdfast.agent.realserver.RealServerException;
import holdfast.agent.realserver.RealServerKernel;
import holdfast.agent.realserver.ServedAddress;
import holdfast.agent.realserver.ServedAddresses;
import holdfast.linux.KernelAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether this machine is fit to be a real server, where the file makes it one ({@code holdfast real-server check}). */
public final class RealServerExamination implements Examination {
    /** What is examined of a real server; fails as files do. */
    @FunctionalInterface
    public interface Ports {
        /** The ports on which services wait. */
        ListeningPorts read() throws IOException;
    }

    private final RealServerKernel kernel;
    private final Ports ports;

    /** Looks at this machine through {@code kernel}, and changes nothing. */
    public RealServerExamination(RealServerKernel kernel, Ports ports) {
        this.kernel = kernel;
        this.ports = ports;
    }

    @Override
    public String name() {
        return "real-server";
    }

    @Override
    public String about() {
        return "on a real server (DR, TUN): the virtual address on lo, arp_ignore, arp_announce, rp_filter, the service";
    }

    @Override
    public void examine(Subject subject, Notebook notebook) {
        if (subject.configuration().virtualServers().isEmpty()) {
            return;
        }
        Set<InetAddress> own = subject.network().addresses().stream()
                .map(KernelAddress::address)
                .collect(Collectors.toSet());
        Set<InetAddress> managed = subject.instances().stream()
                .flatMap(instance -> Subject.addresses(instance).stream())
                .map(address -> address.address())
                .collect(Collectors.toSet());
        try {
            List<ServedAddress> served = ServedAddresses.of(subject.configuration(), own).stream()
                    .filter(one -> !managed.contains(one.address())) // a director that serves, too
                    .toList();
            if (served.isEmpty()) {
                return;
            }
            List<Inspection.Finding> findings = new Inspection(kernel, ports.read()).inspect(served);
            for (Inspection.Finding finding : findings) {
                notebook.add(Finding.of(
                        FindingId.REAL_SERVER,
                        Place.MACHINE,
                        finding.what(),
                        "the file makes this machine a real server",
                        "requests that the director sends here are lost, or this machine answers in the director's place",
                        remedy(finding.remedy())));
            }
            if (findings.isEmpty()) {
                notebook.fine(Place.MACHINE, "this machine is fit to be a real server");
            }
        } catch (RealServerException e) {
            return; // it is none
        } catch (IOException e) {
            notebook.unseen("whether this machine is fit to be a real server: " + e.getMessage());
        }
    }

    private static Remedy remedy(String text) {
        boolean command = text.startsWith("sysctl ") || text.startsWith("ip ") || text.startsWith("modprobe ");
        return command
                ? Remedy.command(text, "'holdfast real-server up --conf FILE' does all of it")
                : Remedy.advice(text);
    }
}
