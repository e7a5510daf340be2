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
import holdfast.track.notify.FifoTopic;
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
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which programs are run, by whom, and which must not be. What is wrong with each was said by the configuration check. */
public final class ScriptTranslator {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptTranslator.class);

    private final ScriptSecurity security;
    private final ScriptUsers users;
    private final GlobalDefs globals;
    private Optional<RunAs> defaultUser = Optional.empty();

    /** Looks up users by the settings of this configuration. */
    public ScriptTranslator(GlobalDefs globals) {
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
        if (script.script().argv().getFirst().startsWith("<")) { // tests for a file, runs nothing
            return Optional.of(tracked(script, script.script().argv(), RunAs.thisProcess()));
        }
        return switch (resolve(script.script())) {
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

    private Resolution resolve(ScriptCommand command) {
        Optional<ScriptUser> wanted = command.runAs().or(globals::scriptUser);
        RunAs runAs;
        if (wanted.isPresent()) {
            switch (users.named(wanted.get().user(), wanted.get().group())) {
                case UserLookup.Found(RunAs found) -> runAs = found;
                case UserLookup.Unknown(String message) -> {
                    return new Resolution.Forbidden(message);
                }
            }
        } else {
            runAs = defaultUser();
        }
        return judge(command, runAs);
    }

    /** Asked once: the answer may come from a name service. */
    private RunAs defaultUser() {
        if (defaultUser.isEmpty()) {
            defaultUser = Optional.of(users.byDefault());
        }
        return defaultUser.get();
    }

    private Resolution judge(ScriptCommand command, RunAs runAs) {
        return switch (security.check(command.argv(), runAs)) {
            case ScriptVerdict.Usable usable -> {
                usable.foundOnPath().ifPresent(LOG::info);
                yield new Resolution.Allowed(usable.argv(), runAs);
            }
            case ScriptVerdict.Unusable _ -> new Resolution.Allowed(command.argv(), runAs);
            case ScriptVerdict.Insecure(String _, List<PathFinding> unsafe) ->
                new Resolution.Forbidden(
                        unsafe.stream().map(PathFinding::describe).collect(Collectors.joining("; ")));
        };
    }

    /** The scripts of an instance or group; empty when it has none that may be run. */
    Optional<holdfast.track.notify.NotifyScripts> notify(NotifyScripts scripts) {
        Map<NotifyEvent, NotifyScript> specific = new EnumMap<>(NotifyEvent.class);
        put(specific, NotifyEvent.MASTER, scripts.master());
        put(specific, NotifyEvent.BACKUP, scripts.backup());
        put(specific, NotifyEvent.FAULT, scripts.fault());
        put(specific, NotifyEvent.STOP, scripts.stop());
        put(specific, NotifyEvent.DELETED, scripts.deleted());
        put(specific, NotifyEvent.MASTER_RX_LOWER_PRI, scripts.masterRxLowerPri());
        Optional<NotifyScript> generic = scripts.any().flatMap(this::notifyScript);
        return specific.isEmpty() && generic.isEmpty()
                ? Optional.empty()
                : Optional.of(new holdfast.track.notify.NotifyScripts(specific, generic));
    }

    private void put(Map<NotifyEvent, NotifyScript> scripts, NotifyEvent event, Optional<ScriptCommand> command) {
        command.flatMap(this::notifyScript).ifPresent(script -> scripts.put(event, script));
    }

    /** A script of a notification; empty when it must not be run. */
    public Optional<NotifyScript> notifyScript(ScriptCommand command) {
        return switch (resolve(command)) {
            case Resolution.Allowed(List<String> argv, RunAs runAs) -> Optional.of(new NotifyScript(argv, runAs));
            case Resolution.Forbidden _ -> Optional.empty();
        };
    }

    FifoSettings fifo(NotifyFifo fifo, Set<FifoTopic> topics) {
        Optional<RunAs> owner = fifo.owner().flatMap(user -> switch (users.named(user.user(), user.group())) {
            case UserLookup.Found(RunAs found) -> Optional.of(found);
            case UserLookup.Unknown(String message) -> {
                LOG.error("notify FIFO {}: {}; it will belong to the agent's user", fifo.path(), message);
                yield Optional.empty();
            }
        });
        Path path = Path.of(fifo.path()).toAbsolutePath();
        return new FifoSettings(path, owner, fifo.script().flatMap(this::notifyScript), topics);
    }

    /** A file that is watched. */
    public static TrackedFile file(TrackFile file) {
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
