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
}
