package holdfast.agent.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.ClientCommandLine;
import holdfast.agent.cli.ClientCommandLine.Flag;
import holdfast.agent.cli.ClientCommandLine.Word;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import holdfast.agent.control.JsonTree;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code holdfast stats}: the counters of the status. */
public final class StatsCommand implements Callable<Integer> {
    private final ClientCommandLine line = ClientCommandLine.of("stats", this)
            .says(
                    "Shows the counters of each instance since it was configured: adverts, packets",
                    "not believed by reason, changes of state by cause; how punctual the VRRP loop",
                    "is, and why it was late.",
                    "",
                    "  holdfast stats",
                    "  holdfast stats VI_1 --json",
                    "")
            .exits("0:done", "1:no daemon answers, or no such instance", "2:wrong command line", "4:not allowed");
    private final Word instance = line.operand("INSTANCE", "This instance alone.");
    private final Flag json = line.json("docs/status.md");

    /** What picocli reads its command line by. */
    public CommandSpec spec() {
        return line.spec();
    }

    @Override
    public Integer call() {
        try {
            ControlClient client = new ControlClient(line.controlSocket());
            JsonNode status = client.ask(StatusCommand.request(instance.value()));
            Optional<JsonNode> loop = instance.value().isPresent() ? Optional.empty() : loop(client);
            String text = json.isGiven()
                    ? JsonTree.pretty(counters(status, loop))
                    : text(status)
                            + loop.map(timing -> "\n" + LoopText.of(timing)).orElse("");
            line.spec().commandLine().getOut().print(text);
            line.spec().commandLine().getOut().flush();
            return ExitStatus.OK.code();
        } catch (ControlFailure e) {
            return Question.report(line.spec(), e);
        }
    }

    /** Empty: the daemon is older than this command. */
    private static Optional<JsonNode> loop(ControlClient client) throws ControlFailure {
        try {
            return Optional.of(client.ask(ControlClient.request("loop")));
        } catch (ControlFailure e) {
            if (e.kind() == ControlFailure.Kind.UNKNOWN_COMMAND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static ObjectNode counters(JsonNode status, Optional<JsonNode> loop) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set("at", status.path("at"));
        ArrayNode instances = document.putArray("instances");
        for (JsonNode instance : status.path("instances")) {
            ObjectNode one = instances.addObject();
            one.set("instance", instance.path("instance"));
            one.setAll((ObjectNode) instance.path("counters"));
        }
        document.set("packetsWithoutVrid", status.path("packetsWithoutVrid"));
        document.set("unknownVrids", status.path("unknownVrids"));
        loop.ifPresent(timing -> document.set("loop", timing));
        return document;
    }

    static String text(JsonNode status) {
        TextTable table = new TextTable(
                "INSTANCE", "RECEIVED", "SENT", "BECAME MASTER", "RELEASED", "PRIORITY 0 RECEIVED", "SENT", "REJECTED");
        TextTable rejected = new TextTable("INSTANCE", "NOT BELIEVED BECAUSE", "PACKETS");
        TextTable transitions = new TextTable("INSTANCE", "BECAME", "BECAUSE", "TIMES");
        for (JsonNode instance : status.path("instances")) {
            String name = instance.path("instance").asText();
            JsonNode counters = instance.path("counters");
            long sum = 0;
            for (var reason : counters.path("rejected").properties()) {
                sum += reason.getValue().asLong();
                rejected.row(name, reason.getKey(), reason.getValue().asText());
            }
            table.row(
                    name,
                    counters.path("advertsReceived").asText(),
                    counters.path("advertsSent").asText(),
                    counters.path("becameMaster").asText(),
                    counters.path("releasedMaster").asText(),
                    counters.path("priorityZeroReceived").asText(),
                    counters.path("priorityZeroSent").asText(),
                    Long.toString(sum));
            for (JsonNode kind : counters.path("transitions")) {
                transitions.row(
                        name,
                        kind.path("to").asText(),
                        kind.path("cause").asText(),
                        kind.path("count").asText());
            }
        }
        return table.text(0)
                + (rejected.isEmpty() ? "" : "\n" + rejected.text(0))
                + (transitions.isEmpty() ? "" : "\n" + transitions.text(0));
    }
}
