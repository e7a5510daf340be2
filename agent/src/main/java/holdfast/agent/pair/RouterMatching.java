package holdfast.agent.pair;

import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Which instances of several nodes are one virtual router. Interfaces do not count, for they are called differently on different
 * machines: the same VRID and family, told apart by name where a node has several; then the same name; then a shared address.
 */
final class RouterMatching {
    private static final List<BiPredicate<VrrpInstance, VrrpInstance>> KINSHIPS = List.of(
            (a, b) -> isSameNumber(a, b) && a.name().equals(b.name()),
            RouterMatching::isSameNumber,
            (a, b) -> a.family() == b.family() && a.name().equals(b.name()),
            RouterMatching::sharesAddress);

    private record Member(int node, VrrpInstance instance) {}

    private RouterMatching() {}

    /** The virtual routers of all nodes, in the order in which the files name them. */
    static List<PairRouter> of(List<PairNode> nodes) {
        List<List<Member>> groups = new ArrayList<>();
        for (int node = 0; node < nodes.size(); node++) {
            for (VrrpInstance instance : nodes.get(node).configuration().vrrpInstances()) {
                groups.add(new ArrayList<>(List.of(new Member(node, instance))));
            }
        }
        KINSHIPS.forEach(kinship -> merge(groups, kinship));
        return groups.stream().map(group -> router(group, nodes.size())).toList();
    }

    /** Joins what is akin and has no node in common; the surest kinship comes first, so a doubtful one takes what is left. */
    private static void merge(List<List<Member>> groups, BiPredicate<VrrpInstance, VrrpInstance> kinship) {
        for (int into = 0; into < groups.size(); into++) {
            for (int from = into + 1; from < groups.size(); from++) {
                List<Member> first = groups.get(into);
                List<Member> second = groups.get(from);
                if (areDisjoint(first, second) && areAkin(first, second, kinship)) {
                    first.addAll(second);
                    groups.remove(from--);
                }
            }
        }
    }

    private static boolean areDisjoint(List<Member> first, List<Member> second) {
        return first.stream().noneMatch(one -> second.stream().anyMatch(other -> one.node() == other.node()));
    }

    private static boolean areAkin(
            List<Member> first, List<Member> second, BiPredicate<VrrpInstance, VrrpInstance> kinship) {
        return first.stream()
                .anyMatch(one -> second.stream().anyMatch(other -> kinship.test(one.instance(), other.instance())));
    }

    private static boolean isSameNumber(VrrpInstance a, VrrpInstance b) {
        return a.virtualRouterId() == b.virtualRouterId() && a.family() == b.family();
    }

    private static boolean sharesAddress(VrrpInstance a, VrrpInstance b) {
        List<InetAddress> addresses =
                a.virtualIpAddresses().stream().map(VirtualIpAddress::address).toList();
        return b.virtualIpAddresses().stream().anyMatch(address -> addresses.contains(address.address()));
    }

    private static PairRouter router(List<Member> group, int nodes) {
        List<Optional<VrrpInstance>> members = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            int number = node;
            members.add(group.stream()
                    .filter(member -> member.node() == number)
                    .map(Member::instance)
                    .findFirst());
        }
        return new PairRouter(members);
    }
}
