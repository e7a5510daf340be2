package holdfast.conf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/** A file that means something, written the way nobody would write it. The same random numbers give the same file. */
final class GeneratedFile {
    private static final List<String> GLOBALS = lines("""
            router_id "node # 1"
            script_user nobody
            script_user root wheel
            enable_script_security
            vrrp_garp_master_delay 3
            vrrp_garp_master_repeat 2
            vrrp_garp_master_refresh 60
            vrrp_garp_lower_prio_delay 7
            vrrp_garp_interval 0.001
            vrrp_version 3
            vrrp_version 2
            vrrp_mcast_group4 224.0.0.99
            vrrp_strict
            vrrp_startup_delay 2.5
            default_interface eth7
            vrrp_lower_prio_no_advert on
            vrrp_higher_prio_send_advert
            vrrp_skip_check_adv_addr
            vrrp_notify_priority_changes yes
            dynamic_interfaces allow_if_changes
            log_unknown_vrids
            notify_fifo /run/a.fifo root wheel
            notify_fifo_script "/bin/reader 'a b'" nobody
            vrrp_notify_fifo "/run/b c.fifo"
            prioritee 100
            smtp_server 192.0.2.25 26
            smtp_alert_vrrp on
            lvs_sync_daemon eth0 VI_0 id 3 maxlen 1400 port 8849 ttl 3 group 224.0.0.82
            lvs_timeouts tcp 7200 udp 300
            lvs_flush_on_stop VS
            lvs_flush_on_stop
            vrrp_rt_priority 50
            vrrp_cpu_affinity 1 3
            process_names
            max_auto_priority
            startup_script "/bin/start 'a b'" root
            vrrp_garp_extra_if all 30
            reload_file
            reload_check_config /run/x
            vrrp_min_garp
            """);

    private static final List<String> INSTANCE = lines("""
            state MASTER
            state BACKUP
            priority 255
            priority 101
            priority 1
            version 3
            version 2
            advert_int 0.25
            advert_int 3
            nopreempt
            preempt_delay 60
            accept
            no_accept
            strict_mode on
            native_ipv6
            dont_track_primary
            garp_master_delay 1
            garp_lower_prio_repeat 0
            down_timer_adverts 5
            lower_prio_no_advert off
            owner_ignore_adverts
            timer_expired_backup 3
            use_vmac
            use_vmac name vrrp.51
            vmac_xmit_base
            skip_check_adv_addr
            v3_checksum_as_v2
            promote_secondaries
            mcast_src_ip 192.0.2.7
            unicast_src_ip 192.0.2.8
            unicast_ttl 200
            mcast_dst_ip 224.1.2.3
            check_unicast_src
            track_src_ip
            notify_master "/bin/notify \\\\\\"x\\\\\\" 'a b' $notvar \\\\x41 {}"
            notify_backup /bin/b nobody
            notify "/bin/n '' !#" root wheel
            notify_deleted
            notify_stop '/bin/stop it'
            debug 3
            virtual_router_id 300
            garp_extra_if 60
            garp_extra_if 0
            use_ipvlan ipv.1 192.0.2.40/24 private
            vrf blue
            old_unicast_checksum never
            smtp_alert
            kernel_rx_buf_size 4096
            auth_hmac { key 3 01234567890123456789012345678901 }
            virtual_routes { 198.51.100.0/24 via 192.0.2.254 dev eth0 table main metric 3 mtu lock 1400 }
            virtual_routes { blackhole 2001:db8:9::/48 no_track }
            virtual_routes { default nexthop via 192.0.2.3 weight 2 nexthop dev eth2 onlink }
            virtual_rules { from 192.0.2.0/24 table 100 preference 77 }
            virtual_rules { from 192.0.2.0/25 goto 900 }
            virtual_rules { inet6 iif eth0 fwmark 5/7 blackhole no_track }
            """);

    private static final List<String> ADDRESSES = lines("""
            192.0.2.1/24
            192.0.2.2
            192.0.2.3/32 dev eth3 label eth3:1
            192.0.2.4/24 brd + scope link
            192.0.2.5/24 brd 192.0.2.250 peer 198.51.100.1/30
            192.0.2.6/32 no_track home noprefixroute
            2001:db8::1
            2001:db8::2/64 -nodad preferred_lft 10
            2001:db8::3/128 preferred_lft forever dev "eth 4"
            192.0.2.1/24
            192.0.2.300
            """);

