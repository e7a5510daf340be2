package holdfast.agent.cli.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.ClientCommandLine;
import holdfast.agent.cli.ClientCommandLine.Flag;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.cli.status.Question;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import holdfast.agent.control.JsonTree;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code holdfast restart}. */
public final class RestartCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(75);
    private static final long BETWEEN_MILLIS = 50;

    private final ClientCommandLine line = ClientCommandLine.of("restart", this)
            .says(
                    "Puts a new process in the place of the daemon, after an upgrade for example,",
                    "while it serves: addresses stay, adverts go on, other nodes notice nothing. The",
                    "new process reads the configuration and gets ready first; should it fail, the",
                    "old one goes on. Under systemd the service stays the same one.",
                    "",
                    "  holdfast restart --hitless",
                    "")
            .exits(
                    "0:done",
                    "1:not restarted, the old process goes on",
                    "2:wrong command line",
                    "3:no daemon answers, or one of a version that cannot",
                    "4:not allowed");
    private final Flag json;

    /** For a command line. */
    public RestartCommand() {
        line.requiredFlag(
                "Without interruption; for a restart with one there is 'systemctl restart holdfast'.", "--hitless");
        json = line.json("docs/planned-operation.md");
    }

    /** What picocli reads its command line by. */
    public CommandSpec spec() {
        return line.spec();
    }

    @Override
    public Integer call() throws InterruptedException {
        ControlClient client = new ControlClient(line.controlSocket());
        long began = System.nanoTime();
        JsonNode before;
        JsonNode begun;
        try {
            before = client.ask(ControlClient.request("status"));
            begun = client.ask(ControlClient.request("daemon.restart"));
        } catch (ControlFailure e) {
            int status = Question.report(line.spec(), e);
            return cannot(e) ? ExitStatus.NOBODY.code() : status;
        }
        Optional<ObjectNode> end = Optional.empty();
        while (end.isEmpty() && System.nanoTime() - began < PATIENCE.toNanos()) {
            Thread.sleep(BETWEEN_MILLIS);
            end = look(client, begun, masters(before));
        }
        ObjectNode document = end.orElseGet(() -> JsonNodeFactory.instance
                .objectNode()
                .put("done", false)
                .put("detail", "no daemon answered within " + PATIENCE.toSeconds() + " s"));
        boolean nobody = end.isEmpty();
        document.put("tookSeconds", Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
        int status = tell(document);
        return nobody ? ExitStatus.NOBODY.code() : status;
    }

    private static boolean cannot(ControlFailure failure) {
        return switch (failure.kind()) {
            case NO_DAEMON, UNKNOWN_COMMAND -> true;
            case NOT_ALLOWED, REFUSED -> false;
        };
    }

    /** How it ended, if it has. For a moment there is nobody who answers. */
    private static Optional<ObjectNode> look(ControlClient client, JsonNode begun, Map<String, String> masters) {
        try {
            ObjectNode request = ControlClient.request("events").put("since", 0L);
            request.putArray("kinds").add("restart");
            JsonNode events = client.ask(request);
            boolean anotherProcess = !events.path("startId").equals(begun.path("startId"));
            for (JsonNode event : events.path("events")) {
                if (anotherProcess && event.path("succeeded").asBoolean()) {
                    return Optional.of(success(client, event, masters));
                }
                if (!anotherProcess
                        && event.path("seq").asLong() > begun.path("since").asLong()) {
                    return Optional.of(JsonNodeFactory.instance
                            .objectNode()
                            .put("done", false)
                            .put("detail", event.path("detail").asText()));
                }
            }
        } catch (ControlFailure e) {
            return Optional.empty(); // it changes places just now
        }
        return Optional.empty();
    }

    private static ObjectNode success(ControlClient client, JsonNode event, Map<String, String> masters)
            throws ControlFailure {
        JsonNode after = client.ask(ControlClient.request("status"));
        Map<String, String> still = masters(after);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("done", still.keySet().containsAll(masters.keySet()));
        document.put("formerPid", event.path("formerPid").asLong());
        document.put("pid", after.path("agent").path("pid").asLong());
        document.put("gapSeconds", event.path("gapSeconds").asDouble());
        ArrayNode list = document.putArray("master");
        still.values().forEach(list::add);
        Map<String, String> lost = new TreeMap<>(masters);
        lost.keySet().removeAll(still.keySet());
        document.put("detail", lost.isEmpty() ? "" : "no longer MASTER of " + String.join(", ", lost.values()));
        return document;
    }

    /** By what they are on the network: names may have been edited. */
    private static Map<String, String> masters(JsonNode status) {
        Map<String, String> masters = new TreeMap<>();
        for (JsonNode instance : status.path("instances")) {
            if (instance.path("state").asText().equals("MASTER")) {
                String key = String.join(
                        "/",
                        instance.path("interface").asText(),
                        instance.path("virtualRouterId").asText(),
                        instance.path("family").asText());
                masters.put(key, instance.path("instance").asText());
            }
        }
        return masters;
    }

    private int tell(ObjectNode document) {
        boolean done = document.path("done").asBoolean();
        CommandLine command = line.spec().commandLine();
        PrintWriter out = command.getOut();
        if (json.isGiven()) {
            out.print(JsonTree.pretty(document));
        } else if (document.has("pid")) {
            out.println(
                    "Process %d took the place of %d, ready after %.1f s; it served %d ms after that one had left everything, and adverts went on%s"
                            .formatted(
                                    document.path("pid").asLong(),
                                    document.path("formerPid").asLong(),
                                    document.path("tookSeconds").asDouble(),
                                    Math.round(document.path("gapSeconds").asDouble() * 1000),
                                    done ? "." : "; " + document.path("detail").asText()));
        } else {
            command.getErr()
                    .println(command.getCommandName() + ": not restarted: "
                            + document.path("detail").asText());
        }
        out.flush();
        return done ? ExitStatus.OK.code() : ExitStatus.FATAL.code();
    }
}
