package holdfast.agent.reload;

import com.fasterxml.jackson.databind.JsonNode;
import holdfast.agent.cli.ClientCommandLine;
import holdfast.agent.cli.ClientCommandLine.Flag;
import holdfast.agent.cli.ClientCommandLine.Word;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.cli.StartupFailure;
import holdfast.agent.cli.status.Question;
import holdfast.agent.configuration.FileSourceLoader;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import holdfast.agent.control.JsonTree;
import holdfast.conf.SourceLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code holdfast plan}: what a reload would do. */
public final class PlanCommand implements Callable<Integer> {
    /** In each the daemon says which files are included by those it has; they can be nested 32 deep. */
    private static final int MOST_ROUNDS = 40;

    private static final int INTERRUPTION = 3;

    private final ClientCommandLine line = ClientCommandLine.of("plan", this)
            .says(
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
                    "")
            .operandsApart()
            .exits(
                    "0:told; a reload would be fine",
                    "1:no daemon answers",
                    "2:wrong command line",
                    "3:with --strict: a reload would interrupt something",
                    "4:not allowed",
                    "5:mistakes in the file: a reload would refuse it, or not everything is as written");
    private final Word file = line.fileOperand("FILE", "The configuration file that might come.");
    private final Word from = line.file("OLD", "Compare with this file, not with what a daemon runs.", "--from");
    private final Word configId = line.word(
            "ID", "With --from: name for lines that begin with @ID (default: host name).", "-i", "--config-id");
    private final Flag strict = line.flag("Exit status 3 when the reload would interrupt something.", "--strict");
    private final Flag json = line.json("docs/operations.md");

    /** What picocli reads its command line by. */
    public CommandSpec spec() {
        return line.spec();
    }

    @Override
    public Integer call() {
        try {
            if (from.value().isPresent()) {
                return compare(from.value().get());
            }
            if (configId.value().isPresent()) {
                throw wrong("-i goes with --from; a running daemon has its own");
            }
            ControlClient client = new ControlClient(line.controlSocket(), ReloadHandlers.PATIENCE);
            Optional<String> named =
                    file.value().map(name -> Path.of(name).toAbsolutePath().toString());
            JsonNode answer = ask(client, named.isPresent() ? named.get() : ownFile(client));
            return print(ReloadJson.report(answer), answer, "as the daemon runs now");
        } catch (ControlFailure e) {
            return Question.report(line.spec(), e);
        } catch (StartupFailure e) {
            line.spec().commandLine().getErr().println("holdfast plan: " + e.getMessage());
            return e.status().code();
        }
    }

    private int compare(String old) throws StartupFailure {
        String next = file.value().orElseThrow(() -> wrong("--from compares two files: name the new one, too"));
        ReloadReport report = TwoFiles.plan(old, next, configId.value());
        return print(report, ReloadJson.of(report), "as if it ran with " + old + " and were MASTER of everything");
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

    private JsonNode ask(ControlClient client, String file) throws ControlFailure {
        SourceBundle bundle = new SourceBundle();
        SourceLoader disk = new FileSourceLoader(); // by the right of this user
        bundle.filledFrom(disk).read(file);
        // What it includes the daemon finds out: loading a parser would take longer than all else here.
        JsonNode answer = send(client, file, bundle);
        for (int round = 1; answer.has("wanted") && round < MOST_ROUNDS; round++) {
            bundle.add(answer.path("wanted"), disk);
            answer = send(client, file, bundle);
        }
        if (answer.has("wanted")) {
            throw wrong(file + " includes files that include others, more than " + MOST_ROUNDS + " one after another");
        }
        return answer;
    }

    private static JsonNode send(ControlClient client, String file, SourceBundle bundle) throws ControlFailure {
        return client.ask(ControlClient.request("plan").put("file", file).put("sources", bundle.bytes()));
    }

    private int print(ReloadReport report, JsonNode document, String against) {
        if (json.isGiven()) {
            ReloadCommand.print(line.spec(), JsonTree.pretty(document));
        } else {
            line.spec().commandLine().getErr().print(report.findings());
            line.spec().commandLine().getErr().flush();
            ReloadCommand.print(
                    line.spec(),
                    ReloadText.plan(report, document.path("moreSteps").asInt(), against));
        }
        return switch (report.outcome()) {
            case FAILED -> ExitStatus.FATAL.code();
            case REFUSED -> ExitStatus.CONFIGURATION_FINDINGS.code();
            case CHANGED, UNCHANGED -> {
                if (report.mistakes() > 0) {
                    yield ExitStatus.CONFIGURATION_FINDINGS.code();
                }
                yield strict.isGiven() && !report.interrupts().isEmpty() ? INTERRUPTION : ExitStatus.OK.code();
            }
        };
    }

    private ParameterException wrong(String message) {
        return new ParameterException(line.spec().commandLine(), message);
    }
}