    private static final List<String> SCRIPTS = lines("""
            script "/bin/check -q 'x y'"
            script "</run/up"
            script '/bin/check \\x7eSEQ(a,1,2)'
            interval 2.5
            interval 0.02
            timeout 3
            weight -20
            weight 30 reverse
            rise 2
            fall 3
            user daemon
            user daemon adm
            init_fail
            """);

    private static final List<String> VIRTUAL_SERVER = lines("""
            lvs_sched sh
            lb_algo wrr
            flag-2
            hashed
            ops
            lvs_method DR
            lb_kind TUN type gue port 7 csum
            protocol TCP
            protocol udp
            persistence_timeout 30
            persistence_timeout
            persistence_granularity 255.255.0.0
            persistence_engine sip
            quorum 3
            hysteresis 1
            quorum_up "/bin/up 'a b'" nobody
            sorry_server 192.0.2.99 80
            sorry_server_lvs_method NAT
            sorry_server_inhibit
            delay_loop 2.5
            retry 3
            delay_before_retry 0.5
            warmup 0
            connect_timeout 4
            weight 3
            alpha
            omega
            ha_suspend
            inhibit_on_failure
            smtp_alert off
            virtualhost www.example.org
            ip_family inet6
            """);

    private static final List<String> REAL_SERVER = lines("""
            weight 0
            weight 20
            lvs_method NAT
            uthreshold 100
            inhibit_on_failure no
            notify_down /bin/down
            delay_loop 1
            retry 2
            virtualhost "a b"
            TCP_CHECK { connect_timeout 2
            }
            TCP_CHECK { connect_port 81
            }
            MISC_CHECK { misc_path "/bin/m -x"
            misc_timeout 3
            misc_dynamic }
            SMTP_CHECK { host { connect_ip 192.0.2.98
            } }
            DNS_CHECK { type a
            }
            UDP_CHECK { require_reply 0x 1
            }
            BFD_CHECK { name b }
            HTTP_GET { url { path "/a b"
            status_code 200 404-410
            regex '^a\\d"x'
            } }
            """);

    /** Names in the lines above that may be any other word as well, and stand in no quotes. */
    private static final Pattern NAME = Pattern.compile(
            "(?<=[ \\n])(s0|s1|VI_0|VI_1|VG|T|G|f|p|b|nobody|wheel|daemon|adm|blue|eth[0-9])(?=[ \\r\\n])");

    /** Names that could be taken for something else. */
    private static final List<String> ODD_NAMES = lines("""
            weight
            priority
            interface
            interfaces
            vrrp_instance
            real_server
            group
            virtual_ipaddress
            authentication
            notify_master
            dev
            reverse
            include
            include_check
            script
            state
            no_track
            track_script
            url
            min_ttl
            port
            id
            fwmark
            root
            on
            MASTER
            TCP_CHECK
            {
            }
            a b
            #1
            @lb1
            """);

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private final String lineEnd;

    private GeneratedFile(Random random) {
        this.random = random;
        this.lineEnd = random.nextInt(5) == 0 ? "\r\n" : "\n";
    }

    private static List<String> lines(String text) {
        return Arrays.asList(text.strip().split("\n", -1));
    }

    static String of(Random random) {
        return withOddNames(new GeneratedFile(random).file(), random);
    }

    /** Every second name is replaced by one in quotes, wherever it stands; no two by the same. */
    private static String withOddNames(String text, Random random) {
        List<String> odd = new ArrayList<>(ODD_NAMES);
        Collections.shuffle(odd, random);
        Map<String, String> names = new HashMap<>();
        return NAME.matcher(text)
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
        block("global_defs", some(GLOBALS, 8));
        for (int i = 0; i < random.nextInt(3); i++) {
            block("vrrp_script s" + i, some(SCRIPTS, 6));
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
        lines.addAll(some(INSTANCE, 9));
        lines.add("virtual_ipaddress {");
        lines.addAll(some(ADDRESSES, 4));
        lines.add("}");
        if (maybe(3)) {
            lines.add("virtual_ipaddress_excluded {");
            lines.addAll(some(ADDRESSES, 3));
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
        List<String> lines = new ArrayList<>(some(VIRTUAL_SERVER, 9));
        for (int i = random.nextInt(3); i >= 0; i--) {
            lines.add("real_server 192.0.2." + (20 + i) + (maybe(4) ? " {" : " 80 {"));
            lines.addAll(balanced(some(REAL_SERVER, 7)));
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
