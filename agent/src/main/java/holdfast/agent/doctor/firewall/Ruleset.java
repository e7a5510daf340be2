package holdfast.agent.doctor.firewall;

import holdfast.agent.doctor.firewall.Rule.Action;
import holdfast.linux.AddressFamily;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All chains of a node, and the way of a packet through them. */
public final class Ruleset {
    /** The kernel refuses deeper jumps. */
    private static final int DEEPEST = 16;

    private static final List<String> WAY_IN = List.of("ingress", "prerouting", "input");
    private static final List<String> WAY_OUT = List.of("output", "postrouting", "egress");

    private record Key(Chain.Table table, String name) {}

    private final List<Chain> chains;
    private final Map<Key, Chain> byName = new HashMap<>();

    Ruleset(List<Chain> chains) {
        this.chains = List.copyOf(chains);
        chains.forEach(chain -> byName.put(new Key(chain.table(), chain.name()), chain));
    }

    /** How many chains the kernel calls. */
    int baseChains() {
        return (int) chains.stream().filter(chain -> chain.base().isPresent()).count();
    }

    /** Every chain. */
    List<Chain> chains() {
        return chains;
    }

    /** What becomes of a packet: the first chain that is, or may be, in its way. */
    public Verdict judge(Packet packet) {
        List<String> way = packet.direction() == Packet.Direction.IN ? WAY_IN : WAY_OUT;
        List<Chain> called = chains.stream()
                .filter(chain -> chain.base().isPresent() && isOnTheWay(chain, packet, way))
                .sorted(Comparator.comparingInt((Chain chain) ->
                                way.indexOf(chain.base().orElseThrow().hook()))
                        .thenComparingInt(chain -> chain.base().orElseThrow().priority()))
                .toList();
        Optional<Verdict> doubt = Optional.empty();
        for (Chain chain : called) {
            Verdict verdict = new Walk(chain, packet).verdict();
            switch (verdict) {
                case Verdict.Passes _ -> {}
                case Verdict.Dropped _ -> {
                    return verdict;
                }
                case Verdict.Unsure _ -> doubt = doubt.or(() -> Optional.of(verdict));
            }
        }
        return doubt.orElse(new Verdict.Passes());
    }

    private static boolean isOnTheWay(Chain chain, Packet packet, List<String> way) {
        Chain.Base base = chain.base().orElseThrow();
        boolean family = switch (chain.table().family()) {
            case "ip" -> packet.family() == AddressFamily.IPV4;
            case "ip6" -> packet.family() == AddressFamily.IPV6;
            case "inet", "netdev" -> true;
            default -> false; // arp, bridge: other packets
        };
        return family
                && way.contains(base.hook())
                && (base.devices().isEmpty() || base.devices().contains(packet.interfaceName()));
    }

    /** One packet in one base chain. */
    private final class Walk {
        private final Chain base;
        private final Packet packet;
        private Optional<Rule> mayAccept = Optional.empty();
        private Optional<Rule> mayDrop = Optional.empty();

        private enum End {
            ACCEPTED,
            DROPPED,
            UNDECIDED
        }

        private String dropper = "its policy is drop, and no rule accepts it";

        Walk(Chain base, Packet packet) {
            this.base = base;
            this.packet = packet;
        }

        Verdict verdict() {
            End end = walk(base, Truth.YES, 0);
            boolean dropped = end == End.DROPPED
                    || (end == End.UNDECIDED && base.base().orElseThrow().drops());
            if (dropped) {
                return mayAccept
                        .<Verdict>map(rule -> new Verdict.Unsure(base, rule.text(), true))
                        .orElse(new Verdict.Dropped(base, dropper));
            }
            return mayDrop.<Verdict>map(rule -> new Verdict.Unsure(base, rule.text(), false))
                    .orElse(new Verdict.Passes());
        }

        /** @param certainly whether the packet comes here at all */
        private End walk(Chain chain, Truth certainly, int depth) {
            Truth here = certainly;
            for (Rule rule : chain.rules()) {
                Truth meant = here.and(rule.means(packet));
                if (meant == Truth.NO) {
                    continue;
                }
                End end = End.UNDECIDED;
                switch (rule.action()) {
                    case Action.Accept _ -> end = accept(rule, meant);
                    case Action.Drop _ -> end = drop(rule, meant);
                    case Action.Elsewhere _ -> {
                        mayDrop = mayDrop.or(() -> Optional.of(rule));
                        end = meant == Truth.YES ? End.ACCEPTED : End.UNDECIDED;
                    }
                    case Action.Jump(String name) -> end = call(chain, name, meant, depth);
                    case Action.Goto(String name) -> {
                        end = call(chain, name, meant, depth);
                        if (meant == Truth.YES) {
                            return end;
                        }
                        here = Truth.UNKNOWN;
                    }
                    case Action.Return _ -> {
                        if (meant == Truth.YES) {
                            return End.UNDECIDED;
                        }
                        here = Truth.UNKNOWN;
                    }
                    case Action.Continue _ -> {}
                }
                if (end != End.UNDECIDED) {
                    return end;
                }
            }
            return End.UNDECIDED;
        }

        private End accept(Rule rule, Truth meant) {
            if (meant == Truth.YES) {
                return End.ACCEPTED;
            }
            mayAccept = mayAccept.or(() -> Optional.of(rule));
            return End.UNDECIDED;
        }

        private End drop(Rule rule, Truth meant) {
            if (meant == Truth.YES) {
                dropper = "its rule '" + rule.text() + "' drops it";
                return End.DROPPED;
            }
            mayDrop = mayDrop.or(() -> Optional.of(rule));
            return End.UNDECIDED;
        }

        private End call(Chain from, String name, Truth certainly, int depth) {
            Chain target = byName.get(new Key(from.table(), name));
            return target == null || depth >= DEEPEST ? End.UNDECIDED : walk(target, certainly, depth + 1);
        }
    }
}
