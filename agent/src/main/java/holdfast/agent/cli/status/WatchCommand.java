package holdfast.agent.cli.status;

import holdfast.agent.cli.ClientCommandLine;
import holdfast.agent.cli.ClientCommandLine.Flag;
import holdfast.agent.cli.ClientCommandLine.NumberOption;
import holdfast.agent.cli.ClientCommandLine.Word;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code holdfast watch}. */
public final class WatchCommand implements Callable<Integer> {
    private static final double SHORTEST = 0.2;
    private static final double LONGEST = 3600;

    private final ClientCommandLine line = ClientCommandLine.of("watch", this)
            .says(
                    "Shows the status and the last events, again and again, until q or Ctrl-C. Where",
                    "the output is no terminal, one after the other without control characters.",
                    "",
                    "  holdfast watch",
                    "  holdfast watch VI_1 --every 0.5",
                    "  holdfast watch --json",
                    "")
            .exits(
                    "0:ended with q",
                    "1:no daemon answers, or no such instance",
                    "2:wrong command line",
                    "4:not allowed");
    private final Word instance = line.operand("INSTANCE", "This instance alone.");
    private final NumberOption<Double> seconds =
            line.number("--every", "SECONDS", 1.0, "How often, 0.2 to 3600; default 1.");
    private final Flag json = line.flag("The status alone, as of 'status --json', in a line each time.", "--json");

    /** What picocli reads its command line by. */
    public CommandSpec spec() {
        return line.spec();
    }

    @Override
    public Integer call() {
        double seconds = this.seconds.value();
        if (!(seconds >= SHORTEST && seconds <= LONGEST)) {
            throw new ParameterException(
                    line.spec().commandLine(), "'" + seconds + "' after --every is not between 0.2 and 3600 seconds");
        }
        Duration every = Duration.ofMillis(Math.round(seconds * 1000));
        if (json.isGiven()) {
            return new StatusLines(line, instance.value(), every).run();
        }
        return new LiveView(line.spec(), line.controlSocket(), instance.value(), every).run();
    }
}
