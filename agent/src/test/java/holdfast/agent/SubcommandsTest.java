package holdfast.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.cli.CommandLineModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What every command has, also one that is written tomorrow. */
class SubcommandsTest {
    private static final int TERMINAL_WIDTH = 80;

    /** Each line of {@code events} is a JSON object already. */
    private static final Set<String> JSON_ALWAYS = Set.of("holdfast events");

    /** Every command that does something; {@code holdfast lvs} alone does not. */
    private static List<CommandSpec> commands() {
        List<CommandSpec> found = new ArrayList<>();
        for (CommandLine command :
                CommandLineModel.of(Subcommands.byName()).getSubcommands().values()) {
            add(command.getCommandSpec(), found);
        }
        return found;
    }

    private static void add(CommandSpec command, List<CommandSpec> found) {
        if (command.subcommands().isEmpty()) {
            found.add(command);
        }
        command.subcommands().values().forEach(part -> add(part.getCommandSpec(), found));
    }

    private static String help(CommandSpec command) {
        return String.join("\n", command.usageMessage().description()) + "\n"
                + String.join("\n", command.usageMessage().footer());
    }

    /** The command itself, or the one it is a part of, whose help somebody reads first. */
    private static boolean itOrItsParent(CommandSpec command, Predicate<CommandSpec> has) {
        return has.test(command) || (command.parent().parent() != null && has.test(command.parent()));
    }

    private static void everyCommand(Predicate<CommandSpec> has) {
        assertEquals(
                List.of(),
                commands().stream()
                        .filter(has.negate())
                        .map(CommandSpec::qualifiedName)
                        .toList());
    }

    @Test
    void everyCommandHasHelp() {
        everyCommand(command -> command.options().stream().anyMatch(OptionSpec::usageHelp));
    }

    @Test
    void everyCommandHasAnExample() {
        everyCommand(command -> itOrItsParent(command, one -> help(one).contains("  " + command.qualifiedName())));
    }

    @Test
    void everyCommandExplainsItsExitStatuses() {
        everyCommand(command -> itOrItsParent(
                command,
                one -> one.usageMessage().exitCodeList().keySet().stream()
                        .map(String::strip)
                        .toList()
                        .containsAll(List.of("0", "2"))));
    }

    @Test
    void everyCommandAnswersInJsonOnRequest() {
        everyCommand(command -> JSON_ALWAYS.contains(command.qualifiedName())
                || command.findOption("--json") != null
                || (command.findOption("--format") != null
                        && String.join(" ", command.findOption("--format").description())
                                .contains("json")));
    }

    @Test
    void everyOptionAndOperandIsExplained() {
        everyCommand(command -> command.args().stream()
                .noneMatch(argument -> description(argument).isBlank()));
    }

    private static String description(ArgSpec argument) {
        return String.join(" ", argument.description());
    }

    @Test
    void noLineOfAHelpTextIsBrokenByThePrinter() {
        everyCommand(command -> (help(command) + "\n" + help(command.parent()))
                .lines()
                .allMatch(line -> line.length() <= TERMINAL_WIDTH));
    }

    /** The other commands are not found there, and what these load is not recorded elsewhere. */
    @Test
    void theLauncherKnowsWhichCommandsOnlyAskTheDaemon() throws IOException {
        Path root = Path.of(System.getProperty("maven.multiModuleProjectDirectory", ".."));
        String launcher = Files.readString(root.resolve("packaging/src/image/bin/holdfast"));
        Matcher words = Pattern.compile("(?m)^ *([a-z| -]+)\\)\\n.*\\n.*holdfast\\.agent\\.Client")
                .matcher(launcher);
        assertTrue(words.find(), "no case for holdfast.agent.Client");
        assertEquals(
                new TreeSet<>(Subcommands.askingTheDaemon().keySet()),
                new TreeSet<>(Arrays.asList(words.group(1).split(" \\| ", -1))));
    }
}
