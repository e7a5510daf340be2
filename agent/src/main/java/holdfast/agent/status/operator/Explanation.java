package holdfast.agent.status.operator;

import holdfast.agent.events.AgentEvent;
import holdfast.agent.events.Happening;
import holdfast.agent.status.AddressStatus;
import holdfast.agent.status.ContributionStatus;
import holdfast.agent.status.InstanceState;
import holdfast.agent.status.InstanceStatus;
import holdfast.agent.status.PeerView;
import holdfast.agent.status.VrrpStatus;
import holdfast.linux.AddressText;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why an instance is what it is, in sentences.
 *
 * @param now what holds it in its state, the most important first
 * @param chain how it came into that state, the first cause first
 * @param before earlier transitions, the newest first
 */
public record Explanation(List<String> now, List<String> chain, List<AgentEvent> before) {
    private static final int EARLIER = 5;

    /** The priority of an address owner, which nothing changes (RFC 9568, 5.2.4). */
    private static final int OWNER = 255;

    /** Copies the lists. */
    public Explanation {
        now = List.copyOf(now);
        chain = List.copyOf(chain);
        before = List.copyOf(before);
    }

    /**
     * Explains.
     *
     * @param instance how it is doing
     * @param vrrp how the others are
     * @param events its transitions, the oldest first
     */
    static Explanation of(InstanceStatus instance, VrrpStatus vrrp, List<AgentEvent> events) {
        List<String> now = new ArrayList<>();
        now.add(instance.name() + " is " + instance.state() + ", for "
                + Spans.text(instance.entry().ago()) + " now: "
                + instance.entry().reason() + ".");
        switch (instance.state()) {
            case MASTER -> {
                master(instance, vrrp, now);
                if (instance.handingOver()) {
                    now.add("It is being handed over: it has said priority 0, and keeps its addresses until another"
                            + " node is heard.");
                }
            }
            case BACKUP -> backup(instance, vrrp, now);
            case FAULT -> instance.troubles().forEach(trouble -> now.add("It cannot take part: " + trouble + "."));
            case INIT -> instance.troubles().forEach(trouble -> now.add("It waits: " + trouble + "."));
        }
        if (vrrp.maintenance() && instance.priority().configured() != OWNER) {
            now.add("The node is in maintenance: its priority is 1, so that it is master only where nobody else is"
                    + " ('holdfast maintenance off' ends that).");
        }
        group(instance, vrrp, now);
        errors(instance, now);
        List<AgentEvent> before = new ArrayList<>(events.reversed());
        if (!before.isEmpty()
                && before.getFirst().what() instanceof Happening.StateChanged last
                && last.chain().equals(instance.entry().chain())) {
            before.removeFirst();
        }
        return new Explanation(now, instance.entry().chain(), before.subList(0, Math.min(EARLIER, before.size())));
    }

    private static void master(InstanceStatus instance, VrrpStatus vrrp, List<String> now) {
        now.add(priority(instance, vrrp) + ".");
        long missing = instance.addresses().stream()
                .filter(address -> !address.present())
                .count();
        if (missing > 0) {
            String first = instance.addresses().stream()
                    .filter(address -> !address.present())
                    .map(AddressStatus::text)
                    .findFirst()
                    .orElseThrow();
            now.add(missing + " of its " + instance.addresses().size() + " addresses could not be set, " + first
                    + " for one.");
        }
        List<PeerView> rivals =
                instance.peers().stream().filter(PeerView::speaking).toList();
        if (rivals.isEmpty()) {
            now.add("Nobody else advertises, as it should be.");
        }
        for (PeerView rival : rivals) {
            rival.last()
                    .ifPresent(heard -> now.add(AddressText.of(rival.address())
                            + " advertises as well, with priority " + heard.priority() + ", heard "
                            + Spans.text(heard.ago()) + " ago: it does not hear this node, or is giving way."));
        }
    }

