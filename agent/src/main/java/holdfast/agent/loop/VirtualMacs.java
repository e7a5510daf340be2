package holdfast.agent.loop;

import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.RouterPlan;
import holdfast.linux.AddressFamily;
import holdfast.vip.InterfaceDirectory;
import holdfast.vip.VirtualAddress;
import holdfast.vip.VirtualMacInterface;
import holdfast.vip.VirtualMacInterfaces;
import holdfast.vip.VirtualMacOutcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The virtual MAC interfaces of a plan: made before its routers start, removed after they have stopped. */
final class VirtualMacs {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualMacs.class);

    private final VirtualMacInterfaces interfaces;
    private final Map<String, VirtualMacInterface> made = new HashMap<>();

    VirtualMacs(VirtualMacInterfaces interfaces) {
        this.interfaces = interfaces;
    }

    /**
     * Makes what is missing: at start, at a reload, and after a base interface was removed, with which the kernel removes what is on top, and
     * came back.
     *
     * @param links the interfaces that exist
     * @return whether something was made
     */
    boolean create(AgentPlan plan, InterfaceDirectory links) {
        boolean any = false;
        for (RouterPlan router : plan.routers().values()) {
            if (router.virtualMac().isPresent()
                    && links.named(router.interfaceName()).isPresent()) {
                any |= create(router, wanted(router, router.virtualMac().get()), links);
            }
        }
        return any;
    }

    private static VirtualMacInterface wanted(RouterPlan router, RouterPlan.VirtualMacPlan mac) {
        return VirtualMacInterface.of(
                router.family(), router.vrid(), router.interfaceName(), Optional.of(mac.name()), Optional.empty());
    }

    private boolean create(RouterPlan router, VirtualMacInterface wanted, InterfaceDirectory links) {
        VirtualMacInterface present = made.get(wanted.name());
        boolean there = links.named(wanted.name()).isPresent();
        if (there && wanted.equals(present)) {
            return false;
        }
        if (present != null) {
            made.remove(wanted.name());
            if (there) {
                interfaces.remove(wanted.name()).ifPresent(LOG::warn);
            } else {
                interfaces.forget(wanted.name());
            }
        }
        Set<AddressFamily> families =
                router.addresses().stream().map(VirtualAddress::family).collect(Collectors.toSet());
        return switch (interfaces.create(wanted, families)) {
            case VirtualMacOutcome.Ready ready -> {
                made.put(wanted.name(), wanted);
                LOG.info("({}) {} has the virtual MAC {}", router.name(), wanted.name(), wanted.mac());
                ready.warnings().forEach(warning -> LOG.warn("({}) {}", router.name(), warning));
                yield true;
            }
            case VirtualMacOutcome.Failed(String reason) -> {
                LOG.error("({}) no virtual MAC interface: {}", router.name(), reason);
                yield false;
            }
        };
    }

    /** Removes those that a plan has no use for. */
    void keepOnly(AgentPlan plan) {
        Set<String> wanted = new HashSet<>();
        plan.routers().values().forEach(router -> router.virtualMac().ifPresent(mac -> wanted.add(mac.name())));
        for (Iterator<String> names = made.keySet().iterator(); names.hasNext(); ) {
            String name = names.next();
            if (!wanted.contains(name)) {
                names.remove();
                interfaces.remove(name).ifPresent(LOG::warn);
            }
        }
    }

    /** Removes all and puts back what was set for them. */
    void removeAll() {
        made.clear();
        List<String> failures = interfaces.removeAll();
        failures.forEach(LOG::warn);
    }
}
