package holdfast.agent.doctor.examination;

import holdfast.agent.doctor.Examination;
import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.FindingId;
import holdfast.agent.doctor.Notebook;
import holdfast.agent.doctor.Place;
import holdfast.agent.doctor.Remedy;
import holdfast.agent.doctor.Subject;
import holdfast.agent.doctor.machine.Programs;
import holdfast.agent.doctor.machine.Programs.Answer;
import holdfast.agent.doctor.machine.SystemFiles;
import holdfast.conf.model.lvs.ForwardingMethod;
import holdfast.conf.model.lvs.VirtualServer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether the kernel can do what the virtual servers need. */
public final class IpvsExamination implements Examination {
    private final Programs programs;
    private final SystemFiles files;

    /** Asks modprobe(8), without loading anything, and {@code /proc}. */
    public IpvsExamination(Programs programs, SystemFiles files) {
        this.programs = programs;
        this.files = files;
    }

    @Override
    public String name() {
        return "ipvs";
    }

    @Override
    public String about() {
        return "IPVS in the kernel, the modules of the schedulers in use, connection tracking for NAT";
    }

    @Override
    public void examine(Subject subject, Notebook notebook) {
        List<VirtualServer> servers = subject.configuration().virtualServers();
        if (servers.isEmpty()) {
            return; // nothing to look at, nothing to say
        }
        if (files.read("/proc/net/ip_vs").isEmpty()) {
            notebook.add(Finding.of(
                    FindingId.IPVS_MISSING,
                    Place.MACHINE,
                    "the kernel does no load balancing: IPVS is not loaded",
                    "there is no /proc/net/ip_vs; the file has " + servers.size() + " virtual servers",
                    "no virtual server works",
                    Remedy.command("modprobe ip_vs", "to keep it: 'ip_vs' in /etc/modules-load.d/ipvs.conf")));
            return;
        }
        notebook.fine(Place.MACHINE, "the kernel has IPVS");
        schedulers(servers, notebook);
        tracking(servers, subject, notebook);
    }

    private void schedulers(List<VirtualServer> servers, Notebook notebook) {
        Set<String> names = new LinkedHashSet<>();
        servers.forEach(server -> names.add(server.scheduling().scheduler()));
        for (String name : names) {
            String module = "ip_vs_" + name;
            if (isLoaded(module)) {
                notebook.fine(Place.MACHINE, "the kernel has scheduler " + name);
                continue;
            }
            switch (programs.run("modprobe", "--dry-run", "--quiet", module)) {
                case Answer.Ended(int status, String _, String _)
                when status == 0 -> notebook.fine(Place.MACHINE, "the kernel has scheduler " + name);
                case Answer.Ended _ ->
                    notebook.add(Finding.of(
                            FindingId.IPVS_SCHEDULER,
                            Place.MACHINE,
                            "the kernel has no scheduler " + name,
                            "modprobe --dry-run " + module + " fails",
                            "virtual servers with it are refused by the kernel",
                            Remedy.command(
                                    "modprobe " + module,
                                    "if it is missing, another lb_algo, or the kernel's extra modules")));
                case Answer.Missing _ -> notebook.unseen("whether the kernel has scheduler " + name + ": no modprobe");
                case Answer.Failed(String reason) ->
                    notebook.unseen("whether the kernel has scheduler " + name + ": modprobe: " + reason);
            }
        }
    }

    private boolean isLoaded(String module) {
        return files.read("/proc/modules")
                .filter(modules -> modules.lines().anyMatch(line -> line.startsWith(module + " ")))
                .isPresent();
    }

    private static void tracking(List<VirtualServer> servers, Subject subject, Notebook notebook) {
        boolean translates = servers.stream()
                .flatMap(server -> server.realServers().stream())
                .anyMatch(real -> real.forwarding() instanceof ForwardingMethod.Nat);
        if (translates
                && subject.network()
                        .setting("ipv4/vs/conntrack")
                        .filter("0"::equals)
                        .isPresent()) {
            notebook.add(Finding.of(
                    FindingId.IPVS_CONNTRACK,
                    Place.MACHINE,
                    "connection tracking does not see connections that IPVS translates",
                    "net.ipv4.vs.conntrack is 0; virtual_server with lvs_method NAT",
                    "none, unless rules of this machine go by 'ct state' or masquerade these connections: those then fail",
                    Remedy.setting("net.ipv4.vs.conntrack", "1")));
        }
    }
}
