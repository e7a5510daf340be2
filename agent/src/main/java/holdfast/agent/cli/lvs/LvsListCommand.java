package holdfast.agent.cli.lvs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.DaemonPlace;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.cli.status.Question;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdfast lvs list}. The daemon tells in parts; they are put together here. */
@Command(
        name = "list",
        description = {
            "Shows virtual and real servers like 'ipvsadm -Ln', and their health.",
            "",
            "Weight is what the kernel has, '-' when the server is not in its table, and in",
            "brackets what the configuration says, where that is different.",
            ""
        },
        sortOptions = false,
        optionListHeading = "%nOptions:%n")
final class LvsListCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "For programs: docs/command-line.md explains the members.")
    private boolean json;

    @Mixin
    private DaemonPlace place;

    /** For picocli, which fills in the fields. */
    LvsListCommand() {}

    @Override
    public Integer call() {
        try {
            ArrayNode servers = all(new ControlClient(place.controlSocket()));
            PrintWriter out = spec.commandLine().getOut();
            out.print(json ? text(servers) : LvsTable.of(servers, ZonedDateTime.now(ZoneId.systemDefault())));
            out.flush();
            return ExitStatus.OK.code();
        } catch (ControlFailure e) {
            return Question.report(spec.parent(), e);
        }
    }

    private static ArrayNode all(ControlClient daemon) throws ControlFailure {
        ArrayNode servers = MAPPER.createArrayNode();
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
        ObjectNode document = MAPPER.createObjectNode();
        document.set("virtualServers", servers);
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e); // trees can always be written
        }
    }
}
