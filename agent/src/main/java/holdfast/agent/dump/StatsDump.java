package holdfast.agent.dump;

import java.util.Map;

/** {@code keepalived.stats}. */
final class StatsDump {
    private StatsDump() {}

    /** The text for instances with their counters, in the order of the map. */
    static String text(Map<String, Map<String, Long>> instances) {
        StringBuilder text = new StringBuilder();
        instances.forEach((name, counters) -> text.append("""
                    VRRP Instance: %s
                      Advertisements:
                        Received: %d
                        Sent: %d
                      Became master: %d
                      Released master: %d
                      Packet Errors:
                        Length: %d
                        TTL: %d
                        Invalid Type: %d
                        Advertisement Interval: %d
                        Address List: %d
                      Authentication Errors:
                        Invalid Type: %d
                        Type Mismatch: %d
                        Failure: %d
                      Priority Zero:
                        Received: %d
                        Sent: %d
                    """.formatted(
                        name,
                        counters.get("advert_rcvd"),
                        counters.get("advert_sent"),
                        counters.get("become_master"),
                        counters.get("release_master"),
                        counters.get("packet_len_err"),
                        counters.get("ip_ttl_err"),
                        counters.get("invalid_type_rcvd"),
                        counters.get("advert_interval_err"),
                        counters.get("addr_list_err"),
                        counters.get("invalid_authtype"),
                        counters.get("authtype_mismatch"),
                        counters.get("auth_failure"),
                        counters.get("pri_zero_rcvd"),
                        counters.get("pri_zero_sent"))));
        return text.toString();
    }
}
