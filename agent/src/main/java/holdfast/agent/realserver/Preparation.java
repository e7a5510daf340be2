package holdfast.agent.realserver;

import holdfast.agent.realserver.ServedAddress.Way;
import holdfast.linux.AddressFlags;
import holdfast.linux.AddressLifetime;
import holdfast.linux.AddressScope;
import holdfast.linux.AddressText;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.RouteRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Makes this machine a real server. The settings come before the addresses: for a moment without them it would answer ARP requests for the
 * virtual address, and clients would remember it as the director.
 */
public final class Preparation {
    /** Seen in {@code ip address}; at most 15 characters with the interface's name before it. */
    static final String LABEL_SUFFIX = ":vip";

    private final RealServerKernel kernel;
    private final SavedState state;
    private final List<String> done = new ArrayList<>();

    /** @param state what earlier preparations have done; is written before each change */
    public Preparation(RealServerKernel kernel, SavedState state) {
        this.kernel = kernel;
        this.state = state;
    }

    /**
     * Does what is missing.
     *
     * @return what was done, a line each; empty: everything was there
     * @throws RealServerException when it cannot be done; what was done until then can be undone by a {@link Withdrawal}
     */
    public List<String> prepare(List<ServedAddress> served) throws RealServerException, IOException {
        refuseAddressesOfOtherInterfaces(served);
        for (ServedAddress one : served) {
            if (one.way() == Way.TUNNEL) {
                makeTunnel(one);
            }
        }
        for (RequiredSetting setting : RequiredSetting.of(served)) {
            set(setting);
        }
        for (ServedAddress one : served) {
            add(one);
            switchOn(one);
        }
        return List.copyOf(done);
    }

    private void refuseAddressesOfOtherInterfaces(List<ServedAddress> served) throws RealServerException, IOException {
        for (KernelAddress address : kernel.addresses()) {
            for (ServedAddress one : served) {
                String place = name(address.interfaceIndex());
                if (address.address().equals(one.address()) && !place.equals(one.interfaceName())) {
                    throw new RealServerException(AddressText.of(one.address()) + " is on " + place
                            + " of this machine already, where it answers for it: is this the director? If not, 'ip address del "
                            + AddressText.of(one.address()) + "/" + address.prefixLength() + " dev " + place
                            + "' first");
                }
            }
        }
    }

    private String name(int index) throws IOException {
        return kernel.links().stream()
                .filter(link -> link.index() == index)
                .map(InterfaceInfo::name)
                .findFirst()
                .orElse("interface " + index);
    }

    private void makeTunnel(ServedAddress one) throws RealServerException, IOException {
        if (kernel.link(one.interfaceName()).isPresent()) {
            return;
        }
        Optional<String> refusal = kernel.change(new RouteRequest.AddTunnel(one.interfaceName(), one.tunnelKind()));
        if (kernel.link(one.interfaceName()).isEmpty()) {
            throw new RealServerException("there is no " + one.interfaceName() + " (" + refusal.orElse("not made")
                    + "): 'modprobe " + one.tunnelModule() + "' makes it");
        }
        done.add("loaded " + one.tunnelModule() + ", which makes " + one.interfaceName());
    }

    private void set(RequiredSetting setting) throws RealServerException, IOException {
        String before = kernel.read(setting.name());
        if (setting.isEnough(before)) {
            return;
        }
        state.settings.putIfAbsent(setting.name(), before);
        state.write();
        try {
            kernel.write(setting.name(), setting.value());
        } catch (IOException e) {
            throw new RealServerException(
                    "cannot set " + setting.sysctl() + " to " + setting.value() + " (" + e.getMessage() + "), so that "
                            + setting.purpose() + "; in a container set it on the host",
                    e);
        }
        done.add("set " + setting.sysctl() + " to " + setting.value() + " (was " + before + ")");
    }

    private void add(ServedAddress one) throws RealServerException, IOException {
        boolean present = kernel.addresses().stream()
                .anyMatch(address -> address.address().equals(one.address()));
        ServedAddress known = state.addresses.get(one.address());
        if (present && known == null) {
            return; // somebody else has put it there, and may take it away
        }
        state.addresses.put(one.address(), known == null ? one : merged(known, one));
        state.write();
        if (present) {
            return;
        }
        int index = kernel.link(one.interfaceName())
                .map(InterfaceInfo::index)
                .orElseThrow(() -> new RealServerException("there is no interface " + one.interfaceName()));
        Optional<String> refusal = kernel.change(new RouteRequest.AddAddress(address(one, index)));
        if (refusal.isPresent()) {
            throw new RealServerException("cannot put " + AddressText.of(one.address()) + " on " + one.interfaceName()
                    + ": " + refusal.get());
        }
        done.add("put " + AddressText.of(one.address()) + "/" + one.prefixLength() + " on " + one.interfaceName());
    }

    private static ServedAddress merged(ServedAddress known, ServedAddress one) {
        TreeSet<Integer> ports = new TreeSet<>(known.ports());
        ports.addAll(one.ports());
        return new ServedAddress(one.address(), known.way(), ports);
    }

    /** The address alone, not its net; IPv6 without duplicate address detection, for the director has it, too. */
    static KernelAddress address(ServedAddress one, int interfaceIndex) {
        return new KernelAddress(
                interfaceIndex,
                one.address(),
                one.prefixLength(),
                Optional.empty(),
                Optional.empty(),
                one.isIpv4() ? Optional.of(one.interfaceName() + LABEL_SUFFIX) : Optional.empty(),
                AddressScope.GLOBAL,
                one.isIpv4() ? 0 : AddressFlags.NODAD,
                AddressLifetime.FOREVER,
                0);
    }

    private void switchOn(ServedAddress one) throws RealServerException, IOException {
        InterfaceInfo link = kernel.link(one.interfaceName())
                .orElseThrow(() -> new RealServerException("there is no interface " + one.interfaceName()));
        if (link.adminUp()) {
            return;
        }
        if (one.way() == Way.TUNNEL) {
            state.switchedOn.add(link.name());
            state.write();
        }
        Optional<String> refusal = kernel.change(new RouteRequest.SetLinkUp(link.index()));
        if (refusal.isPresent()) {
            throw new RealServerException("cannot switch " + link.name() + " on: " + refusal.get());
        }
        done.add("switched " + link.name() + " on");
    }
}
