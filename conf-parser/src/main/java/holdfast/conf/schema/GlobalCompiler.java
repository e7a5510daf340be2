package holdfast.conf.schema;

import holdfast.conf.Dialect;
import holdfast.conf.ParseEnvironment;
import holdfast.conf.model.GlobalDefs;
import holdfast.conf.model.NotifyFifo;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.ScriptUser;
import holdfast.conf.schema.ConfigurationDraft.GlobalDraft;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/** Fills in the defaults of {@code global_defs}. */
final class GlobalCompiler {
    /** RFC 9568, 5.1.1.2. */
    private static final InetAddress GROUP4 = AddressLiteral.parse("224.0.0.18").orElseThrow();
    /** RFC 9568, 5.1.2.2. */
    private static final InetAddress GROUP6 = AddressLiteral.parse("ff02::12").orElseThrow();

    private static final int DEFAULT_VERSION = 2;

    private GlobalCompiler() {}

    static GlobalDefs compile(ConfigurationDraft draft, ParseEnvironment environment, Dialect dialect) {
        GlobalDraft given = draft.globals;
        Optional<ScriptUser> scriptUser = optional(given.scriptUser);
        return new GlobalDefs(
                Located.or(given.routerId, environment.hostName()),
                scriptUser,
                Located.or(given.scriptSecurity, false),
                given.garp.asGlobals(Located.or(given.minGarp, false)),
                Located.or(given.garpInterval, Duration.ZERO),
                Located.or(given.gnaInterval, Duration.ZERO),
                Located.or(given.version, DEFAULT_VERSION),
                Located.or(given.multicastGroup4, GROUP4),
                Located.or(given.multicastGroup6, GROUP6),
                Located.or(given.strict, false),
                Located.or(given.startupDelay, Duration.ZERO),
                Located.or(given.defaultInterface, "eth0"),
                Located.or(given.logUnknownVrids, false),
                given.dynamicInterfaces != null,
                fifo(given.notifyFifo, given.notifyFifoScript, scriptUser),
                fifo(given.vrrpNotifyFifo, given.vrrpNotifyFifoScript, scriptUser),
                Located.or(given.fifoWriteStates, false),
                optional(draft.instance),
                Located.or(draft.usePidDir, false),
                DaemonCompiler.mail(given.mail),
                DaemonCompiler.lvs(given.lvs, scriptUser),
                DaemonCompiler.processes(given.processes),
                DaemonCompiler.daemon(given.daemon, scriptUser),
                SystemCompiler.kernel(given.kernel, dialect),
                SystemCompiler.buffers(given.buffers),
                SystemCompiler.monitoring(given.monitoring),
                SystemCompiler.files(given.files));
    }

    static Optional<NotifyFifo> fifo(
            Located<NotifyFifo> fifo, Located<ScriptCommand> script, Optional<ScriptUser> scriptUser) {
        return optional(fifo)
                .map(given -> new NotifyFifo(
                        given.path(),
                        given.owner().or(() -> scriptUser),
                        optional(script).map(command -> NotifyDraft.runAs(command, scriptUser))));
    }

    static <T> Optional<T> optional(Located<T> given) {
        return given == null ? Optional.empty() : Optional.of(given.value());
    }
}
