package holdfast.agent.reload;

import holdfast.agent.loop.Reconfiguration;
import holdfast.agent.reload.Step.Action;
import holdfast.agent.reload.Step.Area;
import holdfast.vip.RoutingEntry;
import holdfast.vip.VirtualAddress;
import holdfast.vrrp.Succession;
import java.util.ArrayList;
import java.util.List;

/** What a reload does to routes and rules of routers that go on, and to what is static. Those of a router that comes or goes do as it does. */
final class RoutingSteps {
    private final List<Step> steps = new ArrayList<>();

    private RoutingSteps() {}

    static List<Step> of(Reconfiguration reload) {
        RoutingSteps all = new RoutingSteps();
        all.addresses(
                reload.before().statics().addresses(), reload.after().statics().addresses());
        all.differ(reload.before().statics().routing(), reload.after().statics().routing(), "static", "it was static");
        Succession.of(
                        reload.before().engine().routers(),
                        reload.after().engine().routers())
                .forEach((name, formerName) -> {
                    boolean active = reload.activeAfter().contains(name);
                    all.differ(
                            reload.before().router(formerName).orElseThrow().routing(),
                            reload.after().router(name).orElseThrow().routing(),
                            active ? "for " + name + " is MASTER" : "for " + name + " once it is MASTER",
                            active ? "it was of " + name : "no longer of " + name + ", which is not MASTER here");
                });
        return all.steps;
    }

    private void addresses(List<VirtualAddress> before, List<VirtualAddress> after) {
        before.stream()
                .filter(address -> !after.contains(address))
                .forEach(address -> steps.add(
                        Step.of(Area.ADDRESS, Action.REMOVE, address.toString(), "taken off, it was static")));
        after.stream()
                .filter(address -> !before.contains(address))
                .forEach(address -> steps.add(Step.of(Area.ADDRESS, Action.ADD, address.toString(), "static")));
    }

    private void differ(List<RoutingEntry> before, List<RoutingEntry> after, String come, String gone) {
        before.stream()
                .filter(entry -> !after.contains(entry))
                .forEach(entry -> steps.add(Step.of(Area.ROUTING, Action.REMOVE, entry.toString(), gone)));
        after.stream()
                .filter(entry -> !before.contains(entry))
                .forEach(entry -> steps.add(Step.of(Area.ROUTING, Action.ADD, entry.toString(), come)));
    }
}
