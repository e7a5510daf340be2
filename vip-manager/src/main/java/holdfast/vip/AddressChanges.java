package holdfast.vip;

import holdfast.linux.Errno;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.KernelAddress;
import holdfast.linux.LinuxException;
import holdfast.linux.NetlinkOutcome;
import holdfast.linux.RouteRequest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Turns virtual addresses into requests, a batch at a time, and the kernel's answers into outcomes. */
final class AddressChanges {
    private final RouteKernel kernel;
    private final InterfaceDirectory interfaces;

    AddressChanges(RouteKernel kernel, InterfaceDirectory interfaces) {
        this.kernel = kernel;
        this.interfaces = interfaces;
    }

    /**
     * Asks for one change of each address.
     *
     * @param inKernel what the kernel is asked about an address; empty when there is no such interface
     * @param request makes the request
     * @param done makes the outcome when the kernel agrees
     * @return one outcome an address, in the same order
     */
    List<AddressOutcome> change(
            List<VirtualAddress> addresses,
            Function<VirtualAddress, Optional<KernelAddress>> inKernel,
            Function<KernelAddress, RouteRequest> request,
            Function<VirtualAddress, AddressOutcome> done) {
        List<RouteRequest> requests = new ArrayList<>(addresses.size());
        BitSet asked = new BitSet(addresses.size());
        for (int i = 0; i < addresses.size(); i++) {
            Optional<KernelAddress> known = inKernel.apply(addresses.get(i));
            if (known.isPresent()) {
                requests.add(request.apply(known.get()));
                asked.set(i);
            }
        }
        List<NetlinkOutcome> answers = perform(requests);
        List<AddressOutcome> outcomes = new ArrayList<>(addresses.size());
        int next = 0;
        for (int i = 0; i < addresses.size(); i++) {
            VirtualAddress address = addresses.get(i);
            outcomes.add(asked.get(i) ? outcome(address, answers.get(next++), done) : noInterface(address));
        }
        return outcomes;
    }

    /** An address with a lease on the interface that has its interface's name now; empty when there is none. */
    Optional<KernelAddress> byName(VirtualAddress address, Lease lease) {
        Optional<InterfaceInfo> link = interfaces.named(address.interfaceName());
        return link.map(found -> address.toKernel(found.index(), lease));
    }

    /** One answer a request; when the kernel cannot be asked, its reason is the answer to all. */
    List<NetlinkOutcome> perform(List<RouteRequest> requests) {
        if (requests.isEmpty()) {
            return List.of();
        }
        try {
            return kernel.perform(requests);
        } catch (LinuxException e) {
            NetlinkOutcome refusal =
                    new NetlinkOutcome.Refused(e.errno(), Optional.of(e.operation() + " " + e.object()));
            return requests.stream().map(_ -> refusal).toList();
        }
    }

    static AddressOutcome outcome(
            VirtualAddress address, NetlinkOutcome answer, Function<VirtualAddress, AddressOutcome> done) {
        return switch (answer) {
            case NetlinkOutcome.Done _ -> done.apply(address);
            case NetlinkOutcome.Refused no ->
                new AddressOutcome.Refused(address, Optional.of(no.errno()), no.toString());
            case NetlinkOutcome.Unanswered _ ->
                new AddressOutcome.Refused(address, Optional.empty(), "no answer from the kernel");
        };
    }

    private static AddressOutcome noInterface(VirtualAddress address) {
        return new AddressOutcome.Refused(
                address, Optional.of(Errno.ENODEV), "there is no interface " + address.interfaceName());
    }

    static boolean isRefusedWith(AddressOutcome outcome, Errno errno) {
        return outcome instanceof AddressOutcome.Refused no && no.errno().equals(Optional.of(errno));
    }

    /** Removing what is not there, or from an interface that is not there, leaves what was wanted. */
    static boolean isAbsent(AddressOutcome outcome) {
        return isRefusedWith(outcome, Errno.EADDRNOTAVAIL) || isRefusedWith(outcome, Errno.ENODEV);
    }
}
