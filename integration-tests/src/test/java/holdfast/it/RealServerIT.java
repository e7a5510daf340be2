package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.drill.lab.Host;
import holdfast.drill.lab.HostProcess;
import holdfast.drill.lab.LabException;
import holdfast.it.Terminal.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * {@code holdfast real-server} on the machine behind a director: it takes packets to the virtual address and is silent about it on the
 * network. Node b is that machine; the client is in the place of the director, which knows by itself where to send packets.
 */
class RealServerIT {
    private static final String VIP = "192.0.2.200";
    private static final String VIP6 = "2001:db8::200";
    private static final List<String> SETTINGS = List.of(
            "net.ipv4.conf.all.arp_ignore",
            "net.ipv4.conf.lo.arp_ignore",
            "net.ipv4.conf.all.arp_announce",
            "net.ipv4.conf.lo.arp_announce");

    private static Outcome realServer(Pair pair, String... words) {
        List<String> argv = new ArrayList<>(List.of("real-server"));
        argv.addAll(List.of(words));
        return new Terminal(pair.b().host()).holdfast(argv.toArray(String[]::new));
    }

    private static void assertDone(Outcome outcome, String... contained) {
        assertEquals(0, outcome.status(), outcome::toString);
        for (String text : contained) {
            assertTrue(outcome.output().contains(text), () -> "'" + text + "' in: " + outcome);
        }
    }

    private static List<String> settings(Host host) {
        return SETTINGS.stream()
                .map(name -> host.run(List.of("cat", "/proc/sys/" + name.replace('.', '/')))
                        .strip())
                .toList();
    }

    private static boolean answers(Host client, String address) {
        try {
            client.run(List.of("ping", "-c", "1", "-W", "1", address));
            return true;
        } catch (LabException e) {
            return false;
        }
    }

    /** Whether a machine's neighbours have told it who has an address. */
    private static boolean knowsWhoHas(Host host, String address) {
        return host.ip(List.of("neighbor", "show", "to", address)).contains("lladdr");
    }

    private static void forgetNeighbours(Pair pair) {
        for (Host host : List.of(pair.client(), pair.b().host())) {
            host.ip(List.of("neighbor", "flush", "all"));
        }
    }

    @Test
    void anAddressPutThereByHandIsTalkedAboutAndCheckSaysHowToMendIt() {
        Pair.test(pair -> {
            Outcome nothing = realServer(pair, "check", "--vip", VIP);
            assertEquals(1, nothing.status());
            assertTrue(nothing.output().contains(VIP + " is not on lo"), nothing::toString);
            pair.b().host().ip(List.of("address", "add", VIP + "/32", "dev", "lo"));
            assertTrue(answers(pair.client(), VIP));
            assertTrue(knowsWhoHas(pair.client(), VIP), "this is what must not happen");
            Outcome loose = realServer(pair, "check", "--vip", VIP);
            assertEquals(1, loose.status());
            for (String remedy :
                    List.of("sysctl -w net.ipv4.conf.all.arp_ignore=1", "sysctl -w net.ipv4.conf.all.arp_announce=2")) {
                assertTrue(loose.output().contains(remedy), loose::toString);
                pair.b().host().run(List.of("sh", "-c", remedy));
            }
            assertDone(realServer(pair, "check", "--vip", VIP), "nothing is missing");
            forgetNeighbours(pair);
            assertFalse(answers(pair.client(), VIP));
        });
    }

