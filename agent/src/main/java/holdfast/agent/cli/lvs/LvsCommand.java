package holdfast.agent.cli.lvs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.DaemonPlace;
import holdfast.agent.cli.HelpOption;
import holdfast.agent.cli.JsonOption;
import holdfast.agent.cli.status.Question;
import holdfast.agent.control.ControlClient;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast lvs}: every subcommand is a request to the daemon. */
@Command(
        name = "lvs",
        description = {
            "Shows the virtual servers of the running daemon, and takes real servers in and",
            "out without a change of the configuration.",
            "",
            "VIRTUAL is written as for ipvsadm: 10.0.0.1:80, [2001:db8::1]:80, 'udp",
            "10.0.0.1:53' where there is a TCP one too, 'fwmark 5', or a group's name. It may",
            "be left out when only one virtual server has the real server.",
            "",
            "What is set here holds over reloads and changes of health, until 'reset', until",
            "the daemon ends, or until the time of --until: 30m, 2h30m, 18:00,",
            "2026-12-01T06:00.",
            "",
            "  holdfast lvs list",
            "  holdfast lvs drain 10.0.0.11:80 --until 2h",
            "  holdfast lvs disable 10.0.0.11:80",
            "  holdfast lvs enable 10.0.0.11:80",
            "  holdfast lvs weight 10.0.0.1:80 10.0.0.12:80 5",
            "  holdfast lvs reset",
            ""
        },
        addMethodSubcommands = false, // spec() adds them
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "1:refused, or no daemon answers", "2:wrong command line", "4:not allowed"})
public final class LvsCommand implements Runnable {
    private static final String SERVER = "[VIRTUAL] REAL";
    private static final String WHICH = "The real server, and its virtual server where it has several.";

    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private HelpOption help;

    /** For picocli, which fills in the fields. */
    private LvsCommand() {}

    /** What picocli reads its command line by. */
    public static CommandSpec spec() {
        CommandSpec spec = CommandSpec.forAnnotatedObject(new LvsCommand());
        return spec.addSubcommand("list", new CommandLine(new LvsListCommand().spec()))
                .addMethodSubcommands(CommandLine.defaultFactory());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what? One of list, drain, disable, enable, weight, reset");
    }

    @Command(name = "drain", description = "No new connections for a real server; those it has live on (weight 0).")
    int drain(
            @Parameters(arity = "1..*", paramLabel = SERVER, description = WHICH) List<String> server,
            @Mixin Until until,
            @Mixin JsonOption json,
            @Mixin DaemonPlace place) {
        return override("drain", "drained", server, Optional.empty(), until, json, place);
    }

    @Command(name = "disable", description = "Takes a real server out of the table; its connections end.")
    int disable(
            @Parameters(arity = "1..*", paramLabel = SERVER, description = WHICH) List<String> server,
            @Mixin Until until,
            @Mixin JsonOption json,
            @Mixin DaemonPlace place) {
        return override("disable", "disabled", server, Optional.empty(), until, json, place);
    }

    @Command(name = "enable", description = "Takes 'drain' and 'disable' back.")
    int enable(
            @Parameters(arity = "1..*", paramLabel = SERVER, description = WHICH) List<String> server,
            @Mixin Until until,
            @Mixin JsonOption json,
            @Mixin DaemonPlace place) {
        return override("enable", "enabled", server, Optional.empty(), until, json, place);
    }

    @Command(name = "weight", description = "Gives a real server another weight, while its checks pass.")
    int weight(
            @Parameters(arity = "2..*", paramLabel = "[VIRTUAL] REAL WEIGHT", description = WHICH) List<String> words,
            @Mixin Until until,
            @Mixin JsonOption json,
            @Mixin DaemonPlace place) {
        String weight = words.getLast();
        if (!weight.matches("[0-9]{1,10}") || Long.parseLong(weight) > Integer.MAX_VALUE) {
            throw wrong("'" + weight + "' is no weight: a whole number from 0 to " + Integer.MAX_VALUE + " comes last");
        }
        return override(
                "weight",
                "weight " + weight + ":",
                words.subList(0, words.size() - 1),
                Optional.of(Integer.parseInt(weight)),
                until,
                json,
                place);
    }

    @Command(name = "reset", description = "Takes back what was set on a real server, or on all of them.")
    int reset(
            @Parameters(arity = "0..*", paramLabel = SERVER, description = WHICH) List<String> server,
            @Mixin JsonOption json,
            @Mixin DaemonPlace place) {
        if (server != null && !server.isEmpty()) {
            return override("reset", "reset", server, Optional.empty(), new Until(), json, place);
        }
        return Question.ask(spec, place.controlSocket(), ControlClient.request("lvs.reset"), json.isGiven(), answer -> {
            int count = answer.path("realServers").asInt();
            return (count == 0
                            ? "nothing was set on any real server"
                            : "reset: " + count + (count == 1 ? " real server" : " real servers"))
                    + "\n";
        });
    }

    private int override(
            String command,
            String done,
            List<String> server,
            Optional<Integer> weight,
            Until until,
            JsonOption json,
            DaemonPlace place) {
        ObjectNode request = ControlClient.request("lvs." + command);
        List<String> words = new ArrayList<>(server);
        request.put("real", words.removeLast());
        if (!words.isEmpty()) {
            request.put("virtual", String.join(" ", words));
        }
        weight.ifPresent(number -> request.put("weight", number));
        ZonedDateTime now = ZonedDateTime.now(ZoneId.systemDefault());
        Optional<Duration> lasting;
        try {
            lasting = until.from(now);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
        lasting.ifPresent(time -> request.put("seconds", Math.max(1, time.toSeconds())));
        String end =
                lasting.map(time -> " until " + Until.text(now.plus(time), now)).orElse("");
        return Question.ask(
                spec,
                place.controlSocket(),
                request,
                json.isGiven(),
                answer -> "%s %s of %s%s\n"
                        .formatted(
                                done,
                                answer.path("realServer").asText(),
                                answer.path("virtualServer").asText(),
                                end));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