    private static void backup(InstanceStatus instance, VrrpStatus vrrp, List<String> now) {
        if (instance.master().isEmpty() || instance.master().get().ourselves()) {
            now.add(priority(instance, vrrp) + ".");
            now.add("No master is heard; this node takes over when that lasts "
                    + instance.master()
                            .map(InstanceStatus.Master::patience)
                            .map(Spans::text)
                            .orElse("long enough") + ".");
            return;
        }
        InstanceStatus.Master master = instance.master().get();
        int ours = instance.priority().effective();
        now.add(name(master.address(), instance) + " is master with priority " + master.priority()
                + heardAgo(master.address(), instance) + "; " + priority(instance, vrrp) + ".");
        if (master.priority() > ours) {
            now.add("The higher priority is master.");
        } else if (master.priority() == ours) {
            now.add("Of equal priorities the one that is master stays, so nothing moves.");
        } else if (instance.handedOver()) {
            now.add(
                    "Ours is higher, but it was handed over: it leaves the other alone until 'holdfast switchover --back "
                            + instance.name() + "', or until that one is not heard any more.");
        } else if (!instance.settings().preempt()) {
            now.add("Ours is higher, but this node does not preempt (nopreempt).");
        } else if (!instance.settings().preemptDelay().isZero()) {
            now.add("Ours is higher; it takes over once preempt_delay ("
                    + Spans.text(instance.settings().preemptDelay()) + ") is over.");
        } else {
            now.add("Ours is higher; it takes over within " + Spans.text(master.patience()) + ".");
        }
    }

    private static String name(InetAddress address, InstanceStatus instance) {
        boolean configured = instance.peers().stream()
                .anyMatch(peer -> peer.configured() && peer.address().equals(address));
        return (configured ? "The peer " : "") + AddressText.of(address);
    }

    private static String heardAgo(InetAddress address, InstanceStatus instance) {
        Optional<Duration> ago = instance.peers().stream()
                .filter(peer -> peer.address().equals(address))
                .flatMap(peer -> peer.last().stream())
                .map(PeerView.Heard::ago)
                .findFirst();
        return ago.map(time -> ", heard " + Spans.text(time) + " ago").orElse("");
    }

    /** {@code ours is 81: 101 configured, -20 because script chk_haproxy failed, exited with status 1}. */
    private static String priority(InstanceStatus instance, VrrpStatus vrrp) {
        InstanceStatus.Priority priority = instance.priority();
        boolean maintenance = vrrp.maintenance() && priority.configured() != OWNER;
        String parts = maintenance
                ? ", maintenance makes it 1"
                : priority.contributions().stream()
                        .filter(part -> part.change() != 0)
                        .map(Explanation::part)
                        .collect(Collectors.joining());
        return (instance.state() == InstanceState.MASTER ? "Its priority is " : "ours is ")
                + priority.effective()
                + (parts.isEmpty() ? " as configured" : ": " + priority.configured() + " configured" + parts);
    }

    private static String part(ContributionStatus part) {
        return ", " + (part.change() > 0 ? "+" : "") + part.change() + " because " + part.words();
    }

    private static void group(InstanceStatus instance, VrrpStatus vrrp, List<String> now) {
        instance.syncGroup()
                .flatMap(name -> vrrp.groups().stream()
                        .filter(group -> group.name().equals(name))
                        .findFirst())
                .ifPresent(group -> now.add("Its sync group " + group.name() + ": "
                        + group.members().stream()
                                .map(member -> member + " "
                                        + vrrp.instance(member)
                                                .map(one -> one.state().name())
                                                .orElse("unknown"))
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    private static void errors(InstanceStatus instance, List<String> now) {
        for (PeerView peer : instance.peers()) {
            peer.lastError()
                    .ifPresent(error -> now.add(peer.rejected() + " packets of "
                            + AddressText.of(peer.address()) + " were not believed, the last "
                            + Spans.text(error.ago()) + " ago: " + error.reason() + " (" + error.detail() + ")."));
            if (peer.configured() && peer.last().isEmpty()) {
                now.add("The peer " + AddressText.of(peer.address())
                        + " was never heard; normal while this node is master and it has started later.");
            }
        }
    }
}
