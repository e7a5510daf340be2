package holdfast.agent.cli;

import holdfast.agent.cli.DaemonOption.Effect;
import holdfast.agent.cli.Getopt.Occurrence;
import holdfast.agent.control.ControlPath;
import holdfast.agent.log.LogFormat;
import holdfast.agent.log.LogSettings;
import holdfast.agent.log.SyslogFacility;
import holdfast.agent.web.WebSettings;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * From the words of a daemon command line to what it asks for. The last of repeated options wins, as in keepalived; {@code --listen} and
 * {@code --peer-page} add to each other.
 */
public final class DaemonArguments {
    /** Where {@code -g} without a value logs to; not in /tmp, where anyone could lay a link in its place. */
    static final Path DEFAULT_LOG_FILE = Path.of("/var/log/holdfast.log");

    private final List<Occurrence> occurrences;
    private final Map<DaemonOption, Optional<String>> given = new EnumMap<>(DaemonOption.class);

    private DaemonArguments(List<Occurrence> occurrences) {
        this.occurrences = occurrences;
        for (Occurrence occurrence : occurrences) {
            given.put(occurrence.option(), occurrence.value());
        }
    }

    /**
     * Understands a command line without subcommand.
     *
     * @param words the arguments without the program's name
     * @return what is asked for
     * @throws StartupFailure with {@link ExitStatus#USAGE} when a word is not understood
     */
    public static Invocation parse(List<String> words) throws StartupFailure {
        Getopt.Parsed parsed = Getopt.parse(words);
        DaemonArguments arguments = new DaemonArguments(parsed.occurrences());
        if (arguments.has(DaemonOption.HELP)) {
            return new Invocation.Help();
        }
        if (arguments.has(DaemonOption.VERSION)) {
            return new Invocation.Version();
        }
        if (!parsed.operands().isEmpty()) {
            throw unexpected(parsed.operands().getFirst(), arguments);
        }
        return arguments.invocation();
    }

    private Invocation invocation() throws StartupFailure {
        Optional<String> signal = value(DaemonOption.SIGNUM);
        if (signal.isPresent()) {
            return new Invocation.SignalNumber(signalNumber(signal.get()));
        }
        refuse();
        DaemonOptions options = options();
        if (has(DaemonOption.CONFIG_TEST)) {
            Optional<String> report = value(DaemonOption.CONFIG_TEST);
            return new Invocation.Test(
                    options,
                    report.isPresent() ? Optional.of(path(DaemonOption.CONFIG_TEST, report.get())) : Optional.empty());
        }
        return new Invocation.Run(options, place(), remarks());
    }

    private DaemonOptions options() throws StartupFailure {
        String file = value(DaemonOption.USE_FILE).orElse(DaemonOptions.DEFAULT_CONFIGURATION_FILE);
        if (file.isEmpty()) {
            throw new StartupFailure(ExitStatus.USAGE, "option -f needs the name of a file, but it is empty");
        }
        Path pidFile = pathOr(DaemonOption.PID, DaemonOptions.DEFAULT_PID_FILE);
        return new DaemonOptions(
                file,
                has(DaemonOption.ALL_CONFIG),
                value(DaemonOption.CONFIG_ID),
                has(DaemonOption.DONT_FORK),
                log(),
                has(DaemonOption.DUMP_CONF),
                subsystems(),
                pidFile,
                has(DaemonOption.DONT_RELEASE_VRRP),
                has(DaemonOption.DONT_RELEASE_IPVS),
                has(DaemonOption.ADDRESS_MONITORING),
                has(DaemonOption.IGNORE_SIGINT),
                umask(),
                !has(DaemonOption.NO_VIP_LEASE),
                has(DaemonOption.EARLY_START),
                has(DaemonOption.NO_CONTROL)
                        ? Optional.empty()
                        : Optional.of(pathOr(DaemonOption.CONTROL, ControlPath.of(pidFile))),
                eventHook(),
                web(),
                keepalivedBeside(),
                has(DaemonOption.LENIENT),
                has(DaemonOption.VERIFY_CERTIFICATES),
                has(DaemonOption.SUCCESSOR));
    }

