package holdfast.agent.cli.doctor;

import holdfast.agent.check.LocalHost;
import holdfast.agent.cli.DaemonOptions;
import holdfast.agent.cli.DaemonPlace;
import holdfast.agent.cli.ExitStatus;
import holdfast.agent.cli.TerminalColours;
import holdfast.agent.configuration.CheckedConfiguration;
import holdfast.agent.configuration.ConfigurationCheck;
import holdfast.agent.configuration.FileSourceLoader;
import holdfast.agent.configuration.LocalMachine;
import holdfast.agent.configuration.NodeFacts;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import holdfast.agent.doctor.Diagnosis;
import holdfast.agent.doctor.Doctor;
import holdfast.agent.doctor.Examination;
import holdfast.agent.doctor.Gravity;
import holdfast.agent.doctor.Subject;
import holdfast.agent.doctor.machine.DaemonState;
import holdfast.agent.doctor.machine.Deadline;
import holdfast.agent.doctor.machine.LocalFiles;
import holdfast.agent.doctor.machine.LocalNetwork;
import holdfast.agent.doctor.machine.LocalPrograms;
import holdfast.agent.doctor.machine.LocalWire;
import holdfast.agent.doctor.machine.Network;
import holdfast.agent.doctor.machine.Wire;
import holdfast.agent.doctor.segment.Capture;
import holdfast.agent.doctor.segment.Listening;
import holdfast.agent.process.RunningHoldfast;
import holdfast.agent.process.RunningKeepalived;
import holdfast.agent.realserver.LinuxRealServerKernel;
import holdfast.conf.model.VrrpInstance;
import holdfast.linux.InterfaceInfo;
import holdfast.linux.LinuxException;
import holdfast.linux.ThisProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast doctor}. */
@Command(
        name = "doctor",
        description = {
            "Finds faults of this node and its network: what is wrong, what was seen of it,",
            "what comes of it, and the command that mends it. Works with the daemon running",
            "or not, and changes nothing. Needs root. Takes 20 seconds at most, and the time",
            "of --capture.",
            "",
            "  holdfast doctor",
            "  holdfast doctor --capture 5",
            "  holdfast doctor --only firewall,addresses --json",
            ""
        },
        sortOptions = false,
        exitCodeOnInvalidInput = 3,
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing wrong was found (notes are not counted)",
            "1:warnings",
            "2:problems",
            "3:wrong command line",
            "4:cannot examine: not root, or there is no configuration file"
        })
