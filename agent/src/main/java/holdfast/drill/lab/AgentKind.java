package holdfast.drill.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that speaks VRRP and reads keepalived.conf. */
public sealed interface AgentKind {
    /**
     * What people call it.
     *
     * @return {@code holdfast} or {@code keepalived}
     */
    String label();

    /**
     * The command line that runs it in the foreground.
     *
     * @param configuration the configuration file
     * @param pidFile where it writes its process number
     * @return program and arguments
     */
    List<String> commandLine(Path configuration, Path pidFile);

    /**
     * This project's agent.
     *
     * @param launcher the program that starts it
     */
    record Holdfast(Path launcher) implements AgentKind {
        @Override
        public String label() {
            return "holdfast";
        }

        @Override
        public List<String> commandLine(Path configuration, Path pidFile) {
            return foreground(launcher.toAbsolutePath().toString(), configuration, List.of(), pidFile);
        }
    }

    /** keepalived as installed on this machine. It gets {@code -G}: without syslog its lines would go to a console. */
    record Keepalived() implements AgentKind {
        @Override
        public String label() {
            return "keepalived";
        }

        @Override
        public List<String> commandLine(Path configuration, Path pidFile) {
            return foreground("keepalived", configuration, List.of("-G"), pidFile);
        }
    }

    private static List<String> foreground(String program, Path configuration, List<String> more, Path pidFile) {
        List<String> argv = new ArrayList<>(List.of(program, "-f", configuration.toString(), "-n", "-l"));
        argv.addAll(more);
        argv.addAll(List.of("-D", "-p", pidFile.toString()));
        return argv;
    }
}