    private Optional<Path> eventHook() throws StartupFailure {
        Optional<String> program = value(DaemonOption.EVENT_HOOK);
        return program.isPresent() ? Optional.of(path(DaemonOption.EVENT_HOOK, program.get())) : Optional.empty();
    }

    private Optional<WebSettings> web() throws StartupFailure {
        try {
            List<InetSocketAddress> addresses = new ArrayList<>();
            for (String text : all(DaemonOption.LISTEN)) {
                addresses.add(WebSettings.address(text));
            }
            List<URI> peers = new ArrayList<>();
            for (String text : all(DaemonOption.PEER_PAGE)) {
                peers.add(WebSettings.peerPage(text));
            }
            if (addresses.isEmpty() && !peers.isEmpty()) {
                throw new StartupFailure(
                        ExitStatus.USAGE,
                        "option --peer-page is about our own page, which needs --listen ADDRESS:PORT");
            }
            return addresses.isEmpty() ? Optional.empty() : Optional.of(new WebSettings(addresses, peers));
        } catch (IllegalArgumentException e) {
            throw new StartupFailure(ExitStatus.USAGE, e.getMessage(), e);
        }
    }

    /** All values of an option that may be given again, in order. */
    private List<String> all(DaemonOption option) {
        List<String> values = new ArrayList<>();
        for (Occurrence occurrence : occurrences) {
            if (occurrence.option() == option) {
                occurrence.value().ifPresent(values::add);
            }
        }
        return values;
    }

    private KeepalivedBeside keepalivedBeside() {
        if (has(DaemonOption.ADOPT)) {
            return KeepalivedBeside.SUCCEEDED;
        }
        return has(DaemonOption.BESIDE_KEEPALIVED) ? KeepalivedBeside.IGNORED : KeepalivedBeside.REFUSED;
    }

    private LogFormat logFormat() throws StartupFailure {
        Optional<String> word = value(DaemonOption.LOG_FORMAT);
        if (word.isEmpty()) {
            return LogFormat.TEXT;
        }
        return LogFormat.named(word.get())
                .orElseThrow(() -> new StartupFailure(
                        ExitStatus.USAGE,
                        "unknown format '" + word.get() + "' after --log-format: expected text or json"));
    }

    private LogSettings log() throws StartupFailure {
        SyslogFacility facility = SyslogFacility.DAEMON;
        Optional<String> word = value(DaemonOption.LOG_FACILITY);
        if (word.isPresent()) {
            facility = SyslogFacility.named(word.get())
                    .orElseThrow(() -> new StartupFailure(
                            ExitStatus.USAGE,
                            "unknown syslog facility '" + word.get()
                                    + "' after -S: expected 0 to 7, local0 to local7, user or daemon"));
        }
        Optional<Path> file = Optional.empty();
        if (has(DaemonOption.LOG_FILE)) {
            Optional<String> name = value(DaemonOption.LOG_FILE);
            file = Optional.of(name.isPresent() ? path(DaemonOption.LOG_FILE, name.get()) : DEFAULT_LOG_FILE);
        }
        return new LogSettings(
                has(DaemonOption.LOG_CONSOLE),
                has(DaemonOption.LOG_DETAIL),
                !has(DaemonOption.NO_SYSLOG),
                facility,
                file,
                logFormat(),
                has(DaemonOption.FLUSH_LOG_FILE));
    }

    /** {@code -P} and {@code -C} each name a part that runs; without either all run. {@code -B} takes BFD away. */
    private Set<Subsystem> subsystems() throws StartupFailure {
        Set<Subsystem> subsystems = EnumSet.noneOf(Subsystem.class);
        if (has(DaemonOption.VRRP)) {
            subsystems.add(Subsystem.VRRP);
        }
        if (has(DaemonOption.CHECK)) {
            subsystems.add(Subsystem.CHECKERS);
        }
        if (subsystems.isEmpty()) {
            subsystems.addAll(EnumSet.allOf(Subsystem.class));
        }
        if (has(DaemonOption.NO_BFD)) {
            subsystems.remove(Subsystem.BFD);
        }
        return subsystems;
    }

