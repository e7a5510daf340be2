package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Virtual addresses as the kernel has them. */
class AddressesIT {
    private static final InetAddress LABELLED = InetAddress.ofLiteral("192.0.2.110");
    private static final InetAddress HOST_SCOPED = InetAddress.ofLiteral("198.51.100.7");
    private static final InetAddress EXCLUDED = InetAddress.ofLiteral("2001:db8::100");

    @Test
    void addressesHaveWhatTheConfigurationSays() {
        Pair.test(pair -> {
            RouterConf conf = RouterConf.quick(150)
                    .addresses(
                            Pair.VIP_LINE,
                            "192.0.2.110/25 brd 192.0.2.127 label eth0:web",
                            "198.51.100.7/32 dev lo scope host")
                    .with("virtual_ipaddress_excluded {", "    2001:db8::100/64", "}");
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(conf));
            pair.await(
                    "all addresses are there",
                    () -> pair.a().holds(EXCLUDED) && pair.a().holds(HOST_SCOPED));
            assertShown(pair.a(), Pair.VIP, "eth0", "inet 192.0.2.100/24 ", " scope global ");
            assertShown(pair.a(), LABELLED, "eth0", "inet 192.0.2.110/25 brd 192.0.2.127 scope global ", "eth0:web");
            assertShown(pair.a(), HOST_SCOPED, "lo", "inet 198.51.100.7/32 scope host ");
            assertShown(pair.a(), EXCLUDED, "eth0", "inet6 2001:db8::100/64 scope global ", " nodad ");
            assertFalse(pair.a().addressLine(Pair.VIP).contains(" brd "), "no broadcast address unless configured");
            assertEquals(
                    3,
                    pair.seen()
                            .adverts("a", Pair.VRID, Instant.EPOCH)
                            .getLast()
                            .addresses()
                            .size(),
                    "excluded addresses are in no advert");
            pair.a().stop();
            for (InetAddress address : new InetAddress[] {Pair.VIP, LABELLED, HOST_SCOPED, EXCLUDED}) {
                assertFalse(pair.a().holds(address), address.getHostAddress());
            }
        });
    }

    /** A router that still remembers its predecessor sends back what comes in for an address it gave up, and the predecessor does the same. */
    @Test
    void whoHadAnAddressBeforeIsForgottenWhenItIsGivenUp() {
        Pair.test(pair -> {
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(RouterConf.quick(150)));
            String address = Pair.VIP.getHostAddress();
            pair.a()
                    .host()
                    .run(List.of(
                            "ip",
                            "neigh",
                            "add",
                            address,
                            "lladdr",
                            "02:00:00:00:00:99",
                            "dev",
                            "eth0",
                            "nud",
                            "stale"));
            List<String> show = List.of("ip", "neigh", "show", "to", address);
            assertTrue(pair.a().host().run(show).contains("02:00:00:00:00:99"), "it is remembered at first");
            pair.a().stop();
            assertEquals("", pair.a().host().run(show));
        });
    }

    @Test
    void anAddressSomebodyElseRemovedComesBack() {
        Pair.test(pair -> {
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(RouterConf.quick(150)));
            Instant removed = Instant.now();
            pair.a().removeAddress(Pair.VIP_LINE);
            pair.await(
                    "it was gone",
                    () -> pair.seen()
                            .addresses()
                            .first("a", Pair.VIP, false, removed)
                            .isPresent());
            pair.awaitMaster(pair.a(), Pair.VIP, removed.plusMillis(1));
        });
    }

    /** docs/lease.md: 2 s at 1 s adverts. */
    @Test
    void anAddressHasALifetimeUnlessThatIsTurnedOff() {
        Pair.test(pair -> {
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(RouterConf.classic(150)));
            for (int look = 0; look < 10; look++) {
                int left = lifetime(pair.a().addressLine(Pair.VIP));
                assertTrue(left >= 0 && left <= 2, left + " s");
                pair.watch(Duration.ofMillis(230));
            }
            pair.a().stop();
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(RouterConf.quick(150), "--no-vip-lease"));
            String line = pair.a().addressLine(Pair.VIP);
            assertTrue(line.contains("valid_lft forever"), line);
        });
    }

    @Test
    void whatACrashLeftBehindIsRemovedAtTheNextStart() {
        Pair.test(pair -> {
            pair.b().start(RouterConf.quick(100));
            pair.awaitMaster(pair.a(), Pair.VIP, pair.a().start(RouterConf.quick(150), "--no-vip-lease"));
            Instant killed = pair.a().agent().kill();
            pair.await("b takes over", () -> pair.b().holds(Pair.VIP));
            assertTrue(pair.a().holds(Pair.VIP), "without a lease the address stays after a crash");
            pair.a().start(RouterConf.quick(50), "--no-vip-lease");
            pair.awaitMaster(pair.b(), Pair.VIP, killed);
            pair.awaitLog(pair.a(), "192.0.2.100/24 dev eth0 was left behind; removed");
        });
    }

    private static void assertShown(Node node, InetAddress address, String interfaceName, String... texts) {
        String line = node.addressLine(address);
        assertTrue(line.matches("\\d+: " + interfaceName + " .*"), line);
        for (String text : texts) {
            assertTrue(line.contains(text), "'" + text + "' in: " + line);
        }
    }

    private static int lifetime(String line) {
        Matcher matcher = Pattern.compile("valid_lft (\\d+)sec").matcher(line);
        assertTrue(matcher.find(), "a lifetime in: " + line);
        return Integer.parseInt(matcher.group(1));
    }
}
