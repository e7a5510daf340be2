package holdfast.agent.doctor.examination;

import holdfast.agent.doctor.Examination;
import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.FindingId;
import holdfast.agent.doctor.Notebook;
import holdfast.agent.doctor.Place;
import holdfast.agent.doctor.Remedy;
import holdfast.agent.doctor.Subject;
import holdfast.agent.doctor.machine.Programs;
import holdfast.agent.doctor.machine.SystemFiles;
import holdfast.conf.model.VrrpInstance;
import holdfast.linux.InterfaceInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Programs that set interfaces up and remove addresses they do not know (systemd.network(5), NetworkManager.conf(5)). */
public final class ManagersExamination implements Examination {
    private static final List<String> DROP_INS = List.of(
            "/etc/systemd/network/", "/run/systemd/network/", "/usr/lib/systemd/network/", "/lib/systemd/network/");

    /** nmcli(1): NetworkManager is not running. */
    private static final int NMCLI_NOT_RUNNING = 8;

    /** Of {@code GENERAL.STATE}: {@code 10 (unmanaged)}. */
    private static final String UNMANAGED = "10 ";

    private final SystemFiles files;
    private final Programs programs;

    /**
     * Looks when it examines.
     *
     * @param files what these programs say of interfaces below {@code /run}, and their configuration
     * @param programs asked where a file may be out of date
     */
    public ManagersExamination(SystemFiles files, Programs programs) {
        this.files = files;
        this.programs = programs;
    }

    @Override
    public String name() {
        return "managers";
    }

    @Override
    public String about() {
        return "systemd-networkd and NetworkManager, which remove addresses they did not put there";
    }

    @Override
    public void examine(Subject subject, Notebook notebook) {
        for (VrrpInstance instance : subject.instances()) {
            subject.network().link(instance.interfaceName()).ifPresent(link -> link(instance, link, notebook));
        }
    }

    private void link(VrrpInstance instance, InterfaceInfo link, Notebook notebook) {
        Optional<String> networkFile = value("/run/systemd/netif/links/" + link.index(), "NETWORK_FILE");
        boolean managed = value("/run/NetworkManager/devices/" + link.index(), "managed")
                        .filter(Set.of("true", "1")::contains)
                        .isPresent()
                && !isLeftAlone(link);
        if (networkFile.isPresent()) {
            networkd(instance, link, networkFile.get(), notebook);
        }
        if (managed) {
            networkManager(instance, link, notebook);
        }
        if (networkFile.isEmpty() && !managed) {
            notebook.fine(Place.of(instance), "neither systemd-networkd nor NetworkManager manages " + link.name());
        }
    }

    /** The file stays as it was when NetworkManager is stopped, and when it starts with the interface out of its care. */
    private boolean isLeftAlone(InterfaceInfo link) {
        return switch (programs.run("nmcli", "-g", "GENERAL.STATE", "device", "show", link.name())) {
            case Programs.Answer.Ended(int status, String output, String _) ->
                status == NMCLI_NOT_RUNNING || (status == 0 && output.startsWith(UNMANAGED));
            case Programs.Answer.Missing _, Programs.Answer.Failed _ -> false;
        };
    }

    /**
     * Set aside while it runs, the interface keeps its addresses, and from the next start on the file has the same effect; with the file alone
     * and {@code nmcli general reload} NetworkManager would take the interface down.
     */
    private static void networkManager(VrrpInstance instance, InterfaceInfo link, Notebook notebook) {
        String name = link.name();
        notebook.add(Finding.of(
                FindingId.NETWORKMANAGER_MANAGES,
                Place.of(instance),
                "NetworkManager manages " + name,
                "/run/NetworkManager/devices/" + link.index() + ": managed=true",
                "whenever it activates the connection again it removes the virtual addresses; the daemon puts them back",
                Remedy.command(
                        "nmcli device set " + name + " managed no && printf"
                                + " '[keyfile]\\nunmanaged-devices=interface-name:" + name
                                + "\\n' > /etc/NetworkManager/conf.d/60-vrrp.conf",
                        "the addresses stay until the next boot: from then on the interface's own ones must come from elsewhere,"
                                + " such as /etc/network/interfaces; or leave it and do not run 'nmcli connection up' on a"
                                + " master")));
    }

    private Optional<String> value(String file, String key) {
        return files.read(file).stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1).strip())
                .filter(value -> !value.isEmpty())
                .reduce((_, last) -> last);
    }

    /**
     * KeepConfiguration= says what stays when networkd starts or takes an interface up again. Addresses with a lifetime, as those under a lease
     * are, count as leased by DHCP there, so {@code static} does not keep them.
     */
    private void networkd(VrrpInstance instance, InterfaceInfo link, String networkFile, Notebook notebook) {
        String name = networkFile.substring(networkFile.lastIndexOf('/') + 1);
        Map<String, String> dropIns =
                new TreeMap<>(); // in the order of their names; of equal ones the first folder's counts
        for (String folder : DROP_INS) {
            files.list(folder + name + ".d").stream()
                    .filter(file -> file.endsWith(".conf"))
                    .forEach(file -> dropIns.putIfAbsent(file, folder + name + ".d/" + file));
        }
        Optional<String> kept = Stream.concat(Stream.of(networkFile), dropIns.values().stream())
                .flatMap(file -> value(file, "KeepConfiguration").stream())
                .reduce((_, last) -> last);
        if (kept.filter(Set.of("yes", "true", "1", "on")::contains).isPresent()) {
            notebook.fine(
                    Place.of(instance), "systemd-networkd keeps addresses of " + link.name() + " that are not its own");
            return;
        }
        String own = "/etc/systemd/network/" + name + ".d";
        notebook.add(Finding.of(
                FindingId.NETWORKD_REMOVES,
                Place.of(instance),
                "systemd-networkd removes the virtual addresses from " + link.name() + " when it sets it up again",
                networkFile + kept.map(value -> ": KeepConfiguration=" + value).orElse(" has no KeepConfiguration="),
                "'networkctl reload' after a change, 'networkctl reconfigure' and, with some versions, a restart take them"
                        + " away for a moment; the daemon puts them back",
                Remedy.command("mkdir -p " + own + " && printf '[Network]\\nKeepConfiguration=yes\\n' > " + own
                        + "/60-vrrp.conf && networkctl reload")));
    }
}
