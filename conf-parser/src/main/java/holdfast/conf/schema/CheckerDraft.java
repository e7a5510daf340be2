package holdfast.conf.schema;

import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.ScriptUser;
import holdfast.conf.model.lvs.Check;
import holdfast.conf.model.lvs.CheckedUrl.StatusCodes;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A health checker while it is being read. Null: not given. */
abstract sealed class CheckerDraft extends Draft {
    final VirtualServerDraft.CheckTimingDraft timing = new VirtualServerDraft.CheckTimingDraft();
    final ConnectionDraft connection = new ConnectionDraft();
    Located<Boolean> alpha;
    Located<Boolean> logAllFailures;

    private CheckerDraft(String label, SourceSpan place) {
        super(label, place);
    }

    /** Where a check connects to. */
    static final class ConnectionDraft {
        Located<InetAddress> connectIp;
        Located<Integer> connectPort;
        Located<InetAddress> bindTo;
        Located<Integer> bindPort;
        Located<String> bindInterface;
        Located<Long> fwmark;
    }

    /** {@code TCP_CHECK} and {@code PING_CHECK}, which have no keywords of their own. */
    static final class Plain extends CheckerDraft {
        final Check check;

        Plain(String label, SourceSpan place, Check check) {
            super(label, place);
            this.check = check;
        }
    }

    /** {@code HTTP_GET} and {@code SSL_GET}. */
    static final class Http extends CheckerDraft {
        final boolean ssl;
        final List<Url> urls = new ArrayList<>();
        Located<Check.HttpProtocol> protocol;
        Located<Boolean> enableSni;
        Located<String> sniName;
        Located<Boolean> fastRecovery;
        Located<Boolean> tlsCompliant;
        Located<String> virtualHost;

        Http(String label, SourceSpan place, boolean ssl) {
            super(label, place);
            this.ssl = ssl;
        }
    }

    /** A {@code url} of an HTTP check. */
    static final class Url extends Draft {
        final List<StatusCodes> statusCodes = new ArrayList<>();
        Located<String> path;
        Located<String> digest;
        Located<String> virtualHost;
        Located<String> regex;
        Located<Boolean> regexNoMatch;
        Located<List<String>> regexOptions;
        Located<List<Integer>> regexStack;
        Located<Integer> regexMinOffset;
        Located<Integer> regexMaxOffset;

        Url(String label, SourceSpan place) {
            super(label, place);
        }
    }

    /** {@code MISC_CHECK}. */
    static final class Misc extends CheckerDraft {
        Located<ScriptCommand> path;
        Located<Duration> timeout;
        Located<Boolean> dynamic;
        Located<ScriptUser> user;

        Misc(String label, SourceSpan place) {
            super(label, place);
        }
    }

    /** {@code SMTP_CHECK}. */
    static final class Smtp extends CheckerDraft {
        final List<Host> hosts = new ArrayList<>();
        Located<String> heloName;

        Smtp(String label, SourceSpan place) {
            super(label, place);
        }
    }

    /** A {@code host} of {@code SMTP_CHECK}: one more server to ask. */
    static final class Host extends Draft {
        final ConnectionDraft connection = new ConnectionDraft();
        Located<Duration> connectTimeout;

        Host(String label, SourceSpan place) {
            super(label, place);
        }
    }

    /** {@code DNS_CHECK}. */
    static final class Dns extends CheckerDraft {
        Located<String> type;
        Located<String> name;

        Dns(String label, SourceSpan place) {
            super(label, place);
        }
    }

    /** {@code UDP_CHECK}. */
    static final class Udp extends CheckerDraft {
        Located<String> payload;
        Located<String> reply;
        Located<Integer> minReplyLength;
        Located<Integer> maxReplyLength;

        Udp(String label, SourceSpan place) {
            super(label, place);
        }
    }

    /** {@code FILE_CHECK}. */
    static final class File extends CheckerDraft {
        Located<String> trackFile;
        Located<Weight> weight;

        File(String label, SourceSpan place) {
            super(label, place);
        }
    }

    /** {@code BFD_CHECK}. */
    static final class Bfd extends CheckerDraft {
        Located<String> name;

        Bfd(String label, SourceSpan place) {
            super(label, place);
        }
    }
}
