package holdfast.agent;

import holdfast.agent.cli.Commands;
import holdfast.agent.cli.Daemon;
import holdfast.agent.cli.DaemonArguments;
import holdfast.agent.cli.DaemonOptions;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.cli.HelpText;
import holdfast.agent.cli.Invocation;
import holdfast.agent.cli.Invocation.Place;
import holdfast.agent.cli.Readiness;
import holdfast.agent.cli.StartupFailure;
import holdfast.agent.cli.VersionText;
import holdfast.agent.configuration.CheckedConfiguration;
import holdfast.agent.configuration.ConfigurationCheck;
import holdfast.agent.configuration.FileSourceLoader;
import holdfast.agent.configuration.LocalMachine;
import holdfast.agent.configuration.NodeFacts;
import holdfast.agent.log.Logging;
import holdfast.agent.process.AwaitedPidFile;
import holdfast.agent.process.Background;
import holdfast.agent.process.PidFile;
import holdfast.agent.process.Privileges;
import holdfast.linux.ThisProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program: reads the command line and does what it asks for. A first word without a dash is a subcommand, everything
 * else is keepalived's own command line.
 */
public final class Main {
    /** How long the daemon may take to be ready in the background. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Keepalived's spellings of the subcommand. */
    private static final List<String> GENHASH = List.of("-T", "--genhash");

    private final Daemon daemon;
    private final Map<String, Supplier<Object>> commands;
    private final Optional<String> launcher;
    private final Supplier<List<String>> missingCapabilities;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * The program with its parts.
     *
     * @param daemon what runs when no subcommand is given
     * @param commands the subcommands by name
     * @param launcher the program that starts this one, needed for going to the background
     * @param missingCapabilities asks which of the capabilities that the daemon needs this process lacks
     * @param out standard output
     * @param err standard error
     */
    Main(
            Daemon daemon,
            Map<String, Supplier<Object>> commands,
            Optional<String> launcher,
            Supplier<List<String>> missingCapabilities,
            PrintStream out,
            PrintStream err) {
        this.daemon = daemon;
        this.commands = Map.copyOf(commands);
        this.launcher = launcher;
        this.missingCapabilities = missingCapabilities;
        this.out = out;
        this.err = err;
    }

    /**
     * The entry point.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        Logging.chooseQuickStart();
        Main main = new Main(
                new AgentDaemon(),
                Subcommands.byName(),
                Optional.ofNullable(System.getenv("HOLDFAST_LAUNCHER")),
                Privileges::missing,
                System.out,
                System.err);
        System.exit(main.run(List.of(arguments)));
    }

    /**
     * Does what a command line asks for.
     *
     * @param words the arguments without the program's name
     * @return the exit status
     */
    int run(List<String> words) {
        try {
            if (!words.isEmpty() && GENHASH.contains(words.getFirst())) {
                List<String> command = new ArrayList<>(words);
                command.set(0, "genhash");
                return new Commands(commands, out, err).run(command);
            }
            if (!words.isEmpty() && !words.getFirst().startsWith("-")) {
                return new Commands(commands, out, err).run(words);
            }
            return switch (DaemonArguments.parse(words)) {
                case Invocation.Help _ -> print(HelpText.daemon());
                case Invocation.Version _ -> print(VersionText.full());
                case Invocation.SignalNumber(int number) -> print(number + "\n");
                case Invocation.Test test -> test(test);
                case Invocation.Run run -> run(run, words);
            };
        } catch (StartupFailure e) {
            err.println("holdfast: " + e.getMessage());
            return e.status().code();
        }
    }

    private int print(String text) {
        out.print(text);
        out.flush();
        return ExitStatus.OK.code();
    }

    private int test(Invocation.Test test) throws StartupFailure {
        CheckedConfiguration checked = check(test.options());
        String report = checked.render();
        if (test.report().isPresent()) {
            Path file = test.report().get();
            try {
                Files.writeString(file, report);
            } catch (IOException e) {
                throw new StartupFailure(ExitStatus.FATAL, "cannot write the report: " + reason(e), e);
            }
        } else {
            err.print(report);
        }
        return checked.testStatus().code();
    }

