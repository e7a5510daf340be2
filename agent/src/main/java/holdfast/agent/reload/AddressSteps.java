package holdfast.agent.reload;

import holdfast.agent.loop.AddressMove;
import holdfast.agent.loop.AddressMove.Seat;
import holdfast.agent.loop.Reconfiguration;
import holdfast.agent.plan.RouterPlan;
import holdfast.agent.reload.Step.Action;
import holdfast.agent.reload.Step.Area;
import holdfast.linux.AddressText;
import holdfast.vip.VirtualAddress;
import holdfast.vrrp.Succession;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a reload does to virtual addresses: those on this node, and those that only the file knows. */
final class AddressSteps {
    private final Reconfiguration reload;
    private final Set<InetAddress> told = new HashSet<>();
    private final List<Step> steps = new ArrayList<>();

    private AddressSteps(Reconfiguration reload) {
        this.reload = reload;
    }

    static List<Step> of(Reconfiguration reload) {
        AddressSteps all = new AddressSteps(reload);
        reload.addresses().forEach(all::live);
        all.configured();
        return all.steps;
    }

    private void live(AddressMove move) {
        if (move.before().isPresent() && move.after().isPresent()) {
            moved(move.before().get(), move.after().get(), move.absent());
        } else {
            move.before().ifPresent(this::gone);
            move.after().ifPresent(this::come);
        }
    }

    private void moved(Seat before, Seat after, boolean absent) {
        String name = name(after.address());
        boolean stays = before.address().equals(after.address());
        String words = stays
                ? "from " + before.router() + " to " + after.router() + ", it stays on "
                        + after.address().interfaceName()
                : "from " + place(before) + " to " + place(after)
                        + (absent ? "" : ", first put there, then taken away here");
        Step step = Step.of(Area.ADDRESS, Action.MOVE, name, words);
        steps.add(absent ? step.interrupting(name + " is away for a moment") : step);
        told.add(after.address().address());
    }

    private static String place(Seat seat) {
        return seat.router() + " (" + seat.address() + ")";
    }

    private void gone(Seat seat) {
        String name = name(seat.address());
        Optional<String> heir = reload.after().routers().values().stream()
                .filter(router -> router.addresses().stream()
                        .anyMatch(address ->
                                address.address().equals(seat.address().address())))
                .map(RouterPlan::name)
                .findFirst();
        steps.add(Step.of(
                        Area.ADDRESS,
                        Action.REMOVE,
                        name,
                        "taken off " + seat.address().interfaceName() + ", it was of " + seat.router())
                .interrupting(heir.map(router -> name + " is away until " + router + " is MASTER somewhere")
                        .orElse(name + " is answered for by this node no longer")));
        told.add(seat.address().address());
    }

    private void come(Seat seat) {
        steps.add(Step.of(
                Area.ADDRESS,
                Action.ADD,
                name(seat.address()),
                "put on " + seat.address().interfaceName() + " and announced, for " + seat.router() + " is MASTER"));
        told.add(seat.address().address());
    }

    /** Of routers that go on and are not active nothing changes on this node, but the next takeover is another one. */
    private void configured() {
        Map<String, String> formerNames = Succession.of(
                reload.before().engine().routers(), reload.after().engine().routers());
        formerNames.forEach((name, formerName) -> {
            List<VirtualAddress> before =
                    reload.before().router(formerName).orElseThrow().addresses();
            List<VirtualAddress> after =
                    reload.after().router(name).orElseThrow().addresses();
            after.stream()
                    .filter(address -> !before.contains(address) && !told.contains(address.address()))
                    .forEach(address -> steps.add(Step.of(
                            Area.ADDRESS,
                            Action.ADD,
                            name(address),
                            "for " + name + " once it is MASTER, on " + address.interfaceName())));
            before.stream()
                    .filter(address -> !after.contains(address) && !told.contains(address.address()))
                    .forEach(address -> steps.add(Step.of(
                            Area.ADDRESS,
                            Action.REMOVE,
                            name(address),
                            "no longer of " + name + ", which is not MASTER here")));
        });
    }

    private static String name(VirtualAddress address) {
        return AddressText.of(address.address());
    }
}
