package holdfast.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.again.Rereader;
import holdfast.conf.model.lvs.VirtualServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reading again gives what reading gives, whatever has changed; and what has not changed is not read. */
class RereaderTest {
    private static final int SERVERS = 60;
    private static final int FILES = 60;
    private static final int CHANGES = 12;

    private static final String HEAD = """
            global_defs {
                router_id lb1
                script_user nobody
            }
            virtual_server_group VG {
                192.0.2.200 80
            }
            bfd_instance session {
                neighbor_ip 192.0.2.4
                multihop
            }
            """;

    /** What people write, and what no byte scanner should take for what it seems. */
    private static final List<String> LINES = List.of(
            "    # a comment {",
            "    ! another }",
            "    quorum 1 # with a reason",
            "    quorum_up \"/bin/true up\"",
            "    quorum_down '/bin/true {'",
            "    quorum_up \"/bin/true # no comment\"",
            "    notify_up /bin/true",
            "    virtualhost \"www.example.org",
            "    lb_algo nonsense",
            "    persistence_timeout 50",
            "    lvs_method DR",
            "    ha_suspend",
            "    alpha",
            "    sorry_server 198.51.100.9 80",
            "    delay_loop $DELAY",
            "    @lb1 delay_loop 7",
            "    @lb2 delay_loop 8",
            "    weight ~SEQ(X,1,2)",
            "    }",
            "    {",
            "    } virtual_server 192.0.2.77 80 {",
            "virtual_server 192.0.2.78 80 {",
            "    virtualhost caf\u00e9.example.org",
            "    # caf\u00e9",
            "    retry 3; delay_loop 4",
            "    include more.conf",
            "    unknown_keyword 1");

    private static final List<String> HEADS = List.of(
            "global_defs {\n    script_user root\n}\n",
            "$DELAY=5\n",
            "include /etc/keepalived/more.conf\n",
            "virtual_server_group VG {\n    192.0.2.201 80\n}\n",
            "bfd_instance session {\n    neighbor_ip 192.0.2.5\n}\n",
            "vrrp_script check {\n    script \"/bin/true\"\n}\n",
            "vrrp_instance VI_1 { # {\n    interface lo\n    virtual_router_id 51\n    virtual_ipaddress { 192.0.2.9/24 }\n}\n",
            "vrrp_instance VI_1\n{\n    interface lo\n    virtual_router_id 51\n    priority 300\n    virtual_ipaddress {\n192.0.2.9/24 }\n}\n",
            "virtual_server 192.0.2.79 80\n{\n    real_server 198.51.100.1 80 {\n        TCP_CHECK {\n        }\n    }\n}\n",
            "virtual_server 192.0.2.80 80 { real_server 198.51.100.1 80 { TCP_CHECK { } } }\n",
            "SSL {\n    password secret\n}\n",
            "}\n",
            "smtp_alert_checker\n",
            "\r\n",
            "\n\n\n");

    private static String server(int number, int weight) {
        String service =
                number % 9 == 4 ? "group VG" : number % 7 == 3 ? "fwmark " + (number + 1) : "192.0.2." + number + " 80";
        String protocol = service.startsWith("fwmark") ? "" : "    protocol TCP\n";
        String check = switch (number % 4) {
            case 0 -> "        TCP_CHECK {\n            connect_timeout 3\n        }\n";
            case 1 -> "        HTTP_GET {\n            url {\n                path /health\n            }\n        }\n";
            case 2 -> "        MISC_CHECK {\n            misc_path \"/bin/true " + number + "\"\n        }\n";
            default -> "        BFD_CHECK {\n            name session\n        }\n";
        };
        return "virtual_server " + service + " {\n    delay_loop 6\n    lb_algo rr\n    lb_kind NAT\n" + protocol
                + "    real_server 198.51.100." + number + " 80 {\n        weight " + weight + "\n" + check
                + "    }\n}\n";
    }

    private static List<String> servers() {
        List<String> blocks = new ArrayList<>();
        for (int i = 0; i < SERVERS; i++) {
            blocks.add(server(i, 1));
        }
        return blocks;
    }

    private static ParseResult read(Rereader rereader, String text) {
        return rereader.read(MapLoader.of(Reading.FILE, text), Reading.FILE, Reading.ENVIRONMENT);
    }

    private static ParseResult check(Rereader rereader, String text) {
        ParseResult again = read(rereader, text);
        ParseResult anew = Reading.read(text);
        assertEquals(anew.configuration(), again.configuration(), text);
        assertEquals(anew.diagnostics(), again.diagnostics(), text);
        assertEquals(anew.render(), again.render(), text);
        return again;
    }

    private static long objectsOf(ParseResult first, ParseResult second) {
        Set<VirtualServer> known = Collections.newSetFromMap(new IdentityHashMap<>());
        known.addAll(first.configuration().virtualServers());
        return second.configuration().virtualServers().stream()
                .filter(known::contains)
                .count();
    }

