package holdfast.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.effective.ConfFormat;
import holdfast.conf.effective.EffectiveValues;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Settings nothing acts on so far are printed so that they load equal. */
class EffectiveSettingsTest {
    private static void loadsEqual(String text) {
        ParseResult first = Reading.read(text);
        assertEquals(
                List.of(),
                first.diagnostics().stream().filter(d -> d.rule().isMistake()).toList(),
                text);
        String printed = ConfFormat.of(EffectiveValues.of(first), false);
        assertEquals(first.configuration(), Reading.configuration(printed), printed);
    }

    @Test
    void staticEntriesLoadEqual() {
        loadsEqual("""
                static_ipaddress {
                  192.0.2.200/24 dev eth1 scope link track_group G
                }
                static_routes {
                  src 192.168.100.1 192.168.109.0/24 via 192.168.200.254 dev eth1 table main metric 5 scope link tos 4
                  blackhole 10.1.4.0/24 no_track
                  default via fe80::1 dev eth0 pref high append
                  10.1.6.0/24 dev eth0 mtu lock 1400 rto_min 1s encap ip id 5 dst 192.0.2.4 track_group G
                  10.1.8.0/24 no_track nexthop via 192.168.1.5 dev eth0 weight 2 onlink nexthop via 192.168.1.6
                }
                static_rules {
                  not from 192.168.28.0/24 to 192.168.29.0/26 table 53 iif eth3 fwmark 24/12 preference 7 sport 2-3
                  inet6 fwmark 5 goto 90 priority 54
                  from 10.0.0.0/8 l3mdev preference 9 no_track
                  from 10.1.0.0/16 prohibit preference 10
                }
                track_group G {
                  group { VI_1 }
                }
                garp_group {
                  garp_interval .5
                  interfaces { eth0 eth1 }
                }
                interface_up_down_delays {
                  eth0 0.25 2
                }
                linkbeat_interfaces {
                  eth1 MII
                }
                linkbeat_use_polling
                """ + Reading.instance("virtual_routes {", "10.2.0.0/16 dev eth1", "}", "smtp_alert"));
    }

    @Test
    void globalSettingsLoadEqual() {
        loadsEqual("""
                net_namespace red
                net_namespace_ipvs
                global_defs {
                  notification_email {
                    a@example.org
                  }
                  notification_email_from b@example.org
                  smtp_server mail.example.org 26
                  smtp_alert_vrrp
                  lvs_sync_daemon eth0 VI_1 id 3 group 224.0.0.90
                  lvs_timeouts tcp 9 udp 8
                  lvs_flush_on_stop VS
                  vrrp_rt_priority 50
                  checker_cpu_affinity 0 1
                  process_names
                  startup_script "/bin/true x"
                  startup_script_timeout 20
                  vrrp_garp_extra_if all 100
                  reload_check_config
                  reload_file /run/marker
                  lvs_notify_fifo /run/fifo
                }
                """
                + Reading.instance(
                        "smtp_alert off",
                        "garp_extra_if 0",
                        "old_unicast_checksum never",
                        "use_ipvlan v1 192.0.2.9 private",
                        "auth_hmac {",
                        "key 3 0123456789abcdef0123456789abcdef",
                        "mode receive-only",
                        "}"));
    }

