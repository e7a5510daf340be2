package holdfast.agent.doctor.examination;

import holdfast.agent.doctor.Examination;
import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.FindingId;
import holdfast.agent.doctor.Notebook;
import holdfast.agent.doctor.Place;
import holdfast.agent.doctor.Remedy;
import holdfast.agent.doctor.Subject;
import holdfast.agent.doctor.machine.DaemonState;
import holdfast.agent.doctor.machine.InstanceView;
import holdfast.agent.status.operator.Spans;
import holdfast.conf.model.VrrpInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.stream.Collectors;

/** Which daemon runs with the file, and how its instances are. */
public final class DaemonExamination implements Examination {
    private final Path socket;

    /** @param socket the control socket, whose permissions are looked at */
    public DaemonExamination(Path socket) {
        this.socket = socket;
    }

    @Override
    public String name() {
        return "daemon";
    }

    @Override
    public String about() {
        return "which daemon runs with the file, instances in FAULT, keepalived beside it, the control socket";
    }

    @Override
    public void examine(Subject subject, Notebook notebook) {
        switch (subject.daemon()) {
            case DaemonState.Running running -> running(running, subject, notebook);
            case DaemonState.Absent(String reason) -> absent(reason, subject, notebook);
            case DaemonState.Silent(String reason, String command) ->
                notebook.add(Finding.of(
                        FindingId.DAEMON_SILENT,
                        Place.MACHINE,
                        "the daemon does not tell how it is doing",
                        reason,
                        "what it hears and does cannot be looked at",
                        Remedy.command(command)));
        }
    }

    private static void absent(String reason, Subject subject, Notebook notebook) {
        if (subject.keepalived().isPresent()) {
            notebook.add(Finding.of(
                    FindingId.KEEPALIVED_RUNS,
                    Place.MACHINE,
                    "keepalived runs with " + subject.file() + ", Holdfast does not",
                    "process " + subject.keepalived().getAsLong(),
                    "its states are not known here: addresses are examined without them",
                    Remedy.command("holdfast migrate", "says what changing over would mean")));
            return;
        }
        notebook.add(Finding.of(
                FindingId.DAEMON_NOT_RUNNING,
                Place.MACHINE,
                "no daemon runs with " + subject.file(),
                reason,
                "this node takes nothing over",
                Remedy.command("systemctl start holdfast", "'journalctl -u holdfast -n 30' tells why it ended")));
    }

    private void running(DaemonState.Running daemon, Subject subject, Notebook notebook) {
        int before = notebook.findings().size();
        subject.keepalived()
                .ifPresent(pid -> notebook.add(Finding.of(
                        FindingId.KEEPALIVED_BESIDE,
                        Place.MACHINE,
                        "keepalived runs with the same file as Holdfast",
                        "keepalived is process " + pid + ", Holdfast process " + daemon.pid(),
                        "two daemons fight over the same addresses: two masters on one node",
                        Remedy.command("systemctl disable --now keepalived"))));
        if (!isSame(daemon.configurationFile(), subject.file())) {
            notebook.add(Finding.of(
                    FindingId.DAEMON_OTHER_FILE,
                    Place.MACHINE,
                    "the daemon runs with " + daemon.configurationFile() + ", and " + subject.file() + " is examined",
                    "process " + daemon.pid(),
                    "findings about instances are about another configuration",
                    Remedy.command("holdfast doctor -f " + daemon.configurationFile())));
        }
        if (daemon.maintenance()) {
            notebook.add(Finding.of(
                    FindingId.MAINTENANCE,
                    Place.MACHINE,
                    "this node is in maintenance",
                    "the daemon says so",
                    "it is master only where nobody else is: the pair has no spare",
                    Remedy.command("holdfast maintenance off", "once the work on this node is done")));
        }
        permissions(notebook);
        for (VrrpInstance instance : subject.instances()) {
            daemon.instance(instance.name())
                    .ifPresentOrElse(
                            view -> instance(instance, view, notebook), () -> unknown(instance, daemon, notebook));
        }
        if (notebook.findings().size() == before) {
            notebook.fine(
                    Place.MACHINE, "Holdfast " + daemon.version() + " runs (process " + daemon.pid() + ") and answers");
        }
    }

    private static boolean isSame(String one, String other) {
        try {
            return Files.isSameFile(Path.of(one), Path.of(other));
        } catch (IOException e) {
            return Path.of(one).toAbsolutePath().equals(Path.of(other).toAbsolutePath());
        }
    }

    private void permissions(Notebook notebook) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(socket, LinkOption.NOFOLLOW_LINKS);
            if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
                notebook.add(Finding.of(
                        FindingId.CONTROL_SOCKET_OPEN,
                        Place.MACHINE,
                        "every user may connect to the control socket",
                        "mode of " + socket + " is o+w",
                        "the daemon still asks the kernel who is there, and refuses others; but it was not made so",
                        Remedy.command("chmod o-rw " + socket)));
            }
        } catch (IOException e) {
            notebook.unseen("the permissions of " + socket + ": " + e.getMessage());
        }
    }

    private static void unknown(VrrpInstance instance, DaemonState.Running daemon, Notebook notebook) {
        notebook.add(Finding.of(
                FindingId.DAEMON_OTHER_FILE,
                Place.of(instance),
                "the daemon does not know vrrp_instance " + instance.name(),
                "process " + daemon.pid() + " runs with " + daemon.configurationFile(),
                "the file has changed since the daemon read it",
                Remedy.command("holdfast reload", "'holdfast plan' tells before what it will do")));
    }

    private static void instance(VrrpInstance instance, InstanceView view, Notebook notebook) {
        Remedy why = Remedy.command("holdfast why " + instance.name(), "tells the whole chain of causes");
        if (view.state().equals("FAULT")) {
            String besides = view.troubles().stream()
                    .filter(trouble -> !view.reason().contains(trouble))
                    .map(trouble -> "; " + trouble)
                    .collect(Collectors.joining());
            notebook.add(Finding.of(
                    FindingId.INSTANCE_FAULT,
                    Place.of(instance),
                    "the instance is in FAULT: " + view.reason(),
                    "the daemon says so, for " + Spans.text(view.stateSince()) + besides,
                    "this node takes nothing over",
                    why));
            return;
        }
        if (view.state().equals("INIT")) {
            notebook.add(Finding.of(
                    FindingId.INSTANCE_WAITING,
                    Place.of(instance),
                    "the instance has not begun yet",
                    "the daemon waits: " + String.join("; ", view.troubles()),
                    "this node takes nothing over until then",
                    why));
            return;
        }
        for (String trouble : view.troubles()) {
            notebook.add(Finding.of(
                    FindingId.INSTANCE_TROUBLE,
                    Place.of(instance),
                    trouble,
                    "the daemon says so",
                    "the instance does not work as configured",
                    why));
        }
    }
}
