package holdfast.agent.dump;

import holdfast.vrrp.RouterCounters;
import holdfast.vrrp.wire.RejectionReason;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fourteen counters of keepalived by their JSON names, in its order; zeroed ones count from then on. */
final class DumpedCounters {
    private DumpedCounters() {}

    /** What has been counted since the instance was configured. */
    static Map<String, Long> of(RouterCounters counters) {
        Map<String, Long> all = new LinkedHashMap<>();
        all.put("advert_rcvd", counters.advertisementsReceived());
        all.put("advert_sent", counters.advertisementsSent());
        all.put("become_master", counters.becameActive());
        all.put("release_master", counters.releasedActive());
        all.put(
                "packet_len_err",
                sum(counters, RejectionReason.TRUNCATED, RejectionReason.WRONG_LENGTH, RejectionReason.NO_ADDRESSES));
        all.put("advert_interval_err", sum(counters, RejectionReason.OTHER_INTERVAL, RejectionReason.ZERO_INTERVAL));
        all.put("ip_ttl_err", sum(counters, RejectionReason.WRONG_TTL));
        all.put("invalid_type_rcvd", sum(counters, RejectionReason.UNKNOWN_TYPE));
        all.put("addr_list_err", sum(counters, RejectionReason.OTHER_ADDRESSES));
        all.put("invalid_authtype", sum(counters, RejectionReason.UNSUPPORTED_AUTHENTICATION));
        all.put("authtype_mismatch", sum(counters, RejectionReason.OTHER_AUTHENTICATION));
        all.put("auth_failure", sum(counters, RejectionReason.WRONG_PASSWORD));
        all.put("pri_zero_rcvd", counters.priorityZeroReceived());
        all.put("pri_zero_sent", counters.priorityZeroSent());
        return all;
    }

    private static long sum(RouterCounters counters, RejectionReason... reasons) {
        long sum = 0;
        for (RejectionReason reason : reasons) {
            sum += counters.rejected().getOrDefault(reason, 0L);
        }
        return sum;
    }

    /** What has been counted since the counters were zeroed. */
    static Map<String, Long> since(Map<String, Long> zeroed, RouterCounters counters) {
        Map<String, Long> all = of(counters);
        all.replaceAll((name, count) -> Math.max(0, count - zeroed.getOrDefault(name, 0L)));
        return all;
    }
}
