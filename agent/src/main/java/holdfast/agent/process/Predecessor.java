package holdfast.agent.process;

import holdfast.agent.cli.ExitStatus;
import holdfast.agent.cli.StartupFailure;
import holdfast.agent.loop.Inheritance;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The process that serves until this one is prepared to take its place; it started this one, and talks over the standard streams. */
public final class Predecessor {
    private Predecessor() {}

    /** Says that this process serves: the former one may end. It is nobody's business here when it has ended already. */
    public static void dismiss(PrintStream out) {
        out.println(SuccessionLines.SERVING);
        out.flush();
    }

    /**
     * Says that this process is prepared, and waits until the former one has left everything to it.
     *
     * @param in standard input
     * @param out standard output
     * @return what it leaves
     * @throws StartupFailure when it goes on itself
     */
    public static Inheritance relieve(InputStream in, PrintStream out) throws StartupFailure {
        out.println(SuccessionLines.PREPARED);
        out.flush();
        SuccessionLines.Reader lines = new SuccessionLines.Reader();
        // Not closed: standard input stays what it is.
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (lines.take(line)) {
                    return lines.inheritance();
                }
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new StartupFailure(ExitStatus.FATAL, "cannot understand the former process: " + e.getMessage(), e);
        }
        throw new StartupFailure(
                ExitStatus.FATAL, "the former process goes on itself, or ended without leaving anything");
    }
}
