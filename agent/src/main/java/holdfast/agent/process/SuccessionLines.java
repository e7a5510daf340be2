package holdfast.agent.process;

import holdfast.agent.loop.Inheritance;
import holdfast.agent.loop.LastWords;
import holdfast.agent.loop.StandingOrders;
import holdfast.check.bfd.LeftSession;
import holdfast.linux.RoutingRemoval;
import holdfast.vrrp.PeerStatus;
import holdfast.vrrp.RouterKey;
import holdfast.vrrp.TrackStatus;
import holdfast.vrrp.TrackedObject;
import holdfast.vrrp.VrrpEvent;
import holdfast.vrrp.wire.AddressFamily;
import holdfast.vrrp.wire.ChecksumDialect;
import holdfast.vrrp.wire.ProtocolVersion;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What two processes say to each other while one takes the other's place, in lines of words: the new one {@link #PREPARED}, then the former
 * one an {@link Inheritance} that ends with {@code go}, then the new one {@link #SERVING}. Both are of this version or of neighbouring ones: unknown lines are passed over.
 */
public final class SuccessionLines {
    static final String PREPARED = "holdfast: prepared";
    static final String SERVING = "holdfast: serving";
    private static final String GO = "go";

    private SuccessionLines() {}

    /** The lines of an inheritance. */
    public static List<String> of(Inheritance inheritance) {
        List<String> lines = new ArrayList<>();
        lines.add("from " + inheritance.pid() + " " + inheritance.leftAtNanos());
        inheritance
                .routers()
                .forEach((name, key) -> lines.add(String.join(
                        " ",
                        "router",
                        encoded(name),
                        encoded(key.interfaceName()),
                        Integer.toString(key.vrid()),
                        key.family().name())));
        inheritance.active().forEach(name -> lines.add("active " + encoded(name)));
        inheritance.peers().forEach(peer -> lines.add(line(peer)));
        if (inheritance.standing().maintenance()) {
            lines.add("maintenance");
        }
        inheritance.standing().handedOver().forEach(name -> lines.add("held " + encoded(name)));
        inheritance.fifos().forEach(path -> lines.add("fifo " + encoded(path.toString())));
        inheritance
                .tracked()
                .forEach((object, status) ->
                        lines.add("tracked " + object.kind() + " " + encoded(object.name()) + " " + word(status)));
        inheritance.bfd().forEach(left -> lines.add(BfdLines.of(left)));
        for (LastWords.Routing entry : inheritance.routing()) {
            lines.add(String.join(
                    " ",
                    "routing",
                    encoded(entry.router()),
                    encoded(entry.words()),
                    entry.removal().digits(),
                    entry.removal().made()));
        }
        lines.add(GO);
        return lines;
    }

    private static String line(VrrpEvent.KnownPeer peer) {
        PeerStatus.Heard last = peer.last();
        return String.join(
                " ",
                "peer",
                encoded(peer.router()),
                encoded(peer.address().getHostAddress()),
                Long.toString(last.atNanos()),
                Integer.toString(last.priority()),
                last.version().name(),
                Long.toString(last.interval().toNanos()),
                last.dialect().name());
    }

    private static String word(TrackStatus status) {
        return switch (status) {
            case TrackStatus.Unknown _ -> "unknown";
            case TrackStatus.Good _ -> "good";
            case TrackStatus.Bad(String detail) -> "bad " + encoded(detail);
            case TrackStatus.Value(long number) -> "value " + number;
        };
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Reads the lines one by one. */
    public static final class Reader {
        private final Map<String, RouterKey> routers = new HashMap<>();
        private final List<String> active = new ArrayList<>();
        private final Set<String> held = new HashSet<>();
        private final Set<Path> fifos = new HashSet<>();
        private final Map<TrackedObject, TrackStatus> tracked = new LinkedHashMap<>();
        private final List<LeftSession> bfd = new ArrayList<>();
        private final List<LastWords.Routing> routing = new ArrayList<>();
        private boolean maintenance;
        private final List<VrrpEvent.KnownPeer> peers = new ArrayList<>();
        private long pid;
        private long leftAt;

        /** Before the first line. */
        public Reader() {}

        /**
         * Takes a line.
         *
         * @return whether it was the last
         */
        public boolean take(String line) {
            List<String> words = List.of(line.split(" ", -1));
            switch (words.getFirst()) {
                case "from" -> {
                    pid = Long.parseLong(words.get(1));
                    leftAt = Long.parseLong(words.get(2));
                }
                case "router" ->
                    routers.put(
                            decoded(words.get(1)),
                            new RouterKey(
                                    decoded(words.get(2)),
                                    Integer.parseInt(words.get(3)),
                                    AddressFamily.valueOf(words.get(4))));
                case "active" -> active.add(decoded(words.get(1)));
                case "maintenance" -> maintenance = true;
                case "held" -> held.add(decoded(words.get(1)));
                case "fifo" -> fifos.add(Path.of(decoded(words.get(1))));
                case "peer" -> peers.add(peer(words));
                case BfdLines.WORD -> bfd.add(BfdLines.session(words));
                case "routing" ->
                    routing.add(new LastWords.Routing(
                            decoded(words.get(1)),
                            decoded(words.get(2)),
                            new RoutingRemoval(words.get(3), words.get(4))));
                case "tracked" ->
                    tracked.put(
                            new TrackedObject(TrackedObject.Kind.valueOf(words.get(1)), decoded(words.get(2))),
                            status(words.subList(3, words.size())));
                default -> {
                    return line.equals(GO);
                }
            }
            return false;
        }

        /** What the lines say. */
        public Inheritance inheritance() {
            return new Inheritance(
                    pid,
                    leftAt,
                    routers,
                    active,
                    peers,
                    new StandingOrders(maintenance, held),
                    tracked,
                    fifos,
                    bfd,
                    routing);
        }

        private static VrrpEvent.KnownPeer peer(List<String> words) {
            return new VrrpEvent.KnownPeer(
                    decoded(words.get(1)),
                    InetAddress.ofLiteral(decoded(words.get(2))),
                    new PeerStatus.Heard(
                            Long.parseLong(words.get(3)),
                            Integer.parseInt(words.get(4)),
                            ProtocolVersion.valueOf(words.get(5)),
                            Duration.ofNanos(Long.parseLong(words.get(6))),
                            ChecksumDialect.valueOf(words.get(7))));
        }

        private static TrackStatus status(List<String> words) {
            return switch (words.getFirst()) {
                case "good" -> new TrackStatus.Good();
                case "bad" -> new TrackStatus.Bad(decoded(words.get(1)));
                case "value" -> new TrackStatus.Value(Long.parseLong(words.get(1)));
                default -> new TrackStatus.Unknown();
            };
        }
    }
}
