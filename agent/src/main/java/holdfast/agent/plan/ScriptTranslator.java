package holdfast.agent.plan;

import holdfast.conf.model.GlobalDefs;
import holdfast.conf.model.NotifyFifo;
import holdfast.conf.model.NotifyScripts;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.ScriptUser;
import holdfast.conf.model.TrackFile;
import holdfast.conf.model.VrrpScript;
import holdfast.conf.model.VrrpTrackProcess;
import holdfast.track.ProcessPattern;
import holdfast.track.TrackedFile;
import holdfast.track.TrackedProcess;
import holdfast.track.TrackedScript;
import holdfast.track.notify.FifoSettings;
import holdfast.track.notify.NotifyEvent;
import holdfast.track.notify.NotifyScript;
import holdfast.track.run.RunAs;
import holdfast.track.security.PathFinding;
import holdfast.track.security.ScriptSecurity;
import holdfast.track.security.ScriptUsers;
import holdfast.track.security.ScriptVerdict;
import holdfast.track.security.UserLookup;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which programs are run, by whom, and which must not be; says in the log what is wrong with each. */
final class ScriptTranslator {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptTranslator.class);

    private final ScriptSecurity security;
    private final ScriptUsers users;
    private final GlobalDefs globals;

    ScriptTranslator(GlobalDefs globals) {
        this.globals = globals;
        this.security = new ScriptSecurity(globals.enableScriptSecurity(), false);
        this.users = new ScriptUsers(false);
    }

    /** A program that may be run, or why not. */
    private sealed interface Resolution {
        record Allowed(List<String> argv, RunAs runAs) implements Resolution {}

        record Forbidden(String reason) implements Resolution {}
    }

    /**
     * A tracked script; one that cannot be run now is kept, as it may be there by the time it is due, and fails until then.
     *
     * @param forbidden gets the script instead when it must not be run
     */
    Optional<TrackedScript> tracked(VrrpScript script, Map<String, String> forbidden) {
        String subject = "VRRP_Script(" + script.name() + ")";
        if (script.script().argv().getFirst().startsWith("<")) { // tests for a file, runs nothing
            return Optional.of(tracked(script, script.script().argv(), RunAs.thisProcess()));
        }
        return switch (resolve(script.script(), subject)) {
            case Resolution.Allowed(List<String> argv, RunAs runAs) -> Optional.of(tracked(script, argv, runAs));
            case Resolution.Forbidden(String reason) -> {
                forbidden.put(script.name(), reason);
                yield Optional.empty();
            }
        };
    }

    private static TrackedScript tracked(VrrpScript script, List<String> argv, RunAs runAs) {
        return new TrackedScript(
                script.name(),
                holdfast.track.ScriptCommand.of(argv),
                script.interval(),
                script.timeout(),
                script.rise(),
                script.fall(),
                script.initFail(),
                runAs);
    }

    private Resolution resolve(ScriptCommand command, String subject) {
        Optional<ScriptUser> wanted = command.runAs().or(globals::scriptUser);
        RunAs runAs;
        if (wanted.isPresent()) {
            switch (users.named(wanted.get().user(), wanted.get().group())) {
                case UserLookup.Found(RunAs found) -> runAs = found;
                case UserLookup.Unknown(String message) -> {
                    LOG.error("{}: {}; the script is not run", subject, message);
                    return new Resolution.Forbidden(message);
                }
            }
        } else {
            runAs = users.byDefault();
        }
        return judge(command, subject, runAs);
    }

    private Resolution judge(ScriptCommand command, String subject, RunAs runAs) {
        return switch (security.check(command.argv(), runAs)) {
            case ScriptVerdict.Usable usable -> {
                usable.foundOnPath().ifPresent(LOG::info);
                usable.unsafe()
                        .forEach(finding -> LOG.warn("{}: SECURITY VIOLATION - {}", subject, finding.describe()));
                yield new Resolution.Allowed(usable.argv(), runAs);
            }
            case ScriptVerdict.Unusable(String _, PathFinding reason) -> {
                LOG.error("{}: cannot be run: {}", subject, reason.describe());
                yield new Resolution.Allowed(command.argv(), runAs);
            }
            case ScriptVerdict.Insecure(String script, List<PathFinding> unsafe) -> {
                String reasons = unsafe.stream().map(PathFinding::describe).collect(Collectors.joining("; "));
                LOG.error(
                        "{}: Unsafe permissions found for script '{}': {}; the script is not run",
                        subject,
                        script,
                        reasons);
                yield new Resolution.Forbidden(reasons);
            }
        };
    }

    /** The scripts of an instance or group; empty when it has none that may be run. */
    Optional<holdfast.track.notify.NotifyScripts> notify(NotifyScripts scripts, String subject) {
        Map<NotifyEvent, NotifyScript> specific = new EnumMap<>(NotifyEvent.class);
        put(specific, NotifyEvent.MASTER, scripts.master(), subject);
        put(specific, NotifyEvent.BACKUP, scripts.backup(), subject);
        put(specific, NotifyEvent.FAULT, scripts.fault(), subject);
        put(specific, NotifyEvent.STOP, scripts.stop(), subject);
        put(specific, NotifyEvent.DELETED, scripts.deleted(), subject);
        put(specific, NotifyEvent.MASTER_RX_LOWER_PRI, scripts.masterRxLowerPri(), subject);
        Optional<NotifyScript> generic = scripts.any().flatMap(command -> notifyScript(command, subject));
        return specific.isEmpty() && generic.isEmpty()
                ? Optional.empty()
                : Optional.of(new holdfast.track.notify.NotifyScripts(specific, generic));
    }

    private void put(
            Map<NotifyEvent, NotifyScript> scripts,
            NotifyEvent event,
            Optional<ScriptCommand> command,
            String subject) {
        command.flatMap(present -> notifyScript(present, subject)).ifPresent(script -> scripts.put(event, script));
    }

    private Optional<NotifyScript> notifyScript(ScriptCommand command, String subject) {
        return switch (resolve(command, subject)) {
            case Resolution.Allowed(List<String> argv, RunAs runAs) -> Optional.of(new NotifyScript(argv, runAs));
            case Resolution.Forbidden _ -> Optional.empty();
        };
    }

    FifoSettings fifo(NotifyFifo fifo) {
        Optional<RunAs> owner = fifo.owner().flatMap(user -> switch (users.named(user.user(), user.group())) {
            case UserLookup.Found(RunAs found) -> Optional.of(found);
            case UserLookup.Unknown(String message) -> {
                LOG.error("notify FIFO {}: {}; it will belong to the agent's user", fifo.path(), message);
                yield Optional.empty();
            }
        });
        Path path = Path.of(fifo.path()).toAbsolutePath();
        return new FifoSettings(
                path, owner, fifo.script().flatMap(script -> notifyScript(script, "notify FIFO script")));
    }

    static TrackedFile file(TrackFile file) {
        return new TrackedFile(
                file.name(),
                Path.of(file.file()).toAbsolutePath(),
                file.initFile().map(init -> new TrackedFile.Initial(init.value(), init.overwrite())));
    }

    static TrackedProcess process(VrrpTrackProcess process) {
        ProcessPattern.ParameterMatch match = switch (process.parameterMatch()) {
            case NONE ->
                process.fullCommand() ? ProcessPattern.ParameterMatch.EXACT : ProcessPattern.ParameterMatch.NAME_ONLY;
            case EXACT -> ProcessPattern.ParameterMatch.EXACT;
            case INITIAL -> ProcessPattern.ParameterMatch.INITIAL;
            case PARTIAL -> ProcessPattern.ParameterMatch.PARTIAL;
        };
        return new TrackedProcess(
                process.name(),
                new ProcessPattern(process.process(), process.parameters(), match),
                process.quorum(),
                process.quorumMax(),
                process.forkDelay(),
                process.terminateDelay());
    }
}