    private Invocation.Place place() {
        if (has(DaemonOption.BACKGROUND_CHILD)) {
            return new Invocation.Place.BackgroundChild();
        }
        return has(DaemonOption.DONT_FORK) || has(DaemonOption.SUCCESSOR)
                ? new Invocation.Place.Foreground()
                : new Invocation.Place.Background(backgroundArguments());
    }

    private List<String> backgroundArguments() {
        List<String> arguments = new ArrayList<>();
        arguments.add("--" + DaemonOption.BACKGROUND_CHILD.longName());
        for (Occurrence occurrence : occurrences) {
            DaemonOption option = occurrence.option();
            String written = "--" + option.longName();
            arguments.add(occurrence
                    .value()
                    .map(value -> written + "=" + (option.valueName().equals("FILE") ? absolute(value) : value))
                    .orElse(written));
        }
        return arguments;
    }

    private static String absolute(String file) {
        return file.isEmpty()
                ? file
                : Path.of("").toAbsolutePath().resolve(file).toString();
    }

    private List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        for (DaemonOption option : given.keySet()) {
            if (option.effect() == Effect.NONE) {
                remarks.add("Option " + option.shortest() + " has no effect: " + option.text());
            }
        }
        return remarks;
    }

    private void refuse() throws StartupFailure {
        for (DaemonOption option : given.keySet()) {
            if (option.effect() == Effect.REFUSED) {
                throw new StartupFailure(
                        ExitStatus.USAGE, "option " + option.shortest() + " is not supported: " + option.text());
            }
        }
    }

    private OptionalInt umask() throws StartupFailure {
        Optional<String> mask = value(DaemonOption.UMASK);
        if (mask.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int bits = Integer.decode(mask.get()); // octal after a leading 0, as strtol(3) with base 0
            if (bits >= 0 && bits <= 0777) {
                return OptionalInt.of(bits);
            }
        } catch (NumberFormatException e) {
            throw notAMask(mask.get(), e);
        }
        throw notAMask(mask.get(), null);
    }

    private static StartupFailure notAMask(String word, NumberFormatException cause) {
        return new StartupFailure(
                ExitStatus.USAGE, "'" + word + "' after -u is not a file mask: expected 0 to 0777, such as 022", cause);
    }

    private static int signalNumber(String name) throws StartupFailure {
        return SignalFunction.named(name)
                .orElseThrow(() -> new StartupFailure(
                        ExitStatus.FATAL,
                        "unknown signal name '" + name + "' after --signum: expected "
                                + String.join(", ", SignalFunction.names())))
                .number();
    }

    private static StartupFailure unexpected(String operand, DaemonArguments arguments) {
        String hint = "";
        if (arguments.has(DaemonOption.CONFIG_TEST)) {
            hint = ": to check a file, write '-t -f " + operand + "' or 'holdfast check " + operand + "'";
        } else if (operand.endsWith(".conf")) {
            hint = ": to use a configuration file, write '-f " + operand + "'";
        } else if (arguments.has(DaemonOption.LOG_FILE)) {
            hint = ": a log file is attached to its option, '--log-file=" + operand + "'";
        }
        return new StartupFailure(ExitStatus.USAGE, "unexpected argument '" + operand + "'" + hint);
    }

    private Path pathOr(DaemonOption option, Path otherwise) throws StartupFailure {
        Optional<String> name = value(option);
        return name.isPresent() ? path(option, name.get()) : otherwise;
    }

    private static Path path(DaemonOption option, String name) throws StartupFailure {
        if (name.isEmpty()) {
            throw new StartupFailure(
                    ExitStatus.USAGE, "option " + option.shortest() + " needs the name of a file, but it is empty");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new StartupFailure(
                    ExitStatus.USAGE, "option " + option.shortest() + ": '" + name + "' is not a file name", e);
        }
    }

    private boolean has(DaemonOption option) {
        return given.containsKey(option);
    }

    private Optional<String> value(DaemonOption option) {
        return given.getOrDefault(option, Optional.empty());
    }
}
