package holdfast.agent.pair;

import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.VrrpInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One virtual router and the instances that are meant to hold it, at most one a node.
 *
 * @param members by node, in the order of the nodes; empty where a node has no such instance
 */
public record PairRouter(List<Optional<VrrpInstance>> members) {
    /** Copies the list. */
    public PairRouter {
        members = List.copyOf(members);
    }

    /** The instance of the first node that has one; the others are compared with it. */
    public VrrpInstance first() {
        return members.stream().flatMap(Optional::stream).findFirst().orElseThrow();
    }

    /** The number of the first node that has an instance. */
    public int firstNode() {
        return nodes().getFirst();
    }

    /** The numbers of the nodes that have an instance, ascending. */
    public List<Integer> nodes() {
        List<Integer> nodes = new ArrayList<>();
        for (int node = 0; node < members.size(); node++) {
            if (members.get(node).isPresent()) {
                nodes.add(node);
            }
        }
        return nodes;
    }

    /** The instance's name in the first file that has it. */
    public String name() {
        return first().name();
    }

    /** Name, number and family: {@code VI_1 (VRID 51, IPv4)}. */
    public String title() {
        VrrpInstance instance = first();
        return instance.name() + " (VRID " + instance.virtualRouterId() + ", "
                + (instance.family() == AddressFamily.INET ? "IPv4" : "IPv6") + ")";
    }
}
