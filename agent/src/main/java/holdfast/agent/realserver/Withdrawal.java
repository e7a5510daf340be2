package holdfast.agent.realserver;

import holdfast.linux.AddressText;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.RouteRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Undoes what a {@link Preparation} has done, and nothing else: the addresses first, then the settings that kept them silent. */
public final class Withdrawal {
    private final RealServerKernel kernel;
    private final SavedState state;
    private final List<String> done = new ArrayList<>();

    /** @param state what preparations have done; is written after each change */
    public Withdrawal(RealServerKernel kernel, SavedState state) {
        this.kernel = kernel;
        this.state = state;
    }

    /**
     * Undoes it.
     *
     * @param addresses these; the settings stay as long as other addresses need them
     * @return what was done, a line each
     * @throws RealServerException when an address does not go
     */
    public List<String> withdraw(Collection<InetAddress> addresses) throws RealServerException, IOException {
        for (InetAddress address : List.copyOf(addresses)) {
            ServedAddress served = state.addresses.get(address);
            if (served != null) {
                remove(served);
                state.addresses.remove(address);
                state.write();
            }
        }
        if (state.addresses.isEmpty()) {
            switchOff();
            restore();
        }
        return List.copyOf(done);
    }

    private void remove(ServedAddress served) throws RealServerException, IOException {
        String text = AddressText.of(served.address());
        Optional<InterfaceInfo> link = kernel.link(served.interfaceName());
        Optional<KernelAddress> present = kernel.addresses().stream()
                .filter(address -> address.address().equals(served.address())
                        && address.prefixLength() == served.prefixLength()
                        && link.filter(known -> known.index() == address.interfaceIndex())
                                .isPresent())
                .findFirst();
        if (present.isEmpty()) {
            done.add(text + " was gone from " + served.interfaceName() + " already");
            return;
        }
        Optional<String> refusal = kernel.change(new RouteRequest.DeleteAddress(present.get()));
        if (refusal.isPresent()) {
            throw new RealServerException(
                    "cannot take " + text + " off " + served.interfaceName() + ": " + refusal.get());
        }
        done.add("took " + text + " off " + served.interfaceName());
    }

    private void switchOff() throws RealServerException, IOException {
        for (String name : List.copyOf(state.switchedOn)) {
            Optional<InterfaceInfo> link = kernel.link(name).filter(InterfaceInfo::adminUp);
            if (link.isPresent()) {
                Optional<String> refusal =
                        kernel.change(new RouteRequest.SetLinkDown(link.get().index()));
                if (refusal.isPresent()) {
                    throw new RealServerException("cannot switch " + name + " off: " + refusal.get());
                }
                done.add("switched " + name + " off");
            }
            state.switchedOn.remove(name);
            state.write();
        }
    }

    /** A setting that somebody has changed since belongs to somebody else. */
    private void restore() throws RealServerException, IOException {
        for (Map.Entry<String, String> before : new LinkedHashMap<>(state.settings).entrySet()) {
            String name = before.getKey();
            String written = name.endsWith("arp_announce") ? "2" : name.endsWith("arp_ignore") ? "1" : "0";
            try {
                String now = kernel.read(name);
                if (now.equals(written)) {
                    kernel.write(name, before.getValue());
                    done.add("set net." + name.replace('/', '.') + " back to " + before.getValue());
                } else {
                    done.add("left net." + name.replace('/', '.') + " at " + now + ", which somebody else has set");
                }
            } catch (NoSuchFileException e) {
                done.add("net." + name.replace('/', '.') + " is gone, as its interface is");
            } catch (IOException e) {
                throw new RealServerException(
                        "cannot set net." + name.replace('/', '.') + " back to " + before.getValue() + ": "
                                + e.getMessage(),
                        e);
            }
            state.settings.remove(name);
            state.write();
        }
    }
}
