package holdfast.agent.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.agent.configuration.GivenConfiguration;
import holdfast.vrrp.Tracked;
import holdfast.vrrp.TrackedObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineTranslatorTest {
    private static List<Tracked> trackers(String options, String addresses) {
        String text = """
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_router_id 51
                %s
                    virtual_ipaddress {
                %s
                    }
                }
                """.formatted(options, addresses);
        return EngineTranslator.translate(GivenConfiguration.of(text))
                .routers()
                .getFirst()
                .trackers();
    }

    private static Tracked link(String name, int weight) {
        return new Tracked(new TrackedObject(TrackedObject.Kind.INTERFACE, name), weight, false);
    }

    /** keepalived 2.2.7: an instance goes to FAULT when the interface of one of its addresses goes down, with or without track_interface. */
    @Test
    void theInterfaceOfAnAddressIsTracked() {
        assertEquals(
                List.of(link("eth1", 0)),
                trackers("", "        10.0.0.1/24\n        10.1.0.1/24 dev eth1\n        10.1.0.2/24 dev eth1"));
    }

    @Test
    void noTrackExemptsAnAddress() {
        assertEquals(List.of(), trackers("", "        10.0.0.1/24\n        10.1.0.1/24 dev eth1 no_track"));
    }

    @Test
    void anInterfaceTrackedByNameKeepsItsWeight() {
        assertEquals(
                List.of(link("eth1", -20)),
                trackers(
                        "    track_interface {\n        eth1 weight -20\n    }",
                        "        10.0.0.1/24\n        10.1.0.1/24 dev eth1"));
    }

    /** keepalived 2.2.7: the same for the interface of a route or rule, and of a static entry whose track_group has the instance. */
    @Test
    void theInterfacesOfRoutesAndRulesAreTracked() {
        String text = """
                track_group TG {
                    group {
                        VI_1
                    }
                }
                static_routes {
                    10.3.0.0/16 dev eth4 track_group TG
                    10.4.0.0/16 dev eth5
                }
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_router_id 51
                    virtual_ipaddress {
                        10.0.0.1/24
                    }
                    virtual_routes {
                        10.1.0.0/16 dev eth1
                        10.2.0.0/16 dev eth2 no_track
                    }
                    virtual_rules {
                        iif eth3 table 100 preference 5
                    }
                }
                """;
        assertEquals(
                List.of(link("eth1", 0), link("eth3", 0), link("eth4", 0)),
                EngineTranslator.translate(GivenConfiguration.of(text))
                        .routers()
                        .getFirst()
                        .trackers());
    }
}
