package holdfast.vip;

import holdfast.linux.KernelRule;
import holdfast.linux.RouteRequest;
import holdfast.linux.RoutingRemoval;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * A rule of policy routing. The kernel knows its interfaces by name, so they may come and go without it.
 *
 * @param rule what the kernel is asked for
 * @param isTracked whether it is put back when it disappears
 * @param words as people write it
 */
public record VirtualRule(KernelRule rule, boolean isTracked, String words) implements RoutingEntry {
    @Override
    public Optional<RouteRequest> addition(InterfaceDirectory interfaces, Lease lease) {
        return Optional.of(new RouteRequest.AddRule(rule));
    }

    @Override
    public Optional<RouteRequest> removal(InterfaceDirectory interfaces) {
        return Optional.of(new RouteRequest.DeleteRule(rule));
    }

    @Override
    public Optional<RoutingRemoval> writtenRemoval(InterfaceDirectory interfaces) {
        return Optional.of(RoutingRemoval.of(rule));
    }

    @Override
    public boolean isLeased(Lease lease) {
        return false;
    }

    @Override
    public boolean isOfOwnProtocol() {
        return rule.protocol() == OWN_PROTOCOL;
    }

    /** One that says the same counts as this one: whose it is is part of it. */
    @Override
    public boolean yieldsToOthers() {
        return false;
    }

    @Override
    public Set<String> interfaceNames() {
        return Set.of();
    }

    @Override
    public boolean dependsOn(InetAddress address) {
        return false;
    }

    @Override
    public String toString() {
        return words;
    }
}
