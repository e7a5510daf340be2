package holdfast.agent.doctor.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.Given;
import holdfast.agent.doctor.Notebook;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules as nft 1.0.6 and iptables 1.8.9 print them; what they do is in nft(8) and iptables-extensions(8). */
class FirewallExaminationTest {
    private static final String DROP = "{\"drop\": null}";
    private static final String ACCEPT = "{\"accept\": null}";
    private static final String VRRP =
            "{\"match\": {\"op\": \"==\", \"left\": {\"payload\": {\"protocol\": \"ip\", \"field\": \"protocol\"}}, \"right\": \"vrrp\"}}";

    private final Given given = new Given();

    private static String rule(String chain, int handle, String... statements) {
        return "{\"rule\": {\"family\": \"inet\", \"table\": \"filter\", \"chain\": \"%s\", \"handle\": %d, \"expr\": [%s]}}"
                .formatted(chain, handle, String.join(", ", statements));
    }

    private static String chain(String name, String policy) {
        return """
                {"chain": {"family": "inet", "table": "filter", "name": "%s", "handle": 1, "type": "filter",
                 "hook": "%s", "prio": 0, "policy": "%s"}}""".formatted(name, name, policy);
    }

    private static String match(String left, String operator, String right) {
        return "{\"match\": {\"op\": \"%s\", \"left\": %s, \"right\": %s}}".formatted(operator, left, right);
    }

    private Given nft(String... objects) {
        return given.program(
                "nft -j list ruleset",
                "{\"nftables\": [{\"table\": {\"family\": \"inet\", \"name\": \"filter\", \"handle\": 1}}, "
                        + String.join(", ", objects) + "]}");
    }

    private Notebook examined() {
        return given.examine(new FirewallExamination(given.programs(), given.files()));
    }

    private List<String> ids() {
        return Given.ids(examined());
    }

    @Test
    void withoutRulesAdvertsPass() {
        nft(chain("input", "accept"));
        Notebook notebook = examined();
        assertEquals(List.of(), Given.ids(notebook));
        assertEquals(1, notebook.findings().size());
        assertEquals(List.of(), notebook.unseen());
    }