    /** Every line that is given in {@code global_defs} is printed with its place; none of these values is its default. */
    @Test
    void kernelBuffersMonitoringAndFilesArePrintedWithTheirPlaces() {
        List<String> lines = List.of(
                "use_symlink_paths",
                "set_supplementary_groups",
                "random_seed 7",
                "vmac_prefix vip",
                "vmac_addr_prefix via",
                "disable_local_igmp",
                "vrrp_iptables in out",
                "vrrp_ipsets set4 set6 set_if6",
                "nftables table",
                "nftables_priority -7",
                "nftables_counters",
                "nftables_ifindex",
                "nftables_ipvs lvs",
                "nftables_ipvs_priority 3",
                "nftables_ipvs_start_fwmark 77",
                "iproute_usr_dir /usr/share/iproute2",
                "iproute_etc_dir /etc/iproute2",
                "vrrp_netlink_cmd_rcv_bufs 65536",
                "vrrp_netlink_cmd_rcv_bufs_force",
                "vrrp_netlink_monitor_rcv_bufs 65537",
                "vrrp_netlink_monitor_rcv_bufs_force",
                "lvs_netlink_cmd_rcv_bufs 65538",
                "lvs_netlink_cmd_rcv_bufs_force",
                "lvs_netlink_monitor_rcv_bufs 65539",
                "lvs_netlink_monitor_rcv_bufs_force",
                "process_monitor_rcv_bufs 4096",
                "process_monitor_rcv_bufs_force",
                "vrrp_rx_bufs_policy ADVERT",
                "vrrp_rx_bufs_multiplier 5",
                "snmp_socket udp:localhost:705",
                "enable_snmp_keepalived",
                "enable_snmp_vrrp",
                "enable_snmp_checker",
                "enable_snmp_rfc",
                "enable_snmp_rfcv2",
                "enable_snmp_rfcv3",
                "enable_traps",
                "snmp_vs_stats_update_interval 0.5",
                "snmp_rs_stats_update_interval 2.5",
                "enable_dbus",
                "dbus_service_name org.example.Vrrp",
                "dbus_no_interface_name any",
                "umask 0022",
                "config_save_dir /var/lib/saved",
                "tmp_config_directory /run/keepalived",
                "state_dump_file /run/a",
                "stats_dump_file /run/b",
                "json_dump_file /run/c",
                "json_version 2",
                "data_use_instance");
        String text = "global_defs {\n" + String.join("\n", lines) + "\n}\nnamespace_with_ipsets\n";
        loadsEqual(text);
        List<String> printed = ConfFormat.of(EffectiveValues.of(Reading.read(text)), true)
                .lines()
                .map(String::strip)
                .toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String place = ":" + (i + 2);
            assertTrue(
                    printed.stream().anyMatch(found -> found.startsWith(line + " ") && found.endsWith(place)),
                    () -> line + place + "\n" + String.join("\n", printed));
        }
        assertTrue(printed.stream().anyMatch(found -> found.startsWith("namespace_with_ipsets ")));
    }

    /** Found with keepalived 2.2.7: numbers as in C up to 0777, names of bits with and without blanks between. */
    @Test
    void umaskIsANumberOrBits() {
        assertEquals(0022, umask("022"));
        assertEquals(18, umask("18"));
        assertEquals(0x1f, umask("0x1f"));
        assertEquals(0044, umask("IRGRP|IROTH"));
        assertEquals(0322, umask("IXUSR | IWUSR|IWGRP | IWOTH"));
        for (String wrong : List.of("1000", "01000", "0o8", "IFOO", "S_IRUSR", "irusr", "-1", "IWGRP,IWOTH")) {
            assertEquals(0177, umask(wrong));
            assertEquals(
                    1,
                    Reading.read("global_defs {\n  umask " + wrong + "\n}\n").diagnostics().stream()
                            .filter(d -> d.summary().contains(wrong))
                            .count(),
                    wrong);
        }
    }

    private static int umask(String words) {
        return Reading.configuration("global_defs {\n  umask " + words + "\n}\n")
                .globalDefs()
                .files()
                .umask();
    }

    @Test
    void oneAddressMayHaveAVirtualMac() {
        ParseResult read = Reading.read(Reading.instance("virtual_ipaddress {", "192.0.2.9/24 use_vmac", "}"));
        String printed = ConfFormat.of(EffectiveValues.of(read), false);
        assertTrue(printed.contains("192.0.2.9/24 dev eth0 use_vmac\n"), printed);
        assertEquals(read.configuration(), Reading.configuration(printed), printed);
    }
}
