package holdfast.agent.loop;

import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.RouterPlan;
import holdfast.vip.VirtualMacInterface;
import holdfast.vip.VirtualMacInterfaces;
import holdfast.vip.VirtualMacOutcome;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The virtual MAC interfaces of a plan: made before its routers start, removed after they have stopped. */
final class VirtualMacs {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualMacs.class);

    private final VirtualMacInterfaces interfaces;
    private final Set<String> made = new HashSet<>();

    VirtualMacs(VirtualMacInterfaces interfaces) {
        this.interfaces = interfaces;
    }

    /** Makes what is missing; true when something was made. */
    boolean create(AgentPlan plan) {
        int before = made.size();
        for (RouterPlan router : plan.routers().values()) {
            router.virtualMac().filter(mac -> !made.contains(mac.name())).ifPresent(mac -> create(router, mac));
        }
        return made.size() > before;
    }

    private void create(RouterPlan router, RouterPlan.VirtualMacPlan mac) {
        VirtualMacInterface wanted = VirtualMacInterface.of(
                router.family(), router.vrid(), router.interfaceName(), Optional.of(mac.name()), Optional.empty());
        switch (interfaces.create(wanted)) {
            case VirtualMacOutcome.Ready ready -> {
                made.add(mac.name());
                LOG.info("({}) {} has the virtual MAC {}", router.name(), mac.name(), wanted.mac());
                ready.warnings().forEach(warning -> LOG.warn("({}) {}", router.name(), warning));
            }
            case VirtualMacOutcome.Failed(String reason) ->
                LOG.error("({}) no virtual MAC interface: {}", router.name(), reason);
        }
    }

    /** Removes those that a plan has no use for. */
    void keepOnly(AgentPlan plan) {
        Set<String> wanted = new HashSet<>();
        plan.routers().values().forEach(router -> router.virtualMac().ifPresent(mac -> wanted.add(mac.name())));
        for (Iterator<String> names = made.iterator(); names.hasNext(); ) {
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