    @Test
    void aDropPolicyWithoutARuleForVrrpIsAProblemWithACommand() {
        nft(
                chain("input", "drop"),
                rule("input", 4, match("{\"meta\": {\"key\": \"iif\"}}", "==", "\"lo\""), ACCEPT),
                rule(
                        "input",
                        5,
                        match("{\"ct\": {\"key\": \"state\"}}", "in", "[\"established\", \"related\"]"),
                        ACCEPT),
                rule(
                        "input",
                        6,
                        match(
                                "{\"payload\": {\"protocol\": \"tcp\", \"field\": \"dport\"}}",
                                "==",
                                "{\"set\": [22, {\"range\": [80, 90]}]}"),
                        ACCEPT));
        Finding finding = Given.only(examined());
        assertEquals("firewall-adverts-in", finding.id().word());
        assertEquals(
                "nft insert rule inet filter input meta l4proto 112 accept",
                finding.remedy().command().orElseThrow());
        assertTrue(finding.evidence().contains("policy is drop"), finding.evidence());
        assertEquals(List.of("VI_1"), finding.place().instances());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"match\": {\"op\": \"==\", \"left\": {\"meta\": {\"key\": \"l4proto\"}}, \"right\": {\"set\": [\"icmp\", \"vrrp\"]}}}",
                "{\"match\": {\"op\": \"==\", \"left\": {\"meta\": {\"key\": \"l4proto\"}}, \"right\": 112}}",
                "{\"match\": {\"op\": \"==\", \"left\": {\"payload\": {\"protocol\": \"ip\", \"field\": \"daddr\"}}, \"right\": \"224.0.0.18\"}}",
                "{\"match\": {\"op\": \"==\", \"left\": {\"payload\": {\"protocol\": \"ip\", \"field\": \"daddr\"}}, \"right\": {\"prefix\": {\"addr\": \"224.0.0.0\", \"len\": 4}}}}",
                "{\"match\": {\"op\": \"==\", \"left\": {\"payload\": {\"protocol\": \"ip\", \"field\": \"saddr\"}}, \"right\": {\"prefix\": {\"addr\": \"192.0.2.0\", \"len\": 24}}}}",
                "{\"match\": {\"op\": \"==\", \"left\": {\"payload\": {\"protocol\": \"ip\", \"field\": \"saddr\"}}, \"right\": \"@ours\"}}",
                "{\"match\": {\"op\": \"==\", \"left\": {\"meta\": {\"key\": \"iifname\"}}, \"right\": \"eth*\"}}",
                "{\"match\": {\"op\": \"==\", \"left\": {\"meta\": {\"key\": \"pkttype\"}}, \"right\": \"multicast\"}}",
                "{\"match\": {\"op\": \"==\", \"left\": {\"payload\": {\"protocol\": \"ip\", \"field\": \"ttl\"}}, \"right\": 255}}",
                "{\"match\": {\"op\": \"==\", \"left\": {\"concat\": [{\"meta\": {\"key\": \"iifname\"}}, {\"payload\": {\"protocol\": \"ip\", \"field\": \"protocol\"}}]}, \"right\": {\"set\": [{\"concat\": [\"eth0\", \"vrrp\"]}]}}}",
                "{\"match\": {\"op\": \"==\", \"left\": {\"payload\": {\"protocol\": \"ip\", \"field\": \"daddr\"}}, \"right\": {\"range\": [\"224.0.0.1\", \"224.0.0.20\"]}}}"
            })
    void rulesThatMeanAdvertsLetThemPass(String test) {
        nft(
                "{\"set\": {\"family\": \"inet\", \"name\": \"ours\", \"table\": \"filter\", \"type\": \"ipv4_addr\", \"elem\": [\"203.0.113.1\", {\"prefix\": {\"addr\": \"192.0.2.0\", \"len\": 24}}]}}",
                chain("input", "drop"),
                rule("input", 4, test, ACCEPT));
        assertEquals(List.of(), ids());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"match\": {\"op\": \"==\", \"left\": {\"meta\": {\"key\": \"l4proto\"}}, \"right\": {\"set\": [\"icmp\", \"ospf\"]}}}",
                "{\"match\": {\"op\": \"!=\", \"left\": {\"payload\": {\"protocol\": \"ip\", \"field\": \"protocol\"}}, \"right\": \"vrrp\"}}",
                "{\"match\": {\"op\": \"!=\", \"left\": {\"payload\": {\"protocol\": \"tcp\", \"field\": \"dport\"}}, \"right\": 22}}",
                "{\"match\": {\"op\": \"==\", \"left\": {\"meta\": {\"key\": \"iifname\"}}, \"right\": \"eth1\"}}",
                "{\"match\": {\"op\": \"==\", \"left\": {\"meta\": {\"key\": \"nfproto\"}}, \"right\": \"ipv6\"}}",
                "{\"match\": {\"op\": \"==\", \"left\": {\"payload\": {\"protocol\": \"ip\", \"field\": \"saddr\"}}, \"right\": {\"prefix\": {\"addr\": \"198.51.100.0\", \"len\": 24}}}}",
                "{\"match\": {\"op\": \"==\", \"left\": {\"fib\": {\"result\": \"type\", \"flags\": [\"daddr\"]}}, \"right\": \"local\"}}"
            })
    void rulesThatMeanOtherPacketsDoNot(String test) {
        nft(chain("input", "drop"), rule("input", 4, test, ACCEPT));
        assertEquals(List.of("firewall-adverts-in"), ids());
    }

    @Test
    void aRuleThatDropsAdvertsIsShownAsItReads() {
        nft(chain("output", "accept"), rule("output", 7, VRRP, "{\"counter\": {\"packets\": 0, \"bytes\": 0}}", DROP));
        given.program(
                "nft -a list ruleset",
                "table inet filter { # handle 1\n\tchain output { # handle 2\n\t\tip protocol vrrp counter packets 0 bytes 0 drop # handle 7\n\t}\n}\n");
        Finding finding = Given.only(examined());
        assertEquals("firewall-adverts-out", finding.id().word());
        assertTrue(
                finding.evidence().contains("'ip protocol vrrp counter packets 0 bytes 0 drop'"), finding.evidence());
    }

    @Test
    void whatCannotBeKnownIsSaidToBeUnsure() {
        nft(chain("input", "drop"), rule("input", 4, VRRP, "{\"limit\": {\"rate\": 5, \"per\": \"second\"}}", ACCEPT));
        Finding finding = Given.only(examined());
        assertEquals("firewall-unsure", finding.id().word());
        assertTrue(finding.what().startsWith("cannot be sure"), finding.what());
        assertEquals(
                "nft insert rule inet filter input meta l4proto 112 accept",
                finding.remedy().command().orElseThrow());
    }

    @Test
    void aSourceNetThatCoversOnlyPartOfTheSegmentIsUnsure() {
        nft(
                chain("input", "drop"),
                rule(
                        "input",
                        4,
                        match("{\"payload\": {\"protocol\": \"ip\", \"field\": \"saddr\"}}", "==", "\"192.0.2.2\""),
                        ACCEPT));
        assertEquals(List.of("firewall-unsure"), ids());
    }

    @Test
    void jumpsReturnsAndVerdictMapsAreFollowed() {
        nft(
                chain("input", "drop"),
                "{\"chain\": {\"family\": \"inet\", \"table\": \"filter\", \"name\": \"sub\", \"handle\": 2}}",
                rule(
                        "input",
                        3,
                        "{\"vmap\": {\"key\": {\"ct\": {\"key\": \"state\"}}, \"data\": {\"set\": [[\"invalid\", {\"drop\": null}], [\"established\", {\"accept\": null}]]}}}"),
                rule("input", 4, "{\"jump\": {\"target\": \"sub\"}}"),
                rule("input", 5, VRRP, ACCEPT),
                rule("sub", 6, VRRP, "{\"return\": null}"),
                rule("sub", 7, DROP));
        assertEquals(List.of(), ids());
    }

    @Test
    void earlierHooksAreOnTheWayAndOtherDevicesAreNot() {
        String ingress =
                "{\"chain\": {\"family\": \"netdev\", \"table\": \"filter\", \"name\": \"in\", \"handle\": 1, \"type\": \"filter\","
                        + " \"dev\": \"%s\", \"hook\": \"ingress\", \"prio\": 0, \"policy\": \"drop\"}}";
        nft(ingress.formatted("eth1"));
        assertEquals(List.of(), ids());
        nft(ingress.formatted("eth0"));
        assertEquals(List.of("firewall-adverts-in"), ids());
    }

    @Test
    void firewalldIsToldInItsOwnWords() {
        given.program("nft -j list ruleset", """
                {"nftables": [{"chain": {"family": "inet", "table": "firewalld", "name": "filter_INPUT", "handle": 1,
                 "type": "filter", "hook": "input", "prio": 10, "policy": "accept"}},
                 {"rule": {"family": "inet", "table": "firewalld", "chain": "filter_INPUT", "handle": 9,
                  "expr": [{"reject": {"type": "icmpx", "expr": "admin-prohibited"}}]}}]}
                """).program("firewall-cmd --get-zone-of-interface=eth0", "internal\n");
        assertEquals(
                "firewall-cmd --permanent --zone=internal --add-protocol=vrrp && firewall-cmd --reload",
                Given.only(examined()).remedy().command().orElseThrow());
    }

    @Test
    void legacyIptablesIsAskedOnlyWhereItHasTables() {
        nft();
        given.content("/proc/net/ip_tables_names", "filter\n").program("iptables-legacy-save", """
                *filter
                :INPUT ACCEPT [0:0]
                :FORWARD ACCEPT [0:0]
                :OUTPUT ACCEPT [0:0]
                -A INPUT -d 224.0.0.0/8 -i eth0 -m comment --comment "no routing -j ACCEPT" -j DROP
                COMMIT
                """);
        Finding finding = Given.only(examined());
        assertEquals(
                "iptables-legacy -I INPUT -p 112 -j ACCEPT",
                finding.remedy().command().orElseThrow());
    }

    @Test
    void ufwIsRecognisedByItsChains() {
        nft();
        given.content("/proc/net/ip_tables_names", "filter\n").program("iptables-legacy-save", """
                *filter
                :INPUT DROP [0:0]
                :OUTPUT ACCEPT [0:0]
                :ufw-before-input - [0:0]
                :ufw-not-local - [0:0]
                :ufw-logging-deny - [0:0]
                -A INPUT -j ufw-before-input
                -A ufw-before-input -i lo -j ACCEPT
                -A ufw-before-input -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
                -A ufw-before-input -m conntrack --ctstate INVALID -j DROP
                -A ufw-before-input -j ufw-not-local
                -A ufw-not-local -m addrtype --dst-type LOCAL -j RETURN
                -A ufw-not-local -m addrtype --dst-type MULTICAST -j RETURN
                -A ufw-not-local -m limit --limit 3/min --limit-burst 10 -j ufw-logging-deny
                -A ufw-not-local -j DROP
                -A ufw-logging-deny -m limit --limit 3/min -j LOG --log-prefix "[UFW BLOCK] "
                COMMIT
                """);
        assertEquals(
                "sed -i '/^# allow all on loopback/i -A ufw-before-input -p 112 -j ACCEPT' /etc/ufw/before.rules && ufw reload",
                Given.only(examined()).remedy().command().orElseThrow());
    }

    @Test
    void tablesOfIptablesNftAreReadWithIptables() {
        nft(
                "{\"rule\": {\"family\": \"ip\", \"table\": \"filter\", \"chain\": \"INPUT\", \"handle\": 3, \"expr\": [{\"xt\": null}, {\"drop\": null}]}}",
                "{\"chain\": {\"family\": \"ip\", \"table\": \"filter\", \"name\": \"INPUT\", \"handle\": 1, \"type\": \"filter\", \"hook\": \"input\", \"prio\": 0, \"policy\": \"accept\"}}");
        assertEquals(List.of("firewall-unsure"), ids());
        given.program("iptables-nft-save", """
                *filter
                :INPUT ACCEPT [0:0]
                -A INPUT -m conntrack --ctstate INVALID -j DROP
                COMMIT
                """);
        assertEquals(List.of(), ids());
        given.program("iptables-nft-save", """
                *filter
                :INPUT ACCEPT [0:0]
                -A INPUT -m conntrack --ctstate NEW -m pkttype --pkt-type multicast -j DROP
                COMMIT
                """);
        assertEquals(
                "iptables-nft -I INPUT -p 112 -j ACCEPT",
                Given.only(examined()).remedy().command().orElseThrow());
    }

    @Test
    void unicastPeersAreAskedForByTheirAddresses() {
        given.file(Given.INSTANCE.replace("advert_int 1", "unicast_peer {\n192.0.2.2\n192.0.2.3\n}"));
        nft(
                chain("input", "drop"),
                rule(
                        "input",
                        4,
                        match("{\"payload\": {\"protocol\": \"ip\", \"field\": \"saddr\"}}", "==", "\"192.0.2.2\""),
                        ACCEPT));
        assertEquals(List.of("firewall-adverts-in"), ids()); // for the other peer
    }

    @Test
    void ipv6NeedsNeighbourDiscovery() {
        given.file(Given.INSTANCE
                .replace("192.0.2.100/24", "2001:db8::100/64")
                .replaceAll("(?s)authentication \\{.*?\\}", ""));
        nft(chain("input", "drop"), rule("input", 4, match("{\"meta\": {\"key\": \"l4proto\"}}", "==", "112"), ACCEPT));
        Finding finding = Given.only(examined());
        assertEquals("firewall-neighbours", finding.id().word());
        assertEquals(
                "nft insert rule inet filter input icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept",
                finding.remedy().command().orElseThrow());
        nft(
                chain("input", "drop"),
                rule("input", 4, match("{\"meta\": {\"key\": \"l4proto\"}}", "==", "112"), ACCEPT),
                rule(
                        "input",
                        5,
                        match(
                                "{\"payload\": {\"protocol\": \"icmpv6\", \"field\": \"type\"}}",
                                "==",
                                "{\"set\": [\"nd-neighbor-solicit\", \"nd-neighbor-advert\"]}"),
                        ACCEPT));
        assertEquals(List.of(), ids());
    }

    @Test
    void clientsOfAVirtualServerAreToPassTheInputChain() {
        given.file(Given.INSTANCE + """
                virtual_server 192.0.2.100 80 {
                    lvs_sched rr
                    lvs_method DR
                    protocol TCP
                    real_server 192.0.2.11 80 {
                        weight 1
                    }
                }
                """);
        nft(chain("input", "drop"), rule("input", 4, VRRP, ACCEPT));
        Finding finding = Given.only(examined());
        assertEquals("firewall-service", finding.id().word());
        assertEquals(
                "nft insert rule inet filter input ip daddr 192.0.2.100 tcp dport 80 accept",
                finding.remedy().command().orElseThrow());
    }

    @Test
    void withoutTheToolNothingIsCalledInOrder() {
        Notebook notebook = examined();
        assertEquals(List.of(), notebook.findings());
        assertTrue(
                notebook.unseen().getFirst().contains("nft is not installed"),
                notebook.unseen().toString());
    }
}
