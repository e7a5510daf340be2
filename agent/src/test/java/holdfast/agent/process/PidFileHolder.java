package holdfast.agent.process;

import holdfast.agent.cli.StartupFailure;
import java.io.IOException;
import java.nio.file.Path;

/** Holds a PID file until its standard input ends; started by {@link PidFileTest} as a process of its own. */
final class PidFileHolder {
    private PidFileHolder() {}

    public static void main(String[] arguments) throws StartupFailure, IOException {
        try (PidFile _ = PidFile.acquire(Path.of(arguments[0]))) {
            System.out.println("held");
            if (System.in.read() >= 0) {
                throw new IOException("nobody should write here");
            }
        }
    }
}
