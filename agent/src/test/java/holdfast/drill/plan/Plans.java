package holdfast.drill.plan;

import holdfast.drill.lab.Cidr;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Pairs for tests, put together without a configuration file. */
public final class Plans {
    private Plans() {}

    /** The script of the embedded pair, with a weight. */
    public static TrackedScript haproxyScript(int weight) {
        return new TrackedScript("chk_haproxy", "killall -0 haproxy", Duration.ofSeconds(2), weight, 1, 1);
    }

    /** VRID 51, version 2, 1 s, preempting. */
    public static RouterPlan router(int priority, TrackedScript... scripts) {
        return router("eth0", priority, "192.168.1.100/24", scripts);
    }

    /** The same with another address, on another interface. */
    public static RouterPlan router(String interfaceName, int priority, String address, TrackedScript... scripts) {
        return new RouterPlan(
                "VI_1",
                interfaceName,
                51,
                2,
                priority,
                Duration.ofSeconds(1),
                3,
                List.of(Cidr.parse(address)),
                true,
                Duration.ZERO,
                Optional.empty(),
                List.of(),
                0,
                List.of(scripts));
    }

    /** A node with these routers. */
    public static NodePlan node(String host, RouterPlan... routers) {
        LinkedHashSet<String> interfaces = new LinkedHashSet<>();
        for (RouterPlan router : routers) {
            interfaces.add(router.interfaceName());
        }
        return new NodePlan(
                host, host + ".conf", "# " + host + " <text>\n", Optional.empty(), List.of(routers), interfaces);
    }

    /** The embedded pair. */
    public static PairPlan pair() throws PlanException {
        return PairPlan.of(node("node1", router(101, haproxyScript(2))), node("node2", router(100, haproxyScript(2))));
    }
}
