package holdfast.agent.doctor.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.agent.doctor.Given;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules as firewalld 1.3.3 and ufw 0.36.2 of Debian 12 installed them, without those for forwarding and translation. */
class RealFirewallsTest {
    private static final String BOTH_FAMILIES = Given.INSTANCE + """
            vrrp_instance VI_6 {
                interface eth0
                virtual_router_id 56
                priority 100
                version 3
                virtual_ipaddress {
                    fe80::56
                }
            }
            """;

    private final Given given = new Given().file(BOTH_FAMILIES);

    private static String resource(String name) {
        try (InputStream stream = RealFirewallsTest.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> ids() {
        return Given.ids(given.examine(new FirewallExamination(given.programs(), given.files())));
    }

    @Test
    void firewalldDropsAdvertsOfBothFamiliesByOneRuleAndNothingElse() {
        given.program("nft -j list ruleset", resource("firewalld.json"));
        assertEquals(List.of("firewall-adverts-in"), ids());
    }

    @Test
    void firewalldLetsThemPassOnceTheProtocolIsAdded() {
        given.program("nft -j list ruleset", resource("firewalld-vrrp.json"));
        assertEquals(List.of(), ids());
    }

    private void ufw(String rules, String rules6) {
        given.program("nft -j list ruleset", resource("ufw.json"))
                .program("iptables-nft-save", rules)
                .program("ip6tables-nft-save", rules6);
    }

    @Test
    void ufwDropsAdvertsOfBothFamiliesAndLetsNeighbourDiscoveryPass() {
        ufw(resource("ufw.save"), resource("ufw6.save"));
        assertEquals(List.of("firewall-adverts-in", "firewall-adverts-in"), ids());
    }

    @Test
    void ufwLetsThemPassWithTheRulesThatItsFilesGetByTheCommand() {
        String loopback = "-A ufw-before-input -i lo -j ACCEPT";
        String loopback6 = "-A ufw6-before-input -i lo -j ACCEPT";
        ufw(
                resource("ufw.save").replace(loopback, "-A ufw-before-input -p vrrp -j ACCEPT\n" + loopback),
                resource("ufw6.save").replace(loopback6, "-A ufw6-before-input -p vrrp -j ACCEPT\n" + loopback6));
        assertEquals(List.of(), ids());
    }
}
