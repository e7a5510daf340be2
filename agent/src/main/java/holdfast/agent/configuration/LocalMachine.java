package holdfast.agent.configuration;

import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.ScriptUser;
import holdfast.track.run.RunAs;
import holdfast.track.security.PathFinding;
import holdfast.track.security.ScriptSecurity;
import holdfast.track.security.ScriptUsers;
import holdfast.track.security.ScriptVerdict;
import holdfast.track.security.UserLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * This machine, as it was when it was first asked: one object for one check, used by one thread.
 *
 * <p>Interfaces are read from {@code /proc/net/dev}, which is about the network namespace of this process; {@code
 * /sys/class/net} is about the one that was current when {@code /sys} was mounted, and {@link java.net.NetworkInterface}
 * does not show interfaces without an address.
 */
public final class LocalMachine implements Machine {
    private static final Path INTERFACES = Path.of("/proc/net/dev");

    private final Set<String> interfaces;
    private final ScriptUsers users = new ScriptUsers(false);
    private Optional<RunAs> defaultUser = Optional.empty();

    /** Looks at the machine. */
    public LocalMachine() {
        this.interfaces = interfaces();
    }

    private static Set<String> interfaces() {
        try {
            return interfacesIn(Files.readAllLines(INTERFACES));
        } catch (IOException e) {
            return Set.of(); // no /proc: then no interface can be found either way
        }
    }

    /** Names from the lines of a file like {@code /proc/net/dev} (proc(5)): two lines of heading, then NAME and a colon. */
    static Set<String> interfacesIn(List<String> lines) {
        Set<String> names = new HashSet<>();
        for (String line : lines) {
            int colon = line.lastIndexOf(": ");
            if (colon > 0 && line.indexOf('|') < 0) {
                names.add(line.substring(0, colon).strip());
            }
        }
        return names;
    }

    @Override
    public boolean hasInterface(String name) {
        return interfaces.contains(name);
    }

    @Override
    public ScriptOpinion script(ScriptCommand command, boolean securityEnabled) {
        if (holdfast.track.ScriptCommand.of(command.argv()) instanceof holdfast.track.ScriptCommand.FileReadable) {
            return new ScriptOpinion.Usable(); // looks at a file, runs nothing
        }
        RunAs runAs;
        if (command.runAs().isPresent()) {
            ScriptUser user = command.runAs().get();
            switch (users.named(user.user(), user.group())) {
                case UserLookup.Found(RunAs found) -> runAs = found;
                case UserLookup.Unknown(String message) -> {
                    return new ScriptOpinion.UnknownUser("cannot be run: " + message);
                }
            }
        } else {
            runAs = defaultUser();
        }
        return opinion(new ScriptSecurity(securityEnabled, false).check(command.argv(), runAs));
    }

    /** Asked once: the answer may come from a name service. */
    private RunAs defaultUser() {
        if (defaultUser.isEmpty()) {
            defaultUser = Optional.of(users.byDefault());
        }
        return defaultUser.get();
    }

    private static ScriptOpinion opinion(ScriptVerdict verdict) {
        return switch (verdict) {
            case ScriptVerdict.Usable usable when usable.unsafe().isEmpty() -> new ScriptOpinion.Usable();
            case ScriptVerdict.Usable usable ->
                new ScriptOpinion.Insecure("SECURITY VIOLATION - " + described(usable.unsafe())
                        + " (enable_script_security would refuse it)");
            case ScriptVerdict.Unusable(String script, PathFinding reason) ->
                new ScriptOpinion.Unusable("cannot run '" + script + "': " + reason.describe());
            case ScriptVerdict.Insecure(String script, List<PathFinding> unsafe) ->
                new ScriptOpinion.Unusable("'" + script + "' is not run, unsafe permissions: " + described(unsafe));
        };
    }

    private static String described(List<PathFinding> findings) {
        return findings.stream().map(PathFinding::describe).collect(Collectors.joining("; "));
    }
}
