package holdfast.agent.lvs.operator;

import holdfast.agent.control.ControlRefusal;
import holdfast.agent.control.ErrorCode;
import holdfast.ipvs.VirtualServerStatus;
import holdfast.linux.IpvsServiceKey;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What virtual servers are called on the command line and in lists: {@code TCP 10.0.0.1:80}, {@code FWM 5}, {@code group web}. To name one, the
 * protocol may be left out, {@code fwmark 5} is as good, and the word {@code group} is needed only where a group is called like something else.
 */
final class VirtualServerWords {
    private static final Pattern MARK = Pattern.compile("(?i)fwm(?:ark)?[ :=]?([0-9]{1,10})");
    private static final Pattern PROTOCOL = Pattern.compile("(?i)(tcp|udp|sctp)[ :](.+)");
    private static final Pattern GROUP = Pattern.compile("(?i)group (.+)");

    /** How messages of keepalived name a virtual server of a group (ServerNames of the balancing core). */
    private static final Pattern GROUP_NAME = Pattern.compile("\\[(.+)]:0");

    private VirtualServerWords() {}

    /** What a list calls it. */
    static String name(VirtualServerStatus server) {
        return group(server)
                .map(name -> "group " + name)
                .orElseGet(() -> server.services().isEmpty()
                        ? server.name()
                        : service(server.services().getFirst()));
    }

    /** A service as ipvsadm has it. */
    static String service(IpvsServiceKey key) {
        return switch (key) {
            case IpvsServiceKey.Address address ->
                address.protocol().name() + " " + Endpoint.text(address.address(), address.port());
            case IpvsServiceKey.FirewallMark mark -> "FWM " + mark.mark();
        };
    }

    private static Optional<String> group(VirtualServerStatus server) {
        Matcher matcher = GROUP_NAME.matcher(server.name());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /**
     * Which virtual servers somebody means.
     *
     * @param words as written
     * @throws ControlRefusal when they can mean none
     */
    static Predicate<VirtualServerStatus> meaning(String words) throws ControlRefusal {
        Matcher mark = MARK.matcher(words);
        if (mark.matches()) {
            long number = Long.parseLong(mark.group(1));
            return server -> server.services().stream()
                    .anyMatch(key -> key instanceof IpvsServiceKey.FirewallMark known && known.mark() == number);
        }
        Matcher group = GROUP.matcher(words);
        if (group.matches()) {
            return server -> group(server).filter(group.group(1)::equals).isPresent();
        }
        Matcher protocol = PROTOCOL.matcher(words);
        Optional<String> transport =
                protocol.matches() ? Optional.of(protocol.group(1).toUpperCase(Locale.ROOT)) : Optional.empty();
        Optional<Endpoint> endpoint = Endpoint.parse(transport.isPresent() ? protocol.group(2) : words);
        if (endpoint.isEmpty() && transport.isPresent()) {
            throw new ControlRefusal(
                    ErrorCode.BAD_REQUEST,
                    "'" + protocol.group(2) + "' is no address; write it as 10.0.0.1:80 or [2001:db8::1]:80");
        }
        return endpoint.<Predicate<VirtualServerStatus>>map(
                        place -> server -> server.services().stream().anyMatch(key -> isAt(key, place, transport)))
                .orElse(server -> server.name().equals(words)
                        || group(server).filter(words::equals).isPresent());
    }

    private static boolean isAt(IpvsServiceKey key, Endpoint place, Optional<String> transport) {
        return key instanceof IpvsServiceKey.Address service
                && place.matches(service.address(), service.port())
                && transport
                        .filter(word -> !word.equals(service.protocol().name()))
                        .isEmpty();
    }
}
