package holdfast.agent.loop;

import holdfast.agent.plan.AgentPlan;
import holdfast.agent.plan.RouterPlan;
import holdfast.track.notify.NotifyScripts;
import holdfast.vip.VirtualAddress;
import holdfast.vrrp.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The plan in force and, while a reload is carried out, the one before it: routers that the reload removes still have to say goodbye and
 * give their addresses back.
 */
final class Plans {
    private AgentPlan current;
    private Optional<AgentPlan> former = Optional.empty();

    Plans(AgentPlan first) {
        this.current = first;
    }

    AgentPlan current() {
        return current;
    }

    /** A reload begins. */
    void replaceBy(AgentPlan next) {
        former = Optional.of(current);
        current = next;
    }

    /** The reload has been carried out. */
    void forgetFormer() {
        former = Optional.empty();
    }

    /** A router as it is configured now, or was before the reload that removes it. */
    Optional<RouterPlan> router(String name) {
        return current.router(name).or(() -> formerRouter(name));
    }

    /** A router as it was before the reload under way. */
    Optional<RouterPlan> formerRouter(String name) {
        return former.flatMap(plan -> plan.router(name));
    }

    /** Every address a router of this name has or had: what it must not hold any more once it is not active. */
    List<VirtualAddress> allAddresses(String name) {
        List<VirtualAddress> all = new ArrayList<>();
        current.router(name).ifPresent(router -> all.addAll(router.addresses()));
        formerRouter(name)
                .ifPresent(router -> router.addresses().stream()
                        .filter(address -> !all.contains(address))
                        .forEach(all::add));
        return all;
    }

    /** The scripts of an instance or group, also of one that the reload removes. */
    NotifyScripts notifyScripts(Effect.Subject subject) {
        NotifyScripts now = current.notifyScripts(subject);
        boolean removed = !known(current, subject) && former.isPresent();
        return removed ? former.get().notifyScripts(subject) : now;
    }

    private static boolean known(AgentPlan plan, Effect.Subject subject) {
        return switch (subject.kind()) {
            case INSTANCE -> plan.routers().containsKey(subject.name());
            case GROUP ->
                plan.engine().syncGroups().stream()
                        .anyMatch(group -> group.name().equals(subject.name()));
        };
    }
}
