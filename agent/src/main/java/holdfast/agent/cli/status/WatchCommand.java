package holdfast.agent.cli.status;

import holdfast.agent.cli.DaemonPlace;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast watch}. */
@Command(
        name = "watch",
        description = {
            "Shows the status and the last events, again and again, until q or Ctrl-C. Where",
            "the output is no terminal, one after the other without control characters.",
            "",
            "  holdfast watch",
            "  holdfast watch VI_1 --every 0.5",
            ""
        },
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:ended with q",
            "1:no daemon answers, or no such instance",
            "2:wrong command line",
            "4:not allowed"
        })
public final class WatchCommand implements Callable<Integer> {
    private static final double SHORTEST = 0.2;
    private static final double LONGEST = 3600;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "INSTANCE", description = "This instance alone.")
    private Optional<String> instance = Optional.empty();

    @Option(names = "--every", paramLabel = "SECONDS", description = "How often, 0.2 to 3600; default 1.")
    private double seconds = 1;

    @Mixin
    private DaemonPlace place;

    /** For picocli, which fills in the fields. */
    public WatchCommand() {}

    @Override
    public Integer call() {
        if (!(seconds >= SHORTEST && seconds <= LONGEST)) {
            throw new ParameterException(
                    spec.commandLine(), "'" + seconds + "' after --every is not between 0.2 and 3600 seconds");
        }
        Duration every = Duration.ofMillis(Math.round(seconds * 1000));
        return new LiveView(spec, place.controlSocket(), instance, every).run();
    }
}
