package holdfast.agent.loop;

import holdfast.agent.plan.StaticPlan;
import holdfast.vip.AddressHolder;
import holdfast.vip.AddressLost;
import holdfast.vip.AddressOutcome;
import holdfast.vip.Lease;
import holdfast.vip.VirtualAddress;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps static addresses, routes and rules where they are: from start to end, put back when somebody else removes them. */
final class StaticKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(StaticKeeper.class);
    private static final Lease FOR_EVER = new Lease.Unlimited();
    private static final long MISSING_LOOK_NANOS = Duration.ofSeconds(5).toNanos();

    private final AddressHolder addresses;
    private final RoutingTables routing;
    private StaticPlan plan = StaticPlan.NONE;
    private long looked;

    StaticKeeper(AddressHolder addresses, RoutingTables routing) {
        this.addresses = addresses;
        this.routing = routing;
    }

    /** Where the routes and rules are, those of routers among them. */
    RoutingTables routing() {
        return routing;
    }

    /** From now on these: what is no longer among them goes, what is new comes, what stays is not touched. */
    void keep(StaticPlan next, long now) {
        if (plan.equals(next)) {
            return;
        }
        routing.keepOnly(RoutingTables.MACHINE, next.routing());
        addresses
                .release(
                        plan.addresses().stream()
                                .filter(address -> !next.addresses().contains(address))
                                .toList(),
                        now)
                .forEach(outcome -> refused("remove", outcome));
        addresses
                .acquire(addresses.missing(next.addresses()), FOR_EVER, now)
                .forEach(outcome -> refused("add", outcome));
        routing.come(RoutingTables.MACHINE, next.routing(), FOR_EVER);
        plan = next;
        looked = now;
    }

    private static void refused(String operation, AddressOutcome outcome) {
        if (outcome instanceof AddressOutcome.Refused(VirtualAddress address, var _, String reason)) {
            LOG.error("(static) cannot {} {}: {}", operation, address, reason);
        }
    }

    /** Puts back what of these is static. */
    void putBack(List<AddressLost> lost, long now) {
        List<VirtualAddress> own = lost.stream()
                .map(AddressLost::address)
                .filter(plan.addresses()::contains)
                .toList();
        if (!own.isEmpty()) {
            LOG.warn("(static) {} was removed and is put back", own);
            addresses.acquire(own, FOR_EVER, now).forEach(outcome -> refused("add", outcome));
        }
    }

    /** To be called now and then: what could not be added is tried again every 5 s. */
    void look(long now) {
        if (!plan.equals(StaticPlan.NONE) && now - looked >= MISSING_LOOK_NANOS) {
            lookNow(now);
        }
    }

    /** What could not be added is tried again. */
    void lookNow(long now) {
        looked = now;
        List<VirtualAddress> missing = addresses.missing(plan.addresses());
        for (AddressOutcome outcome : addresses.acquire(missing, FOR_EVER, now)) {
            if (outcome.succeeded()) {
                LOG.info("(static) {} could be added now", outcome.address());
            }
        }
        routing.look(RoutingTables.MACHINE, plan.routing(), FOR_EVER);
    }
}
