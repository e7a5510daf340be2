package holdfast.conf.schema;

import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.lvs.VirtualServerGroup;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a file says about load balancing and BFD, while it is being read. Null: not given. */
final class LvsDraft {
    final List<VirtualServerDraft> virtualServers = new ArrayList<>();
    final Map<String, Group> groups = new LinkedHashMap<>();
    final Map<String, Bfd> bfdInstances = new LinkedHashMap<>();
    Ssl ssl;

    /** A {@code virtual_server_group}. */
    static final class Group extends NamedDraft {
        final List<VirtualServerGroup.Member> members = new ArrayList<>();

        Group(String name, SourceSpan place) {
            super("virtual_server_group", name, place);
        }
    }

    /** A {@code bfd_instance}. */
    static final class Bfd extends NamedDraft {
        Located<InetAddress> neighbor;
        Located<InetAddress> source;
        Located<Duration> minRx;
        Located<Duration> minTx;
        Located<Duration> idleTx;
        Located<Integer> multiplier;
        Located<Boolean> passive;
        Located<Integer> ttl;
        Located<Integer> maxHops;
        Located<Boolean> multihop;
        Located<Weight> weight;
        Located<Boolean> vrrp;
        Located<Boolean> checker;

        Bfd(String name, SourceSpan place) {
            super("bfd_instance", name, place);
        }
    }

    /** The {@code SSL} block. */
    static final class Ssl extends Draft {
        Located<String> password;
        Located<String> ca;
        Located<String> certificate;
        Located<String> key;

        Ssl(SourceSpan place) {
            super("SSL", place);
        }
    }
}
