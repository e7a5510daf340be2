package holdfast.agent.configuration;

import holdfast.conf.model.ScriptCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * This machine, as it was when it was first asked: one object for one check.
 *
 * <p>Interfaces are read from {@code /proc/net/dev}, which is about the network namespace of this process; {@code
 * /sys/class/net} is about the one that was current when {@code /sys} was mounted, and {@link java.net.NetworkInterface}
 * does not show interfaces without an address.
 */
public final class LocalMachine implements Machine {
    private static final Path INTERFACES = Path.of("/proc/net/dev");

    private final Set<String> interfaces;

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
        return new ScriptOpinion.Usable();
    }
}
