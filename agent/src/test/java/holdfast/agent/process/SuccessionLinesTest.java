package holdfast.agent.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import holdfast.agent.cli.StartupFailure;
import holdfast.agent.loop.Inheritance;
import holdfast.agent.loop.LastWords;
import holdfast.agent.loop.StandingOrders;
import holdfast.bfd.EstablishedSession;
import holdfast.bfd.EstablishedSession.Intervals;
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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuccessionLinesTest {
    private static final Inheritance INHERITANCE = new Inheritance(
            4242,
            Long.MAX_VALUE - 7,
            Map.of("name with spaces, ä and %", new RouterKey("eth 0", 255, AddressFamily.IPV6)),
            List.of("VI_1", "name with spaces, ä and %"),
            List.of(new VrrpEvent.KnownPeer(
                    "VI 6",
                    InetAddress.ofLiteral("fe80::2"),
                    new PeerStatus.Heard(
                            -5, 100, ProtocolVersion.V3, Duration.ofMillis(10), ChecksumDialect.WITH_PSEUDO_HEADER))),
            new StandingOrders(true, Set.of("VI_3", "handed over")),
            Map.of(
                    new TrackedObject(TrackedObject.Kind.SCRIPT, "chk a"), new TrackStatus.Good(),
                    new TrackedObject(TrackedObject.Kind.PROCESS, "p"), new TrackStatus.Bad("exited with status 1"),
                    new TrackedObject(TrackedObject.Kind.BFD, "b"), new TrackStatus.Bad(""),
                    new TrackedObject(TrackedObject.Kind.FILE, "f"), new TrackStatus.Value(-12)),
            Set.of(Path.of("/run/a fifo")),
            List.of(session("10.0.0.2", Optional.empty(), 49_153), session("fe80::2", Optional.of("fe80::1"), 0)),
            List.of(new LastWords.Routing(
                    "VI 6",
                    "blackhole 192.0.6.0/24",
                    new RoutingRemoval(
                            "24000000" + "19000500" + "0000000000000000" + "02180000fe12000600000000"
                                    + "08000100c0000600",
                            "0badcafe"))));

    private static LeftSession session(String neighbor, Optional<String> source, int port) {
        return new LeftSession(
                new EstablishedSession(
                        "to the core",
                        InetAddress.ofLiteral(neighbor),
                        source.map(InetAddress::ofLiteral),
                        port == 0,
                        -77,
                        Integer.MIN_VALUE,
                        new Intervals(10_000, 4_294_967_295L),
                        new Intervals(20_000, 50_000),
                        new Intervals(30_000, 0),
                        255,
                        port != 0),
                port);
    }

    private static Inheritance relieve(String lines) throws StartupFailure {
        return Predecessor.relieve(
                new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    }

    @Test
    void whatIsLeftIsUnderstood() throws StartupFailure {
        assertEquals(INHERITANCE, relieve(String.join("\n", SuccessionLines.of(INHERITANCE)) + "\n"));
    }

    @Test
    void linesOfANewerVersionArePassedOver() throws StartupFailure {
        Inheritance read = relieve("from 1 2\nsomething new\nactive VI_1\ngo\n");
        assertEquals(List.of("VI_1"), read.active());
    }

    @Test
    void theNewProcessSaysThatItIsPrepared() throws StartupFailure {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Predecessor.relieve(
                new ByteArrayInputStream("go\n".getBytes(StandardCharsets.UTF_8)),
                new PrintStream(said, true, StandardCharsets.UTF_8));
        assertEquals("holdfast: prepared\n", said.toString(StandardCharsets.UTF_8));
    }

    /** The end of the former process, or a message that is cut off, is no order to begin. */
    @Test
    void withoutTheLastWordItDoesNotBegin() {
        String whole = String.join("\n", SuccessionLines.of(INHERITANCE));
        assertThrows(StartupFailure.class, () -> relieve(""));
        assertThrows(StartupFailure.class, () -> relieve(whole.substring(0, whole.length() - 3)));
        assertThrows(StartupFailure.class, () -> relieve("from x y\ngo\n"));
        assertFalse(new SuccessionLines.Reader().take("goodbye"));
    }
}
