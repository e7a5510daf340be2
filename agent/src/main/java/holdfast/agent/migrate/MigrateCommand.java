package holdfast.agent.migrate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.cli.HelpOption;
import holdfast.agent.cli.JsonOption;
import holdfast.agent.configuration.CheckedConfiguration;
import holdfast.agent.configuration.ConfigurationCheck;
import holdfast.agent.configuration.FileSourceLoader;
import holdfast.agent.configuration.LocalMachine;
import holdfast.agent.configuration.NodeFacts;
import holdfast.agent.control.ControlPath;
import holdfast.linux.ThisProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast migrate}: looks at what coming from keepalived would mean, and changes over. */
@Command(
        name = "migrate",
        description = {
            "Says what would be different if Holdfast ran instead of keepalived, and changes",
            "the services over, without a failover: other nodes do not notice.",
            "",
            "Without --apply and --back nothing is changed. Both do nothing either while",
            "there is an obstacle. The old daemon goes on until the new one is MASTER of",
            "everything the old one is MASTER of; if it does not come to that, the new one is",
            "withdrawn.",
            "",
            "  holdfast migrate",
            "  holdfast migrate --apply",
            "  holdfast migrate --back",
            ""
        },
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:looked, and there is no obstacle; or changed over",
            "1:not changed over; what ran before goes on",
            "2:wrong command line",
            "4:there is an obstacle, or not root"
        })
public final class MigrateCommand implements Callable<Integer> {
    private static final Path ONCE = Path.of("/run/holdfast/once.env");
    private static final Duration HOLDFAST_PATIENCE = Duration.ofSeconds(20);
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final Duration BEYOND_LISTENING = Duration.ofSeconds(15);

    @Spec
    private CommandSpec spec;

    @Option(names = "--apply", description = "Change over from keepalived.service to holdfast.service.")
    private boolean apply;

    @Option(names = "--back", description = "Change over from holdfast.service to keepalived.service.")
    private boolean back;

    @Mixin
    private JsonOption json;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private HelpOption help;

    /** For picocli, which fills in the fields. */
    public MigrateCommand() {}

    @Override
    public Integer call() {
        if (apply && back) {
            throw new ParameterException(spec.commandLine(), "--apply and --back exclude each other");
        }
        try {
            ServiceArguments before = ServiceArguments.of(ServiceArguments.KEEPALIVED);
            ServiceArguments after = ServiceArguments.of(ServiceArguments.HOLDFAST);
            String file = before.options().configurationFile();
            CheckedConfiguration checked = new ConfigurationCheck(new FileSourceLoader(), new LocalMachine())
                    .check(file, NodeFacts.now(before.options().configId()), false);
            Optional<String> unreadable = checked.whyUnreadable();
            if (unreadable.isPresent()) {
                return fail(unreadable.get(), ExitStatus.CANNOT_RUN);
            }
            Assessment assessment = Assessment.of(checked, before, after);
            if (!apply && !back) {
                show(file, assessment);
                return (assessment.obstacles().isEmpty() ? ExitStatus.OK : ExitStatus.CANNOT_RUN).code();
            }
            if (!assessment.obstacles().isEmpty()) {
                return fail(
                        assessment.obstacles().getFirst() + " ('holdfast migrate' shows everything)",
                        ExitStatus.CANNOT_RUN);
            }
            return change(assessment);
        } catch (MigrationException e) {
            return fail(e.getMessage(), ExitStatus.FATAL);
        }
    }

    private int change(Assessment assessment) throws MigrationException {
        if (ThisProcess.effectiveUserId() != 0) {
            return fail("changing over takes root", ExitStatus.CANNOT_RUN);
        }
        if (!Systemd.isHere()) {
            return fail(
                    "there is no systemd on this machine: start Holdfast with --adopt beside keepalived, then end all"
                            + " processes of keepalived at once with KILL",
                    ExitStatus.CANNOT_RUN);
        }
        Services services = new Systemd();
        Patience patience = Patience.ofThisMachine();
        HoldfastStates holdfast = new HoldfastStates(ControlPath.DEFAULT);
        Changeover changeover = new Changeover(
                services, new KeepalivedDump(services, patience), holdfast, handover(holdfast), patience, this::tell);
        long began = System.nanoTime();
        if (apply) {
            changeover.toHoldfast(HOLDFAST_PATIENCE);
        } else {
            changeover.toKeepalived(assessment.longestListening().plus(BEYOND_LISTENING));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        if (json.isGiven()) {
            say(JsonNodeFactory.instance
                    .objectNode()
                    .put("serves", apply ? "holdfast" : "keepalived")
                    .put("seconds", took.toMillis() / MILLIS_PER_SECOND)
                    .toString());
        } else {
            say("%s serves now, and will after a reboot; it took %d.%d s"
                    .formatted(apply ? "Holdfast" : "keepalived", took.toSeconds(), took.toMillisPart() / 100));
        }
        return ExitStatus.OK.code();
    }

    private static Changeover.Handover handover(HoldfastStates holdfast) {
        return new Changeover.Handover() {
            @Override
            public void nextStartTakesOver(boolean does) throws MigrationException {
                try {
                    if (does) {
                        Files.createDirectories(ONCE.getParent());
                        Files.writeString(ONCE, "HOLDFAST_ONCE=--adopt\n");
                    } else {
                        Files.deleteIfExists(ONCE);
                    }
                } catch (IOException e) {
                    throw new MigrationException("cannot write " + ONCE + ": " + e.getMessage(), e);
                }
            }

            @Override
            public void leaveInPlace() throws MigrationException {
                holdfast.leave();
            }
        };
    }

    private void show(String file, Assessment assessment) {
        if (json.isGiven()) {
            var document = JsonNodeFactory.instance.objectNode().put("file", file);
            assessment.remarks().forEach(document.putArray("remarks")::add);
            assessment.differences().forEach(document.putArray("differences")::add);
            assessment.obstacles().forEach(document.putArray("obstacles")::add);
            say(document.toString());
            return;
        }
        list(file + ": what has no effect, or is a mistake:", assessment.remarks());
        list("What Holdfast does differently:", assessment.differences());
        list("Obstacles:", assessment.obstacles());
        say(
                assessment.obstacles().isEmpty()
                        ? "There is no obstacle: 'holdfast migrate --apply' changes over, '--back' takes it back."
                        : "With these, 'holdfast migrate --apply' does nothing.");
    }

    private void list(String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            say(heading);
            lines.forEach(line -> say("  - " + line));
            say("");
        }
    }

    /** How far it is. */
    private void tell(String progress) {
        if (!json.isGiven()) {
            say(progress);
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private int fail(String message, ExitStatus status) {
        spec.commandLine().getErr().println("holdfast migrate: " + message);
        return status.code();
    }
}