    @Test
    void whatHasNotChangedIsNotReadAgain() {
        var rereader = new Rereader();
        List<String> blocks = servers();
        ParseResult before = check(rereader, HEAD + String.join("\n", blocks));
        blocks.set(7, server(7, 9));
        blocks.remove(20);
        blocks.add(30, server(77, 2));
        Collections.swap(blocks, 1, 50);
        ParseResult after = check(rereader, HEAD + "# one line more\n" + String.join("\n", blocks));
        assertEquals(SERVERS - 2, objectsOf(before, after));
        assertEquals(
                9,
                after.configuration()
                        .virtualServers()
                        .get(7)
                        .realServers()
                        .getFirst()
                        .weight());
    }

    @Test
    void aChangedInstanceLeavesVirtualServersAlone() {
        var rereader = new Rereader();
        String servers = String.join("", servers());
        ParseResult before = check(rereader, HEAD + servers + Reading.instance("priority 100"));
        ParseResult after = check(rereader, HEAD + servers + Reading.instance("priority 90"));
        assertEquals(SERVERS, objectsOf(before, after));
        assertEquals(90, Reading.only(after).priority());
    }

    @Test
    void whatTheyDependOnIsLookedAt() {
        var rereader = new Rereader();
        String servers = String.join("", servers());
        ParseResult before = check(rereader, HEAD + servers);
        ParseResult after = check(rereader, HEAD.replace("nobody", "root") + servers);
        assertEquals(0, objectsOf(before, after));
    }

    @Test
    void aMistakeIsSaidEachTime() {
        var rereader = new Rereader();
        List<String> blocks = servers();
        blocks.set(5, blocks.get(5).replace("delay_loop 6", "delay_lop 6"));
        String text = HEAD + String.join("", blocks);
        ParseResult before = check(rereader, text);
        assertEquals(1, before.diagnostics().size());
        ParseResult after = check(rereader, text);
        assertEquals(1, after.diagnostics().size());
        assertEquals(SERVERS - 1, objectsOf(before, after));
        assertNotSame(
                before.configuration().virtualServers().get(5),
                after.configuration().virtualServers().get(5));
        assertSame(
                before.configuration().virtualServers().get(6),
                after.configuration().virtualServers().get(6));
    }

    @Test
    void aMissingFileIsSaid() {
        var rereader = new Rereader();
        check(rereader, HEAD + String.join("", servers()));
        assertTrue(rereader.read(new MapLoader(), Reading.FILE, Reading.ENVIRONMENT)
                .hasErrors());
    }

    @Test
    void anyChangesGiveTheSameAsReadingAnew() {
        long kept = 0;
        for (int seed = 0; seed < FILES; seed++) {
            var random = new Random(seed);
            var rereader = new Rereader();
            List<String> blocks = servers();
            List<String> heads = new ArrayList<>(List.of(HEAD));
            ParseResult before = check(rereader, text(heads, blocks));
            for (int change = 0; change < CHANGES; change++) {
                boolean forGood = random.nextInt(3) > 0;
                List<String> changed = new ArrayList<>(blocks);
                List<String> changedHeads = new ArrayList<>(heads);
                for (int i = random.nextInt(4); i >= 0; i--) {
                    change(changed, changedHeads, forGood, random);
                }
                ParseResult after = check(rereader, text(changedHeads, changed));
                kept += objectsOf(before, after);
                before = after;
                if (forGood) {
                    blocks = changed;
                    heads = changedHeads;
                }
            }
        }
        assertTrue(kept > FILES * CHANGES * SERVERS / 4, "most servers have been recognised: " + kept);
    }

    private static String text(List<String> heads, List<String> blocks) {
        return String.join("", heads.subList(1, heads.size())) + heads.getFirst() + String.join("", blocks);
    }

    private static void change(List<String> blocks, List<String> heads, boolean sound, Random random) {
        int at = random.nextInt(blocks.size());
        switch (random.nextInt(sound ? 5 : 7)) {
            case 0 -> blocks.set(at, server(at, random.nextInt(5)));
            case 1 -> blocks.add(at, server(random.nextInt(100), 1));
            case 2 -> blocks.remove(at);
            case 3 -> blocks.add(blocks.get(at));
            case 4 -> Collections.swap(blocks, at, 0);
            case 5 -> {
                List<String> lines = new ArrayList<>(blocks.get(at).lines().toList());
                lines.add(1 + random.nextInt(lines.size()), LINES.get(random.nextInt(LINES.size())));
                blocks.set(at, String.join("\n", lines) + "\n");
            }
            default -> heads.add(HEADS.get(random.nextInt(HEADS.size())));
        }
    }
}
