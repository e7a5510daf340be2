package holdfast.agent.dump;

import holdfast.conf.model.AddressFamily;
import holdfast.linux.AddressText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The sockets adverts come and go by, and which instances share one. */
final class SocketLines {
    /** For the number of a descriptor, which the loop keeps to itself: what keepalived writes of a socket that is not open. */
    static final int NOT_TOLD = -1;

    /** Instances alike in this share a socket. */
    private record Place(String interfaceName, AddressFamily family, boolean unicast, Optional<String> source) {
        static Place of(DumpedInstance instance) {
            boolean unicast = instance.config().transport().isUnicast();
            return new Place(
                    instance.wire(),
                    instance.config().family(),
                    unicast,
                    unicast ? instance.status().source().map(AddressText::of) : Optional.empty());
        }
    }

    private SocketLines() {}

    static void write(Consumer<String> out, List<DumpedInstance> instances) {
        Map<Place, List<DumpedInstance>> places =
                instances.stream().collect(Collectors.groupingBy(Place::of, LinkedHashMap::new, Collectors.toList()));
        places.forEach((place, sharing) -> {
            out.accept("fd_in " + NOT_TOLD + " fd_out = " + NOT_TOLD);
            out.accept("  Interface = " + place.interfaceName());
            out.accept("  Family = " + (place.family() == AddressFamily.INET6 ? "IPv6" : "IPv4"));
            out.accept("  Protocol = VRRP");
            out.accept("  Type = " + (place.unicast() ? "Unicast" : "Multicast"));
            place.source().ifPresent(source -> out.accept("  Address = " + source));
            out.accept("  Rx buf size = "
                    + sharing.getFirst().config().options().kernelRxBufSize().orElse(0));
            out.accept("  VRRP instances");
            sharing.forEach(instance -> out.accept("    " + instance.config().name() + " vrid "
                    + instance.config().virtualRouterId()));
        });
    }
}
