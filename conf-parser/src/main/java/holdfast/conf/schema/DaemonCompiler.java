package holdfast.conf.schema;

import static holdfast.conf.schema.GlobalCompiler.optional;

import holdfast.conf.model.DaemonSettings;
import holdfast.conf.model.LvsSettings;
import holdfast.conf.model.MailSettings;
import holdfast.conf.model.ProcessSettings;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.ScriptUser;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Defaults of what {@code global_defs} say about mail, virtual servers, processes and the daemon (keepalived.conf(5)). */
final class DaemonCompiler {
    private static final Duration MAIL_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SCRIPT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CHILD_WAIT_TIME = Duration.ofSeconds(5);
    private static final int REALTIME_MICROS = 10_000;
    private static final int AUTO_PRIORITY_MICROS = 1_000_000;

    private DaemonCompiler() {}

    static MailSettings mail(DaemonDrafts.Mail draft) {
        return new MailSettings(
                draft.recipients,
                optional(draft.from),
                optional(draft.server),
                optional(draft.heloName),
                Located.or(draft.connectTimeout, MAIL_TIMEOUT),
                optional(draft.alert),
                optional(draft.alertVrrp),
                optional(draft.alertChecker),
                Located.or(draft.noEmailFaults, false),
                Located.or(draft.noCheckerEmails, false));
    }

    static LvsSettings lvs(DaemonDrafts.Lvs draft, Optional<ScriptUser> scriptUser) {
        return new LvsSettings(
                optional(draft.syncDaemon),
                Located.or(
                        draft.timeouts, new LvsSettings.Timeouts(Optional.empty(), Optional.empty(), Optional.empty())),
                Located.or(draft.flush, false),
                Located.or(draft.flushOnStop, LvsSettings.FlushOnStop.NONE),
                Located.or(draft.initNotifies, false),
                Located.or(draft.logAllFailures, false),
                GlobalCompiler.fifo(draft.notifyFifo, draft.notifyFifoScript, scriptUser));
    }

    static ProcessSettings processes(DaemonDrafts.Processes draft) {
        boolean standard = Located.or(draft.standardNames, false);
        return new ProcessSettings(
                scheduling(draft.vrrp, standard, "keepalived_vrrp"),
                scheduling(draft.checker, standard, "keepalived_lvs"),
                scheduling(draft.bfd, standard, "keepalived_bfd"),
                Located.or(draft.maxAutoPriority, 0),
                micros(Located.or(draft.minAutoPriorityDelay, AUTO_PRIORITY_MICROS)),
                optional(draft.name),
                Located.or(draft.supplementaryGroups, false),
                number(draft.randomSeed));
    }

    private static ProcessSettings.Scheduling scheduling(
            DaemonDrafts.Scheduling draft, boolean standardNames, String standardName) {
        return new ProcessSettings.Scheduling(
                number(draft.niceness),
                number(draft.realtimePriority),
                micros(Located.or(draft.realtimeLimit, REALTIME_MICROS)),
                Located.or(draft.noSwap, false),
                Located.or(draft.cpuAffinity, List.of()),
                optional(draft.name).or(() -> standardNames ? Optional.of(standardName) : Optional.empty()));
    }

    private static Duration micros(int count) {
        return Duration.of(count, ChronoUnit.MICROS);
    }

    static OptionalInt number(Located<Integer> given) {
        return given == null ? OptionalInt.empty() : OptionalInt.of(given.value());
    }

    static DaemonSettings daemon(DaemonDrafts.Daemon draft, Optional<ScriptUser> scriptUser) {
        return new DaemonSettings(
                optional(draft.netNamespace),
                optional(draft.netNamespaceIpvs),
                script(draft.startupScript, scriptUser),
                Located.or(draft.startupScriptTimeout, SCRIPT_TIMEOUT),
                script(draft.shutdownScript, scriptUser),
                Located.or(draft.shutdownScriptTimeout, SCRIPT_TIMEOUT),
                Located.or(draft.childWaitTime, CHILD_WAIT_TIME),
                Located.or(draft.delayAfterBoot, Duration.ZERO),
                optional(draft.garpExtra),
                new DaemonSettings.Reload(
                        optional(draft.checkConfig),
                        optional(draft.timeFile),
                        Located.or(draft.repeat, false),
                        optional(draft.marker)));
    }

    private static Optional<ScriptCommand> script(Located<ScriptCommand> given, Optional<ScriptUser> scriptUser) {
        return optional(given).map(command -> NotifyDraft.runAs(command, scriptUser));
    }
}
