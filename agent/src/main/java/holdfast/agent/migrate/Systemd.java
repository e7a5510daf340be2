package holdfast.agent.migrate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** systemd, asked with systemctl(1). */
public final class Systemd implements Services {
    private static final Path RUNTIME_UNITS = Path.of("/run/systemd/system");
    private static final long PATIENCE_SECONDS = 60;

    /** Keepalived's addresses and IPVS table stay in the kernel when it is killed, and nothing says goodbye to the other nodes. */
    private static final String CUT_OFF = """
            # Made by 'holdfast migrate', which removes it again.
            [Service]
            KillMode=control-group
            KillSignal=SIGKILL
            Restart=no
            ExecStop=
            ExecStopPost=
            """;

    private record Answer(int status, String output) {}

    /** Whether systemd runs this machine (sd_booted(3)). */
    public static boolean isHere() {
        return Files.isDirectory(RUNTIME_UNITS);
    }

    @Override
    public boolean isActive(String unit) throws MigrationException {
        return ask("is-active", "--quiet", unit).status() == 0;
    }

    @Override
    public void start(String unit) throws MigrationException {
        must("start", unit);
    }

    @Override
    public void stop(String unit) throws MigrationException {
        must("stop", unit);
    }

    @Override
    public void cutOff(String unit) throws MigrationException {
        Path dropIn = RUNTIME_UNITS.resolve(unit + ".service.d/holdfast-migrate.conf");
        try {
            Files.createDirectories(dropIn.getParent());
            Files.writeString(dropIn, CUT_OFF);
            try {
                must("daemon-reload");
                // Frozen first: a child of keepalived whose parent is killed a moment before it would say goodbye.
                must("kill", "--signal=SIGSTOP", unit);
                must("stop", unit);
            } finally {
                Files.deleteIfExists(dropIn);
                must("daemon-reload");
            }
        } catch (IOException e) {
            throw new MigrationException("cannot write " + dropIn + ": " + e.getMessage(), e);
        }
        ask("reset-failed", unit); // killed is what it should be; not loaded any more is as good
    }

    @Override
    public void startsWithMachine(String unit, String insteadOf) throws MigrationException {
        must("disable", "--quiet", insteadOf);
        must("enable", "--quiet", unit);
    }

    @Override
    public long mainPid(String unit) throws MigrationException {
        String pid = ask("show", "--property=MainPID", "--value", unit).output().strip();
        if (!pid.matches("[1-9][0-9]*")) {
            throw new MigrationException(unit + ".service has no process");
        }
        return Long.parseLong(pid);
    }

    private static void must(String... words) throws MigrationException {
        Answer answer = ask(words);
        if (answer.status() != 0) {
            throw new MigrationException("'systemctl " + String.join(" ", words) + "' failed: "
                    + answer.output().strip().replace('\n', ' '));
        }
    }

    private static Answer ask(String... words) throws MigrationException {
        List<String> command = new ArrayList<>(List.of("systemctl"));
        command.addAll(List.of(words));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output;
            try (var answer = process.inputReader(StandardCharsets.UTF_8)) {
                output = answer.readAllAsString();
            }
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new MigrationException("'" + String.join(" ", command) + "' does not end");
            }
            return new Answer(process.exitValue(), output);
        } catch (IOException e) {
            throw new MigrationException("cannot run systemctl: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationException("interrupted", e);
        }
    }
}
