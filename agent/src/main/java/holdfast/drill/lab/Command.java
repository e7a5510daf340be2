package holdfast.drill.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, without a shell. */
final class Command {
    private static final long TIMEOUT_SECONDS = 30;

    private Command() {}

    /**
     * Runs a program and returns what it printed.
     *
     * @throws LabException when it cannot be started, fails, or has not ended after 30 s
     */
    static String run(List<String> argv) {
        Result result = attempt(argv);
        if (result.status() != 0) {
            throw new LabException(String.join(" ", argv) + ": exit status " + result.status() + ": "
                    + result.output().strip());
        }
        return result.output();
    }

    /** Runs a program whose failure is no news. */
    static Result attempt(List<String> argv) {
        try {
            Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new LabException(String.join(" ", argv) + ": has not ended after " + TIMEOUT_SECONDS + " s");
            }
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            throw new LabException(String.join(" ", argv) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException(String.join(" ", argv) + ": interrupted", e);
        }
    }

    /** How a program ended and everything it printed. */
    record Result(int status, String output) {}
}
