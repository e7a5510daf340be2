package holdfast.ipvs;

import static holdfast.ipvs.Plans.ip;
import static holdfast.ipvs.Plans.tcp;

import holdfast.ipvs.ServiceSettings.Persistence;
import holdfast.linux.AddressFamily;
import holdfast.linux.IpvsForwarding;
import holdfast.linux.IpvsProtocol;
import holdfast.linux.IpvsServiceFlags;
import holdfast.linux.IpvsServiceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Configurations out of a small world, so that two of them have much in common. */
final class RandomPlan {
    static final List<String> CHECKERS = List.of("c1", "c2");
    private static final List<List<IpvsServiceKey>> SERVICES = List.of(
            List.of(tcp("10.1.0.1", 80)),
            List.of(tcp("10.1.0.2", 80)),
            List.of(new IpvsServiceKey.FirewallMark(7, AddressFamily.IPV4)),
            List.of(
                    tcp("10.1.1.1", 80),
                    tcp("10.1.1.2", 80),
                    tcp("10.1.1.3", 443),
                    new IpvsServiceKey.FirewallMark(9, AddressFamily.IPV4)),
            List.of(new IpvsServiceKey.Address(IpvsProtocol.UDP, ip("fd00::1"), 53)));

    private final Random random;
    private final boolean twinsInGroups;

    /**
     * Dice.
     *
     * @param twinsInGroups whether the sorry server of a group may be one of its real servers, perhaps in some of its services only
     */
    RandomPlan(Random random, boolean twinsInGroups) {
        this.random = random;
        this.twinsInGroups = twinsInGroups;
    }

    BalancingPlan next() {
        List<VirtualServer> servers = new ArrayList<>();
        for (int i = 0; i < SERVICES.size(); i++) {
            if (random.nextInt(5) > 0) {
                servers.add(virtual("vs" + i, SERVICES.get(i)));
            }
        }
        return BalancingPlan.of(servers.toArray(VirtualServer[]::new));
    }

    private VirtualServer virtual(String id, List<IpvsServiceKey> world) {
        List<IpvsServiceKey> keys = new ArrayList<>(world);
        while (keys.size() > 1 && random.nextBoolean()) {
            keys.remove(random.nextInt(keys.size()));
        }
        List<RealServer> reals = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            if (random.nextInt(4) > 0) {
                reals.add(real("10.2.0." + i));
            }
        }
        long total = reals.stream().mapToLong(RealServer::weight).sum();
        long quorum = total == 0 ? 0 : 1 + random.nextLong(total);
        long hysteresis = quorum < 2 ? 0 : random.nextLong(Math.min(3, quorum));
        return new VirtualServer(
                id,
                "[" + id + "]",
                Optional.of(IpvsProtocol.TCP),
                keys,
                settings(),
                new QuorumRule(quorum, hysteresis, Optional.of(id + " up"), Optional.of(id + " down")),
                random.nextBoolean() ? Optional.of(sorry(twinsInGroups || keys.size() == 1)) : Optional.empty(),
                random.nextBoolean(),
                Set.of(),
                true,
                reals);
    }

    private ServiceSettings settings() {
        Optional<Persistence> persistence =
                random.nextInt(4) == 0 ? Optional.of(new Persistence(60, 32, Optional.empty())) : Optional.empty();
        int flags = random.nextInt(4) == 0 ? IpvsServiceFlags.SCHEDULER_1 : 0;
        return new ServiceSettings(random.nextBoolean() ? "rr" : "wrr", flags, persistence);
    }

    private RealServer real(String address) {
        List<Checker> checkers = CHECKERS.stream()
                .filter(_ -> random.nextInt(3) > 0)
                .map(id -> new Checker(id, Checker.Kind.TCP, random.nextInt(5) == 0))
                .toList();
        return new RealServer(
                ip(address),
                80,
                random.nextInt(4),
                forwarding(),
                random.nextInt(8) == 0 ? 100 : 0,
                0,
                random.nextInt(3) == 0,
                Optional.of(address + " up"),
                Optional.of(address + " down"),
                true,
                checkers);
    }

    /** Sometimes one of the real servers. */
    private SorryServer sorry(boolean twins) {
        String address = twins && random.nextInt(3) == 0 ? "10.2.0." + (1 + random.nextInt(5)) : "10.2.0.9";
        return new SorryServer(ip(address), 80, forwarding(), random.nextBoolean());
    }

    private IpvsForwarding forwarding() {
        return switch (random.nextInt(3)) {
            case 0 -> Plans.NAT;
            case 1 -> Plans.DR;
            default -> IpvsForwarding.ipip();
        };
    }
}
