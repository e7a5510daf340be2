package holdfast.conf.schema;

import java.util.List;
import java.util.Map;

/** Words of blocks Holdfast does not read yet, so that a misplaced one can be told from a misspelt one. */
final class OtherBlocks {
    static final Map<String, List<String>> WORDS = Map.of(
            "virtual_server",
            List.of(
                    "delay_loop",
                    "lb_algo",
                    "lvs_sched",
                    "lb_kind",
                    "lvs_method",
                    "protocol",
                    "persistence_timeout",
                    "persistence_granularity",
                    "persistence_engine",
                    "sorry_server",
                    "sorry_server_inhibit",
                    "quorum",
                    "hysteresis",
                    "quorum_up",
                    "quorum_down",
                    "alpha",
                    "omega",
                    "ha_suspend",
                    "virtualhost",
                    "inhibit_on_failure",
                    "retry",
                    "delay_before_retry",
                    "warmup",
                    "connect_timeout",
                    "real_server"),
            "real_server",
            List.of(
                    "uthreshold",
                    "lthreshold",
                    "notify_up",
                    "notify_down",
                    "HTTP_GET",
                    "SSL_GET",
                    "TCP_CHECK",
                    "SMTP_CHECK",
                    "MISC_CHECK",
                    "DNS_CHECK",
                    "UDP_CHECK",
                    "PING_CHECK",
                    "FILE_CHECK",
                    "BFD_CHECK"),
            "HTTP_GET",
            List.of("url", "http_protocol", "enable_sni", "fast_recovery"),
            "url",
            List.of("path", "status_code", "digest", "regex", "regex_no_match", "regex_options"),
            "TCP_CHECK",
            List.of("connect_ip", "connect_port", "bindto", "bind_port", "bind_if", "fwmark"),
            "MISC_CHECK",
            List.of("misc_path", "misc_timeout", "misc_dynamic"),
            "SMTP_CHECK",
            List.of("helo_name"),
            "bfd_instance",
            List.of(
                    "neighbor_ip",
                    "neighbour_ip",
                    "source_ip",
                    "min_rx",
                    "min_tx",
                    "idle_tx",
                    "multiplier",
                    "max_hops"));

    private OtherBlocks() {}
}
