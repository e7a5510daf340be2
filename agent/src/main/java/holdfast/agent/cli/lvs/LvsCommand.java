package holdfast.agent.cli.lvs;

import holdfast.agent.cli.DaemonPlace;
import holdfast.agent.cli.lvs.LvsOrderCommand.Order;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/** {@code holdfast lvs}: every subcommand is a request to the daemon. */
public final class LvsCommand implements Runnable {
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("lvs");

    private LvsCommand() {
        explain();
        spec.addOption(OptionSpec.builder("-h", "--help")
                .type(boolean.class)
                .usageHelp(true)
                .description(DaemonPlace.HELP)
                .build());
        subcommands().forEach((name, command) -> spec.addSubcommand(name, new CommandLine(command.get())));
    }

    /** What makes each subcommand, by its name. */
    public static Map<String, Supplier<CommandSpec>> subcommands() {
        Map<String, Supplier<CommandSpec>> commands = new LinkedHashMap<>();
        commands.put("list", () -> new LvsListCommand().spec());
        for (Order order : Order.values()) {
            commands.put(order.word(), () -> new LvsOrderCommand(order).spec());
        }
        return commands;
    }

    /** What picocli reads its command line by. */
    public static CommandSpec spec() {
        return new LvsCommand().spec;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "what? One of " + String.join(", ", spec.subcommands().keySet()));
    }

    private void explain() {
        spec.usageMessage()
                .description(
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
                        "")
                .synopsisSubcommandLabel("COMMAND")
                .commandListHeading("%nCommands:%n")
                .optionListHeading("%nOptions:%n")
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(UsageMessageSpec.keyValuesMap(
                        "0:done", "1:refused, or no daemon answers", "2:wrong command line", "4:not allowed"));
    }
}
