package holdfast.conf.schema;

import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.AddressFamily;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.lvs.ForwardingMethod;
import holdfast.conf.model.lvs.Protocol;
import holdfast.conf.model.lvs.VirtualService;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A {@code virtual_server} while it is being read. Null: not given. */
final class VirtualServerDraft extends Draft {
    final VirtualService service;
    final CheckTimingDraft checks = new CheckTimingDraft();
    final List<RealServerDraft> realServers = new ArrayList<>();
    final List<Located<String>> flags = new ArrayList<>();
    Located<String> scheduler;
    Located<ForwardingMethod> forwarding;
    Located<Protocol> protocol;
    Located<Duration> persistenceTimeout;
    Located<String> persistenceGranularity;
    Located<String> persistenceEngine;
    Located<Long> quorum;
    Located<Long> hysteresis;
    Located<ScriptCommand> quorumUp;
    Located<ScriptCommand> quorumDown;
    Located<Server> sorryServer;
    Located<Boolean> sorryServerInhibit;
    Located<ForwardingMethod> sorryServerForwarding;
    Located<AddressFamily> family;
    Located<Integer> weight;
    Located<Boolean> alpha;
    Located<Boolean> omega;
    Located<Boolean> haSuspend;
    Located<Boolean> hashed;
    Located<Boolean> onePacket;
    Located<Boolean> inhibitOnFailure;
    Located<Boolean> smtpAlert;
    Located<String> virtualHost;
    Located<String> snmpName;

    VirtualServerDraft(VirtualService service, String label, SourceSpan place) {
        super(label, place);
        this.service = service;
    }

    /**
     * Address and port of a server.
     *
     * @param address its address
     * @param port its port, 0 when not given
     */
    record Server(InetAddress address, int port) {}

    /** A {@code real_server}. */
    static final class RealServerDraft extends Draft {
        final Server server;
        final CheckTimingDraft checks = new CheckTimingDraft();
        final List<CheckerDraft> checkers = new ArrayList<>();
        Located<Integer> weight;
        Located<ForwardingMethod> forwarding;
        Located<Long> upperThreshold;
        Located<Long> lowerThreshold;
        Located<Boolean> inhibitOnFailure;
        Located<Boolean> alpha;
        Located<ScriptCommand> notifyUp;
        Located<ScriptCommand> notifyDown;
        Located<Boolean> smtpAlert;
        Located<String> virtualHost;
        Located<String> snmpName;

        RealServerDraft(Server server, String label, SourceSpan place) {
            super(label, place);
            this.server = server;
        }
    }

    /** What virtual server, real server and checker can each say about checks. */
    static final class CheckTimingDraft {
        Located<Duration> connectTimeout;
        Located<Duration> delayLoop;
        Located<Long> retry;
        Located<Duration> delayBeforeRetry;
        Located<Duration> warmup;
    }
}
