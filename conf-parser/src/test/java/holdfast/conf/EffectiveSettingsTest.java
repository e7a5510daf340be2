package holdfast.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