    @Test
    void betweenUpAndDownPacketsAreTakenAndNobodyIsTold() {
        Pair.test(pair -> {
            Host server = pair.b().host();
            List<String> before = settings(server);
            assertDone(
                    realServer(pair, "up", "--vip", VIP, "--port", "80", "--vip", VIP6),
                    "put " + VIP + "/32 on lo",
                    "put " + VIP6 + "/128 on lo",
                    "set net.ipv4.conf.all.arp_ignore to 1");
            assertEquals(List.of("1", "1", "2", "2"), settings(server));
            assertDone(realServer(pair, "up", "--vip", VIP, "--port", "80", "--vip", VIP6), "as it should be already");
            assertSilentButTaking(pair);

            Outcome noService = realServer(pair, "check");
            assertEquals(1, noService.status());
            assertTrue(noService.output().contains("nothing listens on port 80 of " + VIP), noService::toString);
            HostProcess service = service(pair);
            pair.await("the service listens", () -> realServer(pair, "check").status() == 0);
            Outcome refused = realServer(pair, "down");
            assertEquals(1, refused.status());
            assertTrue(
                    refused.errors().getFirst().contains("the service still listens on port 80 of " + VIP),
                    refused::toString);
            assertTrue(answersThrough(pair), "nothing was undone");
            service.kill();
            assertDone(realServer(pair, "down"), "took " + VIP + " off lo", "took " + VIP6 + " off lo");
            assertEquals(before, settings(server));
            assertEquals("", server.ip(List.of("address", "show", "to", VIP)));
            assertEquals("", server.ip(List.of("-6", "address", "show", "to", VIP6)));
            assertDone(realServer(pair, "down"), "there is nothing to undo");
        });
    }

    private static void assertSilentButTaking(Pair pair) {
        forgetNeighbours(pair);
        assertFalse(answers(pair.client(), VIP), "nobody on the network has the address");
        assertFalse(answers(pair.client(), VIP6), "nor this");
        pair.client().ip(List.of("route", "add", VIP + "/32", "via", "192.0.2.2"));
        pair.client().ip(List.of("-6", "route", "add", VIP6 + "/128", "via", "2001:db8::2"));
        forgetNeighbours(pair); // so that the server has to ask for the client when it answers from the virtual address
        assertTrue(answersThrough(pair), "packets that come are taken");
        assertTrue(answers(pair.client(), VIP6), "those of IPv6, too");
        assertFalse(knowsWhoHas(pair.client(), VIP), "not even in its own ARP requests the server has told");
    }

    private static boolean answersThrough(Pair pair) {
        return answers(pair.client(), VIP);
    }

    private static HostProcess service(Pair pair) {
        Host host = pair.b().host();
        String conf = new Terminal(host)
                .file(
                        "nginx.conf",
                        "daemon off; pid %s/nginx.pid; events { } http { access_log off; server { listen 80; listen [::]:80; } }"
                                .formatted(host.directory()));
        return host.spawn(host.directory().resolve("nginx.log"), List.of("nginx", "-c", conf, "-e", "stderr"));
    }

    @Test
    void theDirectorsFileSaysWhichAddressesAServerHas() {
        Pair.test(pair -> {
            String conf = new Terminal(pair.b().host()).file("director.conf", """
                    virtual_server 192.0.2.200 80 {
                        lb_algo wrr
                        lb_kind DR
                        protocol TCP
                        real_server 192.0.2.1 80 {
                        }
                        real_server 192.0.2.2 80 {
                        }
                    }
                    virtual_server 192.0.2.201 80 {
                        lb_algo wrr
                        lb_kind DR
                        protocol TCP
                        real_server 192.0.2.1 80 {
                        }
                    }
                    """);
            assertDone(realServer(pair, "up", "--conf", conf), "put " + VIP + "/32 on lo");
            assertEquals("", pair.b().host().ip(List.of("address", "show", "to", "192.0.2.201")), "of another server");
            assertDone(realServer(pair, "down"), "took " + VIP + " off lo");
        });
    }

    /** Many kernels have no IPIP; then nothing is changed. With it the rest is tested in user-mode Linux. */
    @Test
    void aTunnelIsMadeOrTheModuleIsNamed() {
        Pair.test(pair -> {
            Host server = pair.b().host();
            List<String> before = settings(server);
            Outcome up = realServer(pair, "up", "--tun", "--vip", VIP);
            if (up.status() == 0) {
                assertTrue(server.ip(List.of("address", "show", "dev", "tunl0")).contains(VIP + "/32"), up::toString);
                assertDone(realServer(pair, "check"), "nothing is missing");
                assertDone(realServer(pair, "down"), "took " + VIP + " off tunl0");
            } else {
                assertEquals(1, up.errors().size(), up::toString);
                assertTrue(up.errors().getFirst().contains("'modprobe ipip' makes it"), up::toString);
                assertEquals("", server.ip(List.of("address", "show", "to", VIP)));
            }
            assertEquals(before, settings(server));
        });
    }
}