public final class DoctorCommand implements Callable<Integer> {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int MOST_SECONDS = 3600;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-f", "--use-file"},
            paramLabel = "FILE",
            description =
                    "The configuration file (default: that of the running daemon, else /etc/keepalived/keepalived.conf).")
    private Optional<String> file = Optional.empty();

    @Option(
            names = "--config-id",
            paramLabel = "ID",
            description = "Name for lines of the file that begin with @ID (default: host name).")
    private Optional<String> configId = Optional.empty();

    @Option(
            names = "--capture",
            paramLabel = "SECONDS",
            description = "Also listen for so long, and show every VRRP speaker on the segments; nothing is sent.")
    private Optional<Integer> capture = Optional.empty();

    @Option(
            names = {"-i", "--interface"},
            paramLabel = "IFACE",
            description = "With --capture: listen there (default: the interfaces of the instances); may be repeated.")
    private final List<String> interfaces = new ArrayList<>();

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Make these examinations only; --list tells their names.")
    private final Set<String> only = new LinkedHashSet<>();

    @Option(names = "--list", description = "List the examinations, and make none.")
    private boolean list;

    @Option(
            names = {"-a", "--all"},
            description = "Also show what is in order.")
    private boolean all;

    @Option(names = "--json", description = "For programs: docs/doctor.md explains the members.")
    private boolean json;

    @Mixin
    private DaemonPlace place;

    /** For picocli, which fills in the fields. */
    public DoctorCommand() {}

    @Override
    public Integer call() {
        refuseNonsense();
        if (!list && ThisProcess.effectiveUserId() != 0) {
            return unusable("be root: firewall rules, other processes and the network cannot be looked at otherwise");
        }
        try (LinuxRealServerKernel kernel = LinuxRealServerKernel.open()) {
            return visit(kernel);
        } catch (IOException e) {
            return unusable(String.valueOf(e.getMessage()));
        }
    }

    private void refuseNonsense() {
        if (capture.isPresent() && (capture.get() < 1 || capture.get() > MOST_SECONDS)) {
            throw wrong("--capture takes 1 to " + MOST_SECONDS + " seconds, not '" + capture.get() + "'");
        }
        if (!interfaces.isEmpty() && capture.isEmpty()) {
            throw wrong("-i says where --capture listens; give --capture, too");
        }
    }

    private int visit(LinuxRealServerKernel kernel) throws LinuxException {
        Deadline deadline = Deadline.in(LONGEST.plusSeconds(capture.orElse(0)));
        Wire wire = new LocalWire(deadline);
        Doctor doctor = Doctor.of(new Doctor.Instruments(
                new LocalHost(), kernel, new LocalPrograms(deadline), new LocalFiles(), wire, place.controlSocket()));
        if (list) {
            return list(doctor);
        }
        refuseUnknown(doctor);
        DaemonState daemon = ask();
        CheckedConfiguration checked = configuration(daemon);
        Optional<String> unreadable = checked.whyUnreadable();
        if (unreadable.isPresent() && interfaces.isEmpty()) {
            return unusable(unreadable.get() + "; name the file with -f, or listen with --capture 5 -i IFACE");
        }
        Optional<Capture> heard = capture.isPresent()
                ? Optional.of(listen(wire, checked.parse().configuration().vrrpInstances(), capture.get()))
                : Optional.empty();
        Subject subject = new Subject(
                checked,
                LocalNetwork.now(),
                heard.isPresent() && daemon.running().isPresent() ? ask() : daemon, // as it is after the capture
                RunningKeepalived.withFile(Path.of(checked.file())),
                heard);
        Diagnosis diagnosis = doctor.examine(subject, only, deadline);
        int status = status(diagnosis);
        print(
                json
                        ? DiagnosisJson.of(diagnosis, status)
                        : new DiagnosisText(TerminalColours.ofStandardOutput(), all).of(diagnosis));
        return status;
    }

    private void refuseUnknown(Doctor doctor) {
        Set<String> known = doctor.examinations().stream()
                .map(Examination::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        only.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw wrong("there is no examination '" + name + "'; there are " + String.join(", ", known));
        });
    }

    private int list(Doctor doctor) {
        if (json) {
            print(DiagnosisJson.of(doctor.examinations()));
            return ExitStatus.OK.code();
        }
        StringBuilder text = new StringBuilder();
        for (Examination examination : doctor.examinations()) {
            text.append("%-14s %s%n".formatted(examination.name(), examination.about()));
        }
        print(text.toString());
        return ExitStatus.OK.code();
    }

    private DaemonState ask() {
        Path socket = place.controlSocket();
        try {
            return DaemonState.of(new ControlClient(socket).ask(ControlClient.request("status")));
        } catch (ControlFailure e) {
            boolean absent = e.kind() == ControlFailure.Kind.NO_DAEMON
                    && String.valueOf(e.getMessage()).startsWith("no daemon runs");
            return absent
                    ? absent(socket)
                    : new DaemonState.Silent(String.valueOf(e.getMessage()), "systemctl status holdfast");
        }
    }

    /** Nobody listens where we asked: there is no daemon, or it is elsewhere. */
    private static DaemonState absent(Path socket) {
        return RunningHoldfast.any()
                .map(DoctorCommand::elsewhere)
                .orElseGet(() -> new DaemonState.Absent(
                        Files.exists(socket) ? "nobody listens at " + socket : "there is no control socket " + socket));
    }

    private static DaemonState elsewhere(RunningHoldfast other) {
        String reason =
                "process " + other.pid() + " runs with " + other.options().configurationFile();
        return other.options()
                .controlSocket()
                .<DaemonState>map(path ->
                        new DaemonState.Silent(reason + " and listens at " + path, "holdfast doctor --control " + path))
                .orElseGet(() -> new DaemonState.Silent(reason + " and --no-control", "systemctl status holdfast"));
    }

    private CheckedConfiguration configuration(DaemonState daemon) {
        String chosen = file.or(() -> daemon.running().map(DaemonState.Running::configurationFile))
                .orElse(DaemonOptions.DEFAULT_CONFIGURATION_FILE);
        return new ConfigurationCheck(new FileSourceLoader(), new LocalMachine())
                .check(chosen, NodeFacts.now(configId), false);
    }

    private Capture listen(Wire wire, List<VrrpInstance> instances, int seconds) throws LinuxException {
        Network network = LocalNetwork.now();
        List<InterfaceInfo> links = new ArrayList<>();
        for (String name : interfaces) {
            links.add(network.link(name)
                    .filter(InterfaceInfo::adminUp)
                    .orElseThrow(() -> wrong("interface '" + name + "' does not exist or is switched off")));
        }
        if (interfaces.isEmpty()) {
            instances.stream()
                    .map(VrrpInstance::interfaceName)
                    .distinct()
                    .flatMap(name -> network.link(name).filter(InterfaceInfo::adminUp).stream())
                    .forEach(links::add);
        }
        Duration time = Duration.ofSeconds(seconds);
        Listening listening = new Listening(instances);
        if (!links.isEmpty()) {
            wire.listen(links, time, listening::hear);
        }
        return new Capture(
                time, links.stream().map(InterfaceInfo::name).collect(Collectors.toSet()), listening.speakers());
    }

    private static int status(Diagnosis diagnosis) {
        if (diagnosis.count(Gravity.PROBLEM) > 0) {
            return 2;
        }
        return diagnosis.count(Gravity.WARNING) > 0 ? 1 : 0;
    }

    private void print(String text) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
    }

    private int unusable(String message) {
        spec.commandLine().getErr().println("holdfast doctor: " + message);
        return ExitStatus.CANNOT_RUN.code();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
