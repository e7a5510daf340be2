package holdfast.drill.plan;

import holdfast.drill.lab.Cidr;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A virtual router on one node, as its configuration has it.
 *
 * @param instance its name there
 * @param interfaceName the interface it runs on
 * @param virtualRouterId 1 to 255
 * @param version 2 or 3
 * @param basePriority 1 to 255, before trackers
 * @param interval how often it advertises as master
 * @param missedAdverts intervals of silence before it takes over
 * @param addresses its virtual addresses with their prefix lengths, in order, without excluded ones
 * @param preempt whether it takes over from a master of lower priority
 * @param preemptDelay how long it waits before that
 * @param source the address it must send from, when its configuration says so
 * @param peers unicast peers; none: multicast
 * @param otherWeights the sum of positive weights of trackers other than scripts, all taken to be well
 * @param scripts the scripts it tracks
 */
public record RouterPlan(
        String instance,
        String interfaceName,
        int virtualRouterId,
        int version,
        int basePriority,
        Duration interval,
        int missedAdverts,
        List<Cidr> addresses,
        boolean preempt,
        Duration preemptDelay,
        Optional<InetAddress> source,
        List<InetAddress> peers,
        int otherWeights,
        List<TrackedScript> scripts) {
    private static final int OWNER = 255;
    private static final int HIGHEST = 254;

    /** Copies the lists. */
    public RouterPlan {
        addresses = List.copyOf(addresses);
        peers = List.copyOf(peers);
        scripts = List.copyOf(scripts);
    }

    /**
     * The priority while everything it tracks is well.
     *
     * @return 1 to 255; keepalived keeps sums within 1 to 254 and never changes an address owner's 255
     */
    public int priorityWhenWell() {
        int positive = scripts.stream()
                .mapToInt(script -> Math.max(0, script.weight()))
                .sum();
        return clamp(basePriority + positive + otherWeights);
    }

    /**
     * The priority while the scripts that watch HAProxy fail and everything else is well.
     *
     * @return 1 to 255; empty when that is a fault, in which it is no router at all
     */
    public Optional<Integer> priorityWithoutHaproxy() {
        int priority = basePriority + otherWeights;
        for (TrackedScript script : scripts) {
            boolean fails = script.watchesHaproxy();
            if (fails && script.weight() == 0) {
                return Optional.empty();
            }
            priority += fails ? Math.min(0, script.weight()) : Math.max(0, script.weight());
        }
        return Optional.of(clamp(priority));
    }

    /**
     * The scripts that watch HAProxy.
     *
     * @return perhaps none
     */
    public List<TrackedScript> haproxyScripts() {
        return scripts.stream().filter(TrackedScript::watchesHaproxy).toList();
    }

    /**
     * The times it computes as a backup while everything it tracks is well.
     *
     * @return with its own interval, which version 2 demands to be the master's too
     */
    public RouterTimers timers() {
        return new RouterTimers(version, interval, priorityWhenWell(), missedAdverts);
    }

    /**
     * Whether two plans are of one virtual router: same number, same address family.
     *
     * @param other a router, usually of the other node
     * @return false also when one of them has no address
     */
    public boolean isSameRouterAs(RouterPlan other) {
        return virtualRouterId == other.virtualRouterId
                && !addresses.isEmpty()
                && !other.addresses.isEmpty()
                && isIpv6() == other.isIpv6();
    }

    private boolean isIpv6() {
        return addresses.getFirst().address() instanceof Inet6Address;
    }

    private int clamp(int priority) {
        return basePriority == OWNER ? OWNER : Math.clamp(priority, 1, HIGHEST);
    }
}
