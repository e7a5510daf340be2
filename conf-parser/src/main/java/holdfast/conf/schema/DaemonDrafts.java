package holdfast.conf.schema;

import holdfast.conf.model.DaemonSettings;
import holdfast.conf.model.LvsSettings;
import holdfast.conf.model.MailSettings;
import holdfast.conf.model.NotifyFifo;
import holdfast.conf.model.ScriptCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Parts of {@code global_defs} while they are being read. Null: not given. */
final class DaemonDrafts {
    private DaemonDrafts() {}

    /** Mail. */
    static final class Mail {
        final List<String> recipients = new ArrayList<>();
        Located<String> from;
        Located<MailSettings.Server> server;
        Located<String> heloName;
        Located<Duration> connectTimeout;
        Located<Boolean> alert;
        Located<Boolean> alertVrrp;
        Located<Boolean> alertChecker;
        Located<Boolean> noEmailFaults;
        Located<Boolean> noCheckerEmails;
    }

    /** Virtual servers as a whole. */
    static final class Lvs {
        Located<LvsSettings.SyncDaemon> syncDaemon;
        Located<LvsSettings.Timeouts> timeouts;
        Located<Boolean> flush;
        Located<LvsSettings.FlushOnStop> flushOnStop;
        Located<Boolean> initNotifies;
        Located<Boolean> logAllFailures;
        Located<NotifyFifo> notifyFifo;
        Located<ScriptCommand> notifyFifoScript;
    }

    /** Scheduling of one of keepalived's processes. */
    static final class Scheduling {
        Located<Integer> niceness;
        Located<Integer> realtimePriority;
        Located<Integer> realtimeLimit;
        Located<Boolean> noSwap;
        Located<List<Integer>> cpuAffinity;
        Located<String> name;
    }

    /** Processes. */
    static final class Processes {
        final Scheduling vrrp = new Scheduling();
        final Scheduling checker = new Scheduling();
        final Scheduling bfd = new Scheduling();
        Located<Integer> maxAutoPriority;
        Located<Integer> minAutoPriorityDelay;
        Located<Boolean> standardNames;
        Located<String> name;
        Located<Boolean> supplementaryGroups;
        Located<Integer> randomSeed;
    }

    /** The daemon as a whole. */
    static final class Daemon {
        Located<String> netNamespace;
        Located<String> netNamespaceIpvs;
        Located<ScriptCommand> startupScript;
        Located<Duration> startupScriptTimeout;
        Located<ScriptCommand> shutdownScript;
        Located<Duration> shutdownScriptTimeout;
        Located<Duration> childWaitTime;
        Located<Duration> delayAfterBoot;
        Located<DaemonSettings.GarpExtra> garpExtra;
        Located<String> checkConfig;
        Located<String> timeFile;
        Located<Boolean> repeat;
        Located<String> marker;
    }
}
