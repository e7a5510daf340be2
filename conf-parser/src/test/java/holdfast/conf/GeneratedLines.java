package holdfast.conf;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The lines a {@link GeneratedFile} is made of. */
final class GeneratedLines {
    static final List<String> GLOBALS = lines("""
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
            use_symlink_paths
            set_supplementary_groups
            random_seed 7
            vmac_prefix vip
            vmac_addr_prefix via
            disable_local_igmp
            vrrp_iptables
            vrrp_iptables in "o ut"
            vrrp_ipsets
            vrrp_ipsets set4 set6
            nftables
            nftables "table"
            nftables_priority -7
            nftables_counters
            nftables_ipvs lvs
            nftables_ipvs_start_fwmark 77
            iproute_etc_dir /etc/iproute2
            vrrp_netlink_cmd_rcv_bufs 65536
            vrrp_netlink_cmd_rcv_bufs_force on
            lvs_netlink_monitor_rcv_bufs 0
            process_monitor_rcv_bufs 4096
            process_monitor_rcv_bufs_force off
            vrrp_rx_bufs_policy MTU
            vrrp_rx_bufs_policy ADVERT
            vrrp_rx_bufs_policy 9000
            vrrp_rx_bufs_multiplier 5
            snmp_socket udp:localhost:705
            snmp_vs_stats_update_interval 0.5
            enable_snmp_rfcv3
            enable_traps
            enable_dbus
            dbus_service_name org.example.Vrrp
            dbus_no_interface_name "no ne"
            umask 022
            umask 0x1f
            umask IWGRP | IWOTH|IXOTH
            umask IFOO
            config_save_dir /var/lib/saved
            data_use_instance
            state_dump_file "/run/a b"
            json_dump_file /run/json
            json_version 2
            """);

    static final List<String> INSTANCE = lines("""
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
            auth_hmac { key 3 01234567890123456789012345678901 mode permissive }
            virtual_routes { 198.51.100.0/24 via 192.0.2.254 dev eth0 table main metric 3 mtu lock 1400 }
            virtual_routes { blackhole 2001:db8:9::/48 no_track }
            virtual_routes { default nexthop via 192.0.2.3 weight 2 nexthop dev eth2 onlink }
            virtual_rules { from 192.0.2.0/24 table 100 preference 77 }
            virtual_rules { from 192.0.2.0/25 goto 900 }
            virtual_rules { inet6 iif eth0 fwmark 5/7 blackhole no_track }
            """);

    static final List<String> ADDRESSES = lines("""
            192.0.2.1/24
            192.0.2.2
            192.0.2.3/32 dev eth3 label eth3:1
            192.0.2.4/24 brd + scope link
            192.0.2.5/24 brd 192.0.2.250 peer 198.51.100.1/30
            192.0.2.6/32 no_track home noprefixroute
            192.0.2.7/24 use_vmac
            2001:db8::1
            2001:db8::2/64 -nodad preferred_lft 10
            2001:db8::3/128 preferred_lft forever dev "eth 4"
            192.0.2.1/24
            192.0.2.300
            """);

    static final List<String> SCRIPTS = lines("""
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

    static final List<String> VIRTUAL_SERVER = lines("""
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

    static final List<String> REAL_SERVER = lines("""
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
    static final Pattern NAME = Pattern.compile(
            "(?<=[ \\n])(s0|s1|VI_0|VI_1|VG|T|G|f|p|b|nobody|wheel|daemon|adm|blue|eth[0-9])(?=[ \\r\\n])");

    /** Names that could be taken for something else. */
    static final List<String> ODD_NAMES = lines("""
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

    private GeneratedLines() {}

    private static List<String> lines(String text) {
        return Arrays.asList(text.strip().split("\n", -1));
    }
}
