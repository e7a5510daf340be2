package holdfast.agent.realserver;

import holdfast.linux.AddressText;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks whether this machine is fit to be a real server, and changes nothing. */
public final class Inspection {
    private final RealServerKernel kernel;
    private final ListeningPorts listening;
    private final List<Finding> findings = new ArrayList<>();

    /** @param listening on which ports services are waiting */
    public Inspection(RealServerKernel kernel, ListeningPorts listening) {
        this.kernel = kernel;
        this.listening = listening;
    }

    /**
     * Something that is missing or in the way.
     *
     * @param what in one line
     * @param remedy the command that mends it
     */
    public record Finding(String what, String remedy) {}

    /** Everything that is not as these addresses need it, in the order in which it is to be mended. */
    public List<Finding> inspect(List<ServedAddress> served) throws IOException {
        List<KernelAddress> addresses = kernel.addresses();
        for (ServedAddress one : served) {
            tunnel(one);
        }
        for (RequiredSetting setting : RequiredSetting.of(served)) {
            setting(setting);
        }
        for (ServedAddress one : served) {
            address(one, addresses);
            for (int port : one.ports()) {
                service(one, port);
            }
        }
        return List.copyOf(findings);
    }

    private void tunnel(ServedAddress one) throws IOException {
        Optional<InterfaceInfo> link = kernel.link(one.interfaceName());
        if (link.isEmpty()) {
            add("there is no " + one.interfaceName(), "modprobe " + one.tunnelModule());
        } else if (!link.get().adminUp()) {
            add(one.interfaceName() + " is switched off", "ip link set " + one.interfaceName() + " up");
        }
    }

    /** What an interface does is the stricter of its own setting and that of all, so the one of {@code lo} need not be looked at. */
    private void setting(RequiredSetting setting) throws IOException {
        if (setting.name().contains("/lo/")) {
            return;
        }
        String now;
        try {
            now = kernel.read(setting.name());
        } catch (IOException e) {
            return; // its interface is missing, which is said already
        }
        boolean loose = setting.name().endsWith("/rp_filter") && now.equals("2");
        boolean own = !setting.name().contains("/all/") && !setting.name().endsWith("/rp_filter");
        if (!setting.isEnough(now) && !loose && !own) {
            add(
                    setting.sysctl() + " is " + now + "; " + setting.value() + " is needed so that "
                            + setting.purpose(),
                    "sysctl -w " + setting.sysctl() + "=" + setting.value());
        }
    }

    private void address(ServedAddress one, List<KernelAddress> addresses) throws IOException {
        String text = AddressText.of(one.address());
        String add = "ip address add " + text + "/" + one.prefixLength() + " dev " + one.interfaceName();
        List<KernelAddress> here = addresses.stream()
                .filter(address -> address.address().equals(one.address()))
                .toList();
        if (here.isEmpty()) {
            add(text + " is not on " + one.interfaceName() + ": packets to it are dropped", add);
        }
        for (KernelAddress address : here) {
            String place = kernel.links().stream()
                    .filter(link -> link.index() == address.interfaceIndex())
                    .map(InterfaceInfo::name)
                    .findFirst()
                    .orElse("?");
            String remove = "ip address del " + text + "/" + address.prefixLength() + " dev " + place;
            if (!place.equals(one.interfaceName())) {
                add(
                        text + " is on " + place + ", where this machine answers for it in the director's place",
                        remove + " && " + add);
            } else if (address.prefixLength() != one.prefixLength()) {
                add(
                        text + " has the prefix /" + address.prefixLength()
                                + ": this machine takes the whole net for itself",
                        remove + " && " + add);
            }
        }
    }

    private void service(ServedAddress one, int port) {
        if (!listening.isListening(one.address(), port)) {
            add(
                    "nothing listens on port " + port + " of " + AddressText.of(one.address())
                            + ": the director takes this server out",
                    "start the service");
        }
    }

    private void add(String what, String remedy) {
        Finding finding = new Finding(what, remedy);
        if (!findings.contains(finding)) {
            findings.add(finding);
        }
    }
}
