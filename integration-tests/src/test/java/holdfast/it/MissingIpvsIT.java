package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.it.Terminal.Outcome;
import holdfast.linux.IpvsSocket;
import holdfast.linux.LinuxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Virtual servers on a kernel without IPVS, as that of many containers and small machines: one clear error, and VRRP works. On a kernel that
 * has it the same configuration is served.
 */
class MissingIpvsIT {
    static final String VIRTUAL_SERVER = """
            virtual_server 192.0.2.200 80 {
                delay_loop 1
                lb_algo rr
                lb_kind NAT
                protocol TCP
                real_server 192.0.2.3 80 {
                    TCP_CHECK {
                    }
                }
            }
            """;

    private static final String ERROR =
            "this kernel has no IPVS: virtual servers are not served. Load the module ('modprobe ip_vs'";

    private static boolean kernelHasIpvs() {
        try (IpvsSocket _ = IpvsSocket.open()) {
            return true;
        } catch (LinuxException e) {
            return false;
        }
    }

    @Test
    void vrrpWorksAndTheErrorNamesTheModule() {
        Pair.test(pair -> {
            pair.b().start(RouterConf.quick(100).after(VIRTUAL_SERVER));
            Instant started = pair.a().start(RouterConf.quick(150).after(VIRTUAL_SERVER));
            pair.awaitMaster(pair.a(), Pair.VIP, started);
            boolean served = kernelHasIpvs();
            for (Node node : List.of(pair.a(), pair.b())) {
                assertTold(pair, node, served);
            }
            pair.a().agent().reload(RouterConf.quick(151).after(VIRTUAL_SERVER).text());
            pair.await(
                    "priority 151 is advertised",
                    () -> pair.seen().adverts("a", Pair.VRID, started).getLast().priority() == 151);
            assertTold(pair, pair.a(), served);
            Instant stopped = pair.a().stop();
            pair.awaitMaster(pair.b(), Pair.VIP, stopped);
        });
    }

    private static void assertTold(Pair pair, Node node, boolean served) {
        Outcome list = lvs(node, "list");
        Outcome drain = lvs(node, "drain", "192.0.2.3:80");
        if (served) {
            assertTrue(list.output().contains("192.0.2.200:80"), list::toString);
            assertEquals(0, drain.status(), drain::toString);
            return;
        }
        for (Outcome refused : List.of(list, drain)) {
            assertEquals(1, refused.status(), refused::toString);
            assertEquals("", refused.output());
            assertEquals(1, refused.errors().size(), refused::toString);
            assertTrue(refused.errors().getFirst().contains(ERROR), refused::toString);
        }
        pair.awaitLog(node, ERROR);
        assertEquals(
                1,
                node.logLines().stream().filter(line -> line.contains("IPVS")).count(),
                "once, not at every attempt");
    }

    private static Outcome lvs(Node node, String... words) {
        List<String> argv = new ArrayList<>(List.of("lvs"));
        argv.addAll(List.of(words));
        argv.addAll(List.of("-p", node.agent().pidFile().toString()));
        return new Terminal(node.host()).holdfast(argv.toArray(String[]::new));
    }
}
