package holdfast.agent.cli.lvs;

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
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code holdfast lvs list}. The daemon tells in parts; they are put together here. */
public final class LvsListCommand implements Callable<Integer> {
    private final ClientCommandLine line = ClientCommandLine.of("list", this)
            .says(
                    "Shows virtual and real servers like 'ipvsadm -Ln', and their health.",
                    "",
                    "Weight is what the kernel has, '-' when the server is not in its table, and in",
                    "brackets what the configuration says, where that is different.",
                    "",
                    "  holdfast lvs list",
                    "")
            .exits("0:done", "1:no daemon answers", "2:wrong command line", "4:not allowed");
    private final Flag json = line.json("docs/command-line.md");

    /** What picocli reads its command line by. */
    public CommandSpec spec() {
        return line.spec();
    }

    @Override
    public Integer call() {
        try {
            ArrayNode servers = all(new ControlClient(line.controlSocket()));
            PrintWriter out = line.spec().commandLine().getOut();
            out.print(json.isGiven() ? text(servers) : LvsTable.of(servers, ZonedDateTime.now(ZoneId.systemDefault())));
            out.flush();
            return ExitStatus.OK.code();
        } catch (ControlFailure e) {
            return Question.report(line.spec(), e);
        }
    }

    private static ArrayNode all(ControlClient daemon) throws ControlFailure {
        ArrayNode servers = JsonNodeFactory.instance.arrayNode();
        ObjectNode request = ControlClient.request("lvs.list");
        int next;
        do {
            JsonNode part = daemon.ask(request);
            for (JsonNode server : part.path("virtualServers")) {
                append(servers, server);
            }
            next = part.path("next").asInt(0);
            request.put("from", next).set("listing", part.get("listing"));
        } while (next > 0);
        return servers;
    }

    /** A virtual server whose real servers are cut in two by the end of a part comes twice. */
    private static void append(ArrayNode servers, JsonNode server) {
        JsonNode last = servers.path(servers.size() - 1);
        if (last.path("services").equals(server.path("services"))
                && last.path("realServers") instanceof ArrayNode list) {
            server.path("realServers").forEach(list::add);
        } else {
            servers.add(server);
        }
    }

    private static String text(ArrayNode servers) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set("virtualServers", servers);
        return JsonTree.pretty(document);
    }
}
