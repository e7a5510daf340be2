package holdfast.drill.plan;

import holdfast.conf.model.Configuration;
import holdfast.conf.model.TrackReference;
import holdfast.conf.model.UnicastPeer;
import holdfast.conf.model.VirtualIpAddress;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.VrrpScript;
import holdfast.drill.lab.Cidr;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One of the two nodes.
 *
 * @param host its name in the lab
 * @param origin where its configuration is from, for people
 * @param text its configuration's main file
 * @param file where that file is; empty for the embedded one
 * @param routers its virtual routers, in order
 * @param interfaces every interface the configuration needs, in order
 */
public record NodePlan(
        String host,
        String origin,
        String text,
        Optional<Path> file,
        List<RouterPlan> routers,
        Set<String> interfaces) {
    /** Copies the collections. */
    public NodePlan {
        routers = List.copyOf(routers);
        interfaces = Collections.unmodifiableSet(new LinkedHashSet<>(interfaces));
    }

    /**
     * Reads what matters here from a configuration.
     *
     * @param host the node's name in the lab
     * @param origin where the configuration is from
     * @param text its text
     * @param file its file, if it has one
     * @param configuration what the text means
     * @return the node's plan
     */
    public static NodePlan of(
            String host, String origin, String text, Optional<Path> file, Configuration configuration) {
        Set<String> interfaces = new LinkedHashSet<>();
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            interfaces.add(instance.interfaceName());
            instance.virtualIpAddresses().forEach(address -> interfaces.add(address.dev()));
            instance.virtualIpAddressesExcluded().forEach(address -> interfaces.add(address.dev()));
            instance.tracking().interfaces().forEach(reference -> interfaces.add(reference.name()));
        }
        List<RouterPlan> routers = configuration.vrrpInstances().stream()
                .map(instance -> router(instance, configuration))
                .toList();
        return new NodePlan(host, origin, text, file, routers, interfaces);
    }

    private static RouterPlan router(VrrpInstance instance, Configuration configuration) {
        int otherWeights = Stream.of(
                        instance.tracking().interfaces(), instance.tracking().processes())
                .flatMap(List::stream)
                .mapToInt(reference -> Math.max(0, reference.weight()))
                .sum();
        return new RouterPlan(
                instance.name(),
                instance.interfaceName(),
                instance.virtualRouterId(),
                instance.version(),
                instance.priority(),
                instance.advertInterval(),
                instance.downTimerAdverts(),
                instance.virtualIpAddresses().stream().map(NodePlan::cidr).toList(),
                instance.preemption().preempt(),
                instance.preemption().preemptDelay(),
                instance.transport().sourceAddress(),
                instance.transport().unicastPeers().stream()
                        .map(UnicastPeer::address)
                        .toList(),
                otherWeights,
                instance.tracking().scripts().stream()
                        .flatMap(reference -> script(reference, configuration).stream())
                        .toList());
    }

    private static Optional<TrackedScript> script(TrackReference reference, Configuration configuration) {
        return configuration
                .vrrpScript(reference.name())
                .map((VrrpScript script) -> new TrackedScript(
                        script.name(),
                        String.join(" ", script.script().argv()),
                        script.interval(),
                        reference.weight(),
                        script.rise(),
                        script.fall()));
    }

    private static Cidr cidr(VirtualIpAddress address) {
        return new Cidr(address.address(), address.prefixLength());
    }
}