    private static CheckedConfiguration check(DaemonOptions options) {
        return new ConfigurationCheck(new FileSourceLoader(), new LocalMachine())
                .check(options.configurationFile(), NodeFacts.now(options.configId()), options.allFilesRequired());
    }

    private int run(Invocation.Run run, List<String> words) throws StartupFailure {
        DaemonOptions options = run.options();
        options.umask().ifPresent(ThisProcess::umask);
        List<String> missing = missingCapabilities.get();
        if (!missing.isEmpty()) {
            throw new StartupFailure(
                    ExitStatus.CANNOT_RUN,
                    "not allowed to manage addresses (" + String.join(" and ", missing)
                            + " missing): start as root, or with these capabilities");
        }
        return switch (run.place()) {
            case Place.Background(List<String> arguments) -> goToBackground(options, arguments);
            case Place.Foreground _ -> {
                ThisProcess.linkSystemCalls(); // while this thread reads the configuration
                yield stayHere(run, words, () -> {});
            }
            case Place.BackgroundChild _ -> {
                Background.leaveSession();
                yield stayHere(run, words.subList(1, words.size()), Background.readiness(out)); // without the mark
            }
        };
    }

    /** What the terminal should see is said here, before there is a second process: findings, and refusals. */
    private int goToBackground(DaemonOptions options, List<String> arguments) throws StartupFailure {
        String program = launcher.orElseThrow(() -> new StartupFailure(
                ExitStatus.FATAL, "cannot go to the background without HOLDFAST_LAUNCHER in the environment; use -n"));
        CheckedConfiguration checked = check(options);
        if (checked.whyUnreadable().isPresent()) {
            checked.orRefuse();
        }
        err.print(checked.render());
        if (!checked.isRunnable()) {
            throw new StartupFailure(
                    ExitStatus.USAGE, "not started because of the errors in " + options.configurationFile());
        }
        return Background.start(program, arguments, PATIENCE);
    }

    private int stayHere(Invocation.Run run, List<String> words, Readiness readiness) throws StartupFailure {
        try (Logging _ = Logging.start(run.options().log(), err)) {
            Logger log = LoggerFactory.getLogger(Main.class);
            log.info("Starting Holdfast v{}", VersionText.version());
            log.info("Running on Linux {}, Java {}", System.getProperty("os.version"), Runtime.version());
            log.info("Command line: 'holdfast'{}", words.isEmpty() ? "" : " '" + String.join("' '", words) + "'");
            run.remarks().forEach(log::warn);
            try {
                return withPidFile(run.options(), withWarning(run.options(), readiness));
            } catch (StartupFailure e) {
                log.error(e.getMessage());
                if (run.options().log().console()) {
                    return e.status().code(); // the line is on the terminal already
                }
                throw e;
            } catch (RuntimeException e) {
                log.error("Internal error, please report it", e);
                throw new StartupFailure(ExitStatus.INTERNAL, "internal error, please report it: " + e, e);
            } finally {
                log.info("Stopped Holdfast v{}", VersionText.version());
            }
        } catch (IOException e) {
            throw new StartupFailure(ExitStatus.FATAL, "cannot open the log: " + reason(e), e);
        }
    }

    private int withPidFile(DaemonOptions options, Readiness readiness) throws StartupFailure {
        if (!options.successor()) {
            try (PidFile _ = PidFile.acquire(options.pidFile())) {
                return daemon.run(options, readiness);
            }
        }
        try (AwaitedPidFile file = new AwaitedPidFile(options.pidFile())) {
            return daemon.run(options, () -> {
                readiness.ready();
                file.begin();
            });
        }
    }

    /** Said only once the daemon runs: why it does not run must not be buried under this. */
    private Readiness withWarning(DaemonOptions options, Readiness readiness) {
        return () -> {
            if (Logging.isUnheard(options.log())) {
                err.println("holdfast: there is no syslog on this machine, nobody will see the log; -l shows it here");
            }
            readiness.ready();
        };
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> missing.getFile() + ": its folder does not exist";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }
}
