package holdfast.agent.doctor.examination;

import holdfast.agent.doctor.Examination;
import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.FindingId;
import holdfast.agent.doctor.Notebook;
import holdfast.agent.doctor.Place;
import holdfast.agent.doctor.Remedy;
import holdfast.agent.doctor.Subject;
import holdfast.agent.doctor.machine.Network;
import holdfast.agent.doctor.machine.SystemFiles;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.lvs.ForwardingMethod;
import holdfast.conf.model.lvs.VirtualServer;
import holdfast.linux.AddressText;
import java.util.Optional;

/** Kernel settings that {@code holdfast check --host} does not know to be needed: for LVS, for listening programs, for IPv6 routers. */
public final class SettingsExamination implements Examination {
    private static final String HAPROXY = "/etc/haproxy/haproxy.cfg";

    private final SystemFiles files;

    /** @param files for the configuration of HAProxy, and for what is mounted */
    public SettingsExamination(SystemFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return "settings";
    }

    @Override
    public String about() {
        return "ip_forward for NAT, ip_nonlocal_bind for HAProxy, accept_ra beside forwarding, read-only /proc/sys";
    }

    @Override
    public void examine(Subject subject, Notebook notebook) {
        int before = notebook.findings().size();
        forwarding(subject, notebook);
        for (VrrpInstance instance : subject.instances()) {
            binding(instance, subject.network(), notebook);
            routerAdvertisements(instance, subject.network(), notebook);
        }
        readOnly(subject, notebook);
        if (notebook.findings().size() == before) {
            notebook.fine(Place.MACHINE, "kernel settings are as the file needs them");
        }
    }

    private static void forwarding(Subject subject, Notebook notebook) {
        for (AddressFamily family : AddressFamily.values()) {
            Optional<VirtualServer> translated = subject.configuration().virtualServers().stream()
                    .filter(server -> server.family() == family
                            && server.realServers().stream()
                                    .anyMatch(real -> real.forwarding() instanceof ForwardingMethod.Nat))
                    .findFirst();
            String path = family == AddressFamily.INET ? "ipv4/ip_forward" : "ipv6/conf/all/forwarding";
            if (translated.isPresent()
                    && subject.network().setting(path).filter("0"::equals).isPresent()) {
                String name = "net." + path.replace('/', '.');
                notebook.add(Finding.of(
                        FindingId.FORWARDING_OFF,
                        Place.MACHINE,
                        "this machine does not forward " + family.word() + ", which NAT needs",
                        name + " is 0; virtual_server with lvs_method NAT",
                        "clients get no answer from the real servers",
                        Remedy.setting(name, "1")));
            }
        }
    }

    /** {@code bind ADDRESS:PORT} of HAProxy: without ip_nonlocal_bind it does not start on the backup. */
    private void binding(VrrpInstance instance, Network network, Notebook notebook) {
        Optional<String> haproxy = files.read(HAPROXY);
        for (VirtualIpAddress address : Subject.addresses(instance)) {
            String text = AddressText.of(address.address());
            String path = address.family() == AddressFamily.INET ? "ipv4/ip_nonlocal_bind" : "ipv6/ip_nonlocal_bind";
            boolean bound = haproxy.stream()
                    .flatMap(String::lines)
                    .map(String::strip)
                    .anyMatch(line -> line.startsWith("bind ")
                            && (line.contains(" " + text + ":") || line.contains(" [" + text + "]:")));
            if (bound && network.setting(path).filter("0"::equals).isPresent()) {
                String name = "net." + path.replace('/', '.');
                notebook.add(Finding.of(
                        FindingId.NONLOCAL_BIND,
                        Place.of(instance),
                        "HAProxy listens on " + text + ", and cannot start while this node is backup",
                        HAPROXY + ": bind " + text + "; " + name + " is 0",
                        "after a restart of HAProxy on the backup a failover leads to a node without it",
                        Remedy.setting(name, "1")));
            }
        }
    }

    private static void routerAdvertisements(VrrpInstance instance, Network network, Notebook notebook) {
        String dev = instance.interfaceName();
        boolean forwards = network.setting("ipv6/conf/" + dev + "/forwarding")
                .filter("1"::equals)
                .isPresent();
        boolean accepts = network.setting("ipv6/conf/" + dev + "/accept_ra")
                .filter("1"::equals)
                .isPresent();
        if (instance.family() == AddressFamily.INET6 && forwards && accepts) {
            notebook.add(Finding.of(
                    FindingId.ACCEPT_RA,
                    Place.of(instance),
                    "router advertisements are ignored on " + dev + " because this machine forwards IPv6",
                    "net.ipv6.conf." + dev + ".forwarding is 1, accept_ra is 1",
                    "if its default route comes from router advertisements, it ends with the last one's lifetime",
                    Remedy.setting("net.ipv6.conf." + dev + ".accept_ra", "2")));
        }
    }

    private void readOnly(Subject subject, Notebook notebook) {
        boolean needed = subject.instances().stream()
                .anyMatch(instance -> instance.virtualMac().isPresent());
        boolean readOnly = files.read("/proc/self/mounts").stream()
                .flatMap(String::lines)
                .map(line -> line.split(" ", -1))
                .anyMatch(mount ->
                        mount.length > 3 && mount[1].equals("/proc/sys") && ("," + mount[3] + ",").contains(",ro,"));
        if (needed && readOnly) {
            notebook.add(Finding.of(
                    FindingId.SETTINGS_READ_ONLY,
                    Place.MACHINE,
                    "/proc/sys is mounted read-only, and use_vmac needs to write there",
                    "/proc/self/mounts",
                    "two interfaces answer ARP for the address, and packets to the virtual MAC may be dropped",
                    Remedy.advice("give the container its settings from outside ('docker run --sysctl"
                            + " net.ipv4.conf.all.arp_ignore=1 …'), or leave use_vmac out")));
        }
    }
}
