package holdfast.agent.realserver;

import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.RouteRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Interfaces {@code lo} (1) and {@code eth0} (2, with 10.0.0.11/24), and a kernel that can make tunnels if it has the module. */
final class FakeRealServerKernel implements RealServerKernel {
    private static final int UP = 0x1;

    final List<InterfaceInfo> links = new ArrayList<>();
    final List<KernelAddress> addresses = new ArrayList<>();
    final Map<String, String> settings = new TreeMap<>();

    /** What was done, in order. */
    final List<String> journal = new ArrayList<>();

    boolean hasTunnels = true;
    boolean settingsAreReadOnly;

    FakeRealServerKernel() {
        link(1, "lo", UP);
        link(2, "eth0", UP);
        settings("all", "0");
        addresses.add(KernelAddress.of(2, InetAddress.ofLiteral("10.0.0.11"), 24));
    }

    private void link(int index, String name, int flags) {
        links.removeIf(link -> link.index() == index);
        links.add(new InterfaceInfo(index, name, flags, Optional.empty(), 1500, 0, ""));
        if (!settings.containsKey("ipv4/conf/" + name + "/arp_ignore")) {
            settings(name, "0");
        }
    }

    private void settings(String where, String reversePathFilter) {
        settings.put("ipv4/conf/" + where + "/arp_ignore", "0");
        settings.put("ipv4/conf/" + where + "/arp_announce", "0");
        settings.put("ipv4/conf/" + where + "/rp_filter", reversePathFilter);
    }

    @Override
    public List<InterfaceInfo> links() {
        return List.copyOf(links);
    }

    @Override
    public List<KernelAddress> addresses() {
        return List.copyOf(addresses);
    }

    @Override
    public Optional<String> change(RouteRequest request) {
        switch (request) {
            case RouteRequest.AddAddress(KernelAddress address) -> {
                addresses.add(address);
                journal.add("+" + address.address().getHostAddress() + "/" + address.prefixLength() + " on "
                        + address.interfaceIndex());
            }
            case RouteRequest.DeleteAddress(KernelAddress address) -> {
                addresses.remove(address);
                journal.add("-" + address.address().getHostAddress());
            }
            case RouteRequest.AddTunnel(String name, String kind) -> {
                if (!hasTunnels) {
                    return Optional.of("Unknown device type");
                }
                link(10, name, 0);
                journal.add(kind);
                return Optional.of("File exists (EEXIST)"); // the module came with the device
            }
            case RouteRequest.SetLinkUp(int index) -> power(index, UP);
            case RouteRequest.SetLinkDown(int index) -> power(index, 0);
            case RouteRequest.ReplaceAddress _,
                    RouteRequest.DeleteNeighbour _,
                    RouteRequest.AddMacvlan _,
                    RouteRequest.DeleteLink _,
                    RouteRequest.AddRoute _,
                    RouteRequest.DeleteRoute _,
                    RouteRequest.AddRule _,
                    RouteRequest.DeleteRule _,
                    RouteRequest.Removal _,
                    RouteRequest.DisableAddressGeneration _ -> throw new AssertionError("not wanted: " + request);
        }
        return Optional.empty();
    }

    private void power(int index, int flags) {
        String name = links.stream()
                .filter(link -> link.index() == index)
                .findFirst()
                .orElseThrow()
                .name();
        link(index, name, flags);
        journal.add(name + (flags == UP ? " up" : " down"));
    }

    @Override
    public String read(String setting) throws IOException {
        if (!settings.containsKey(setting)) {
            throw new NoSuchFileException(setting);
        }
        return settings.get(setting);
    }

    @Override
    public void write(String setting, String value) throws IOException {
        if (settingsAreReadOnly) {
            throw new IOException("Read-only file system");
        }
        settings.put(setting, value);
        journal.add(setting.substring("ipv4/conf/".length()) + "=" + value);
    }
}
