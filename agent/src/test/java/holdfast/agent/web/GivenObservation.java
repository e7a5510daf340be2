package holdfast.agent.web;

import holdfast.agent.configuration.GivenConfiguration;
import holdfast.agent.loop.LoopMeasurements;
import holdfast.agent.lvs.operator.FakeLvsControl;
import holdfast.agent.lvs.operator.LvsListing;
import holdfast.agent.status.AgentStatus;
import holdfast.agent.status.BfdSessionStatus;
import holdfast.agent.status.GivenStatus;
import holdfast.agent.status.InstanceStatus;
import holdfast.agent.status.TrackedScriptStatus;
import holdfast.agent.timing.LatenessWatch;
import holdfast.conf.model.Configuration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Observations as the daemon would make them. */
public final class GivenObservation {
    private static final String FILE = """
            global_defs {
                router_id lb1
            }
            vrrp_instance VI_1 {
                interface eth0
                virtual_router_id 51
                garp_master_delay 7
                authentication {
                    auth_type PASS
                    auth_pass s3cr3tpw
                }
                virtual_ipaddress {
                    192.0.2.100/24
                }
                virtual_ipaddress_excluded {
                    192.0.2.101
                }
            }
            """;

    private GivenObservation() {}

    /** Everything there can be: VI_1 as backup of 192.0.2.2, a script, a BFD session, virtual servers. */
    public static Observation ofEverything() {
        return of(Optional.of(listing()), GivenStatus.backup());
    }

    /** These instances, and nothing else. */
    public static Observation of(InstanceStatus... instances) {
        return of(Optional.empty(), instances);
    }

    /** These virtual servers and instances. */
    public static Observation of(Optional<LvsListing> servers, InstanceStatus... instances) {
        AgentStatus plain = GivenStatus.agent(instances);
        AgentStatus status = new AgentStatus(
                plain.agent(), plain.vrrp(), List.of(script()), List.of(session()), plain.notifications());
        return new Observation(status, configuration(), servers, Optional.empty(), measurements());
    }

    /** Virtual servers of many kinds, one real server down. */
    public static LvsListing listing() {
        return FakeLvsControl.ofManyKinds().list().toCompletableFuture().join();
    }

    /** VI_1 with a password. */
    public static Configuration configuration() {
        return GivenConfiguration.of(FILE);
    }

    private static TrackedScriptStatus script() {
        return new TrackedScriptStatus(
                "chk",
                "bad",
                Duration.ofSeconds(1),
                Optional.empty(),
                Optional.of(new TrackedScriptStatus.Run(
                        GivenStatus.NOW, Duration.ofMillis(20), false, "exited with status 1")),
                10,
                4,
                Duration.ofMillis(250));
    }

    private static BfdSessionStatus session() {
        return new BfdSessionStatus(
                "bfd1",
                GivenStatus.ip("192.0.2.9"),
                "down",
                Optional.of(GivenStatus.NOW),
                "Control Detection Time Expired",
                Optional.empty());
    }

    /** One takeover of 2 ms. */
    public static LoopMeasurements measurements() {
        LoopMeasurements measurements = new LoopMeasurements(LatenessWatch.ofCallingThread(_ -> {}));
        measurements.takeovers().add(Duration.ofMillis(2).toNanos());
        return measurements;
    }
}
