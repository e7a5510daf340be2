package holdfast.vrrp;

import static holdfast.vrrp.EngineBench.OURS;
import static holdfast.vrrp.EngineBench.PEER;
import static holdfast.vrrp.EngineBench.STRANGER;
import static holdfast.vrrp.EngineBench.active;
import static holdfast.vrrp.EngineBench.ip;
import static holdfast.vrrp.EngineBench.kinds;
import static holdfast.vrrp.EngineBench.only;
import static holdfast.vrrp.EngineBench.seconds;
import static holdfast.vrrp.EngineBench.sent;
import static holdfast.vrrp.EngineBench.started;
import static holdfast.vrrp.EngineBench.v2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import holdfast.vrrp.Effect.SendAdvertisement;
import holdfast.vrrp.VrrpEvent.LinkChanged;
import holdfast.vrrp.wire.AddressFamily;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine as a whole. */
class EngineTest {
    private static VirtualRouter second(int priority) {
        return VirtualRouter.named("VI_2")
                .on("eth0", 52, AddressFamily.IPV4)
                .priority(priority)
                .addresses(List.of(ip("10.77.0.101")))
                .build();
    }

    @Test
    void shutdownSendsEveryPriorityZeroBeforeItTouchesAnAddress() {
        EngineBench bench = started(v2(255).build(), second(255));
        List<String> kinds = kinds(bench.on(new VrrpEvent.Shutdown()));
        assertEquals(
                List.of(
                        "SendAdvertisement",
                        "SendAdvertisement",
                        "ReleaseAddresses",
                        "NotifyTransition",
                        "ReleaseAddresses",
                        "NotifyTransition"),
                kinds);
    }

    @Test
    void afterShutdownNothingHappens() {
        EngineBench bench = started(v2(255).build());
        bench.on(new VrrpEvent.Shutdown());
        bench.forget();
        bench.linkDown("eth0").linkUp("eth0").start();
        bench.hear(PEER, 100);
        bench.advance(seconds(60));
        assertEquals(List.of(), bench.history());
        assertEquals(VrrpEngine.NO_DEADLINE, bench.engine().nanosUntilNextDeadline(bench.now()));
    }

    @Test
    void aTickThatIsTooEarlyDoesNothing() {
        EngineBench bench = started(v2(100).build());
        EngineBench.Fingerprint before = bench.fingerprint();
        assertEquals(List.of(), bench.tick());
        assertEquals(before, bench.fingerprint());
    }

    @Test
    void statusTellsWhoIsActiveAndWhatHappened() {
        EngineBench bench = started(v2(100).build());
        bench.hear(PEER, 150);
        RouterStatus backup = bench.status("VI_1");
        assertEquals(Optional.of(PEER), backup.activeRouter());
        assertEquals(150, backup.activePriority());
        bench.hear(PEER, 0);
        bench.advance(seconds(3));
        bench.hear(PEER, 150);
        RouterCounters counters = bench.status("VI_1").counters();
        assertEquals(3, counters.advertisementsReceived());
        assertEquals(1, counters.priorityZeroReceived());
        assertEquals(1, counters.becameActive());
        assertEquals(1, counters.releasedActive());
        assertEquals(
                List.of("VI_1"),
                bench.engine().statuses().stream()
                        .map(status -> status.configuration().name())
                        .toList());
        assertEquals(Optional.empty(), bench.engine().status("VI_9"));
    }

    @Test
    void anActiveRouterNamesItself() {
        EngineBench bench = active(v2(100).build());
        assertEquals(Optional.of(OURS), bench.status("VI_1").activeRouter());
    }

    /** From one interval to the next nothing changes, so nothing is built again. */
    @Test
    void periodicAdvertisementsAreTheSameObject() {
        EngineBench bench = active(v2(100).build());
        List<SendAdvertisement> sent = only(SendAdvertisement.class, bench.advance(seconds(2)));
        assertSame(sent.get(0), sent.get(1));
    }

    @Test
    void theSourceAddressIsFollowed() {
        EngineBench bench = active(v2(100).build());
        bench.on(new LinkChanged("eth0", true, Optional.of(STRANGER), Optional.empty()));
        assertEquals(
                STRANGER,
                only(SendAdvertisement.class, bench.advance(seconds(1)))
                        .getFirst()
                        .source());
        assertEquals("MASTER", bench.state());
    }

    @Test
    void namesAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> EngineConfiguration.of(v2(100).build(), v2(200).build()));
        SyncGroup unknown = new SyncGroup("G", List.of("VI_9"), List.of(), false);
        assertThrows(
                IllegalArgumentException.class,
                () -> new EngineConfiguration(List.of(v2(100).build()), List.of(unknown), Duration.ZERO, false));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256, -1})
    void prioritiesAndVridsOutOfRangeAreRefused(int number) {
        assertThrows(IllegalArgumentException.class, () -> v2(number).build());
        assertThrows(IllegalArgumentException.class, () -> new RouterKey("eth0", number, AddressFamily.IPV4));
    }
}
