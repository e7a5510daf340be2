package holdfast.agent.reload;

import com.fasterxml.jackson.databind.JsonNode;
import holdfast.agent.cli.DaemonPlace;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.cli.StartupFailure;
import holdfast.agent.cli.status.Question;
import holdfast.agent.configuration.FileSourceLoader;
import holdfast.agent.configuration.NodeFacts;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import holdfast.agent.control.JsonTree;
import holdfast.conf.ConfigurationReader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast plan}: what a reload would do. */
@Command(
        name = "plan",
        description = {
            "Tells what a reload with a file would do, in its order, and whom it would",
            "interrupt. Nothing is changed.",
            "",
            "Without --from the running daemon is asked: it goes through the reload with its",
            "own states, by the code that would do it, and does nothing. Without FILE that is",
            "for the daemon's own file as it is now. With --from no daemon is needed: two",
            "files are compared as if this node were MASTER of everything and all were well.",
            "",
            "  holdfast plan",
            "  holdfast plan /etc/keepalived/new.conf",
            "  holdfast plan --from old.conf new.conf --json",
            "",
            "A line begins with + for what is new, - for what goes, ~ for what goes on in",
            "another way, > for what moves, and ! for what counts from the daemon's next",
            "start on.",
            ""
        },
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:told; a reload would be fine",
            "1:no daemon answers",
            "2:wrong command line",
            "3:with --strict: a reload would interrupt something",
            "4:not allowed",
            "5:mistakes in the file: a reload would refuse it, or not everything is as written"
        })
public final class PlanCommand implements Callable<Integer> {
    /** The daemon may include files that this user's environment does not: it says so, and is sent them. */
    private static final int MOST_ROUNDS = 5;

    private static final int INTERRUPTION = 3;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The configuration file that might come.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--from", paramLabel = "OLD", description = "Compare with this file, not with what a daemon runs.")
    private Optional<Path> from = Optional.empty();

    @Option(
            names = {"-i", "--config-id"},
            paramLabel = "ID",
            description = "With --from: name for lines that begin with @ID (default: host name).")
    private Optional<String> configId = Optional.empty();

    @Option(names = "--strict", description = "Exit status 3 when the reload would interrupt something.")
    private boolean strict;

    @Option(names = "--json", description = "For programs: docs/operations.md explains the members.")
    private boolean json;

    @Mixin
    private DaemonPlace place;

    /** For picocli, which fills in the fields. */
    public PlanCommand() {}

    @Override
    public Integer call() {
        try {
            if (from.isPresent()) {
                Path next = file.orElseThrow(() -> wrong("--from compares two files: name the new one, too"));
                ReloadReport report = TwoFiles.plan(from.get().toString(), next.toString(), configId);
                return print(
                        report,
                        ReloadJson.of(report),
                        "as if it ran with " + from.get() + " and were MASTER of everything");
            }
            if (configId.isPresent()) {
                throw wrong("-i goes with --from; a running daemon has its own");
            }
            ControlClient client = new ControlClient(place.controlSocket(), ReloadHandlers.PATIENCE);
            JsonNode answer =
                    ask(client, file.isPresent() ? file.get().toAbsolutePath().toString() : ownFile(client));
            return print(ReloadJson.report(answer), answer, "as the daemon runs now");
        } catch (ControlFailure e) {
            return Question.report(spec, e);
        } catch (StartupFailure e) {
            spec.commandLine().getErr().println("holdfast plan: " + e.getMessage());
            return e.status().code();
        }
    }

    private String ownFile(ControlClient client) throws ControlFailure {
        String own = client.ask(ControlClient.request("status"))
                .path("agent")
                .path("configurationFile")
                .asText();
        if (!own.startsWith("/")) {
            throw wrong("the daemon was started with '-f " + own + "', from where is not known: name the file");
        }
        return own;
    }

    private static JsonNode ask(ControlClient client, String file) throws ControlFailure {
        SourceBundle bundle = new SourceBundle();
        FileSourceLoader disk = new FileSourceLoader();
        ConfigurationReader.read(
                bundle.filledFrom(disk), file, NodeFacts.now(Optional.empty())); // by the right of this user
        JsonNode answer =
                client.ask(ControlClient.request("plan").put("file", file).put("sources", bundle.bytes()));
        for (int round = 1; answer.has("wanted") && round < MOST_ROUNDS; round++) {
            bundle.add(answer.path("wanted"), disk);
            answer = client.ask(ControlClient.request("plan").put("file", file).put("sources", bundle.bytes()));
        }
        return answer;
    }

    private int print(ReloadReport report, JsonNode document, String against) {
        if (json) {
            ReloadCommand.print(spec, JsonTree.pretty(document));
        } else {
            spec.commandLine().getErr().print(report.findings());
            spec.commandLine().getErr().flush();
            ReloadCommand.print(
                    spec, ReloadText.plan(report, document.path("moreSteps").asInt(), against));
        }
        return switch (report.outcome()) {
            case FAILED -> ExitStatus.FATAL.code();
            case REFUSED -> ExitStatus.CONFIGURATION_FINDINGS.code();
            case CHANGED, UNCHANGED -> {
                if (report.mistakes() > 0) {
                    yield ExitStatus.CONFIGURATION_FINDINGS.code();
                }
                yield strict && !report.interrupts().isEmpty() ? INTERRUPTION : ExitStatus.OK.code();
            }
        };
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
