package holdfast.conf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A file that means something, written the way nobody would write it. The same random numbers give the same file. */
final class GeneratedFile {
    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private final String lineEnd;

    private GeneratedFile(Random random) {
        this.random = random;
        this.lineEnd = random.nextInt(5) == 0 ? "\r\n" : "\n";
    }

    static String of(Random random) {
        return withOddNames(new GeneratedFile(random).file(), random);
    }

    /** Every second name is replaced by one in quotes, wherever it stands; no two by the same. */
    private static String withOddNames(String text, Random random) {
        List<String> odd = new ArrayList<>(GeneratedLines.ODD_NAMES);
        Collections.shuffle(odd, random);
        Map<String, String> names = new HashMap<>();
        return GeneratedLines.NAME
                .matcher(text)
                .replaceAll(found -> names.computeIfAbsent(
                        found.group(), name -> random.nextBoolean() ? name : '"' + odd.removeLast() + '"'));
    }

    private String file() {
        if (maybe(3)) {
            line("$PEERS= \\");
            text.append("   unicast_peer { \\").append(lineEnd);
            text.append("192.0.2.77 min_ttl 3  \\").append(lineEnd);
            text.append("\t}").append(lineEnd);
        } else {
            line("$PEERS=check_unicast_src");
        }
        block("global_defs", some(GeneratedLines.GLOBALS, 8));
        for (int i = 0; i < random.nextInt(3); i++) {
            block("vrrp_script s" + i, some(GeneratedLines.SCRIPTS, 6));
        }
        if (maybe(3)) {
            block("track_file f", List.of("file /run/f", "weight 3 reverse", "init_file 7 overwrite"));
            block("vrrp_track_process p", List.of("process \"sshd -D\" x", "quorum 2", "delay 0.5", "weight 9"));
        }
        int instances = random.nextInt(4);
        for (int i = 0; i < instances; i++) {
            instance(i);
        }
        if (maybe(2)) {
            block("vrrp_sync_group G", List.of("group {", "VI_0 VI_1", "}", "notify_fault /bin/f", "smtp_alert"));
        }
        if (maybe(3)) {
            block("bfd_instance b", List.of("neighbor_ip 192.0.2.4", "min_rx 12.5", "weight 3 reverse", "checker"));
            block(
                    "virtual_server_group VG",
                    List.of("192.0.2.1-9 80", "2001:db8::1", "192.0.2.7/30", "fwmark 7 inet6"));
        }
        if (maybe(3)) {
            block("static_ipaddress", List.of("192.0.2.60/24 dev eth5 track_group T", "2001:db8::60/64"));
            block(
                    "static_routes",
                    List.of("198.51.100.0/25 dev eth5 track_group T scope link", "default via 192.0.2.1"));
            block("static_rules", List.of("not to 192.0.2.9 dport 80-81 goto 20000", "l3mdev preference 9"));
            block("track_group T", List.of("group { VI_0", "VI_1 }"));
            block("garp_group", List.of("garp_interval 0.5", "interface eth1", "interfaces { eth2 eth3 }"));
            block("interface_up_down_delays", List.of("eth0 2.5", "eth1 1 3"));
            block("linkbeat_interfaces", List.of("eth0 MII", "eth1"));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            virtualServer();
        }
        if (maybe(20)) {
            line("}"); // broken, to be left alone
        }
        return text.toString();
    }

    private void instance(int number) {
        List<String> lines = new ArrayList<>(List.of("interface eth" + number, "virtual_router_id " + (number + 1)));
        lines.addAll(some(GeneratedLines.INSTANCE, 9));
        lines.add("virtual_ipaddress {");
        lines.addAll(some(GeneratedLines.ADDRESSES, 4));
        lines.add("}");
        if (maybe(3)) {
            lines.add("virtual_ipaddress_excluded {");
            lines.addAll(some(GeneratedLines.ADDRESSES, 3));
            lines.add("}");
        }
        if (maybe(4)) {
            lines.addAll(List.of("authentication {", "auth_type PASS", "auth_pass \"p w#1\"", "}"));
        }
        if (maybe(4)) {
            lines.addAll(List.of("track_interface {", "eth9 weight -7 reverse", "eth8", "}"));
        }
        if (maybe(3)) {
            lines.addAll(List.of("track_script {", "s0 weight 3", "s1 noreverse", "}"));
        }
        if (maybe(4)) {
            lines.addAll(List.of("track_file { f weight 2 }", "track_process {", "p", "}"));
        }
        if (maybe(4)) {
            lines.add("$PEERS");
        }
        block("vrrp_instance VI_" + number, lines);
    }

    private void virtualServer() {
        List<String> lines = new ArrayList<>(some(GeneratedLines.VIRTUAL_SERVER, 9));
        for (int i = random.nextInt(3); i >= 0; i--) {
            lines.add("real_server 192.0.2." + (20 + i) + (maybe(4) ? " {" : " 80 {"));
            lines.addAll(balanced(some(GeneratedLines.REAL_SERVER, 7)));
            lines.add("}");
        }
        List<String> services = List.of("192.0.2.50 80", "2001:db8::50 80", "192.0.2.51", "fwmark 3", "group VG");
        block("virtual_server " + services.get(random.nextInt(services.size())), lines);
    }

    /** Without lines that open blocks or close them, where the others did not come along. */
    private static List<String> balanced(List<String> lines) {
        List<String> kept = new ArrayList<>();
        for (String line : lines) {
            long open = line.chars().filter(c -> c == '{').count();
            long close = line.chars().filter(c -> c == '}').count();
            if (open >= close) {
                kept.add(line + " }".repeat((int) (open - close)));
            }
        }
        return kept;
    }

    private void block(String header, List<String> lines) {
        String brace = maybe(4) ? "{" : maybe(8) ? lineEnd + "{" : "  {";
        if (maybe(6) && !brace.contains("\n")) {
            line("@lb1 " + header + brace);
            line("@^lb1 " + header + "x " + brace);
        } else {
            line(header + brace);
        }
        lines.forEach(this::line);
        line("}");
    }

    private void line(String words) {
        boolean plain = words.indexOf('{') < 0 && words.indexOf('}') < 0 && words.indexOf('$') < 0;
        text.append(maybe(3) ? "" : " ".repeat(random.nextInt(9)))
                .append(maybe(12) ? "\t" : "")
                .append(plain && maybe(15) ? "@lb2 " : "")
                .append(words)
                .append(plain && maybe(12) ? " # said {" : "")
                .append(words.startsWith("$") || !maybe(6) ? "" : "  \t")
                .append(lineEnd);
        if (maybe(12)) {
            text.append("   ").append(maybe(2) ? "! a comment }" : "").append(lineEnd);
        }
    }

    private boolean maybe(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private List<String> some(List<String> of, int most) {
        List<String> taken = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            taken.add(of.get(random.nextInt(of.size())));
        }
        return taken;
    }
}
