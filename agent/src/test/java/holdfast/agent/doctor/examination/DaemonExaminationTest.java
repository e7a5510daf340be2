package holdfast.agent.doctor.examination;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.agent.doctor.Given;
import holdfast.agent.doctor.Notebook;
import holdfast.agent.doctor.machine.DaemonState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonExaminationTest {
    @TempDir
    Path folder;

    private final Given given = new Given();
    private Path socket;

    @BeforeEach
    void makeSocket() throws IOException {
        socket = Files.createFile(folder.resolve("control.sock"));
        mode("rw-rw----");
    }

    private void mode(String permissions) throws IOException {
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString(permissions));
    }

    private Notebook examined() {
        return given.examine(new DaemonExamination(socket));
    }

    @Test
    void aDaemonThatRunsWithThisFileIsInOrder() {
        given.running("MASTER", Optional.empty());
        assertEquals(List.of(), Given.ids(examined()));
    }

    @Test
    void noDaemonIsAWarningUnlessKeepalivedRuns() {
        assertEquals(List.of("daemon-not-running"), Given.ids(examined()));
        given.keepalived(77);
        assertEquals(List.of("keepalived-runs"), Given.ids(examined()));
    }

    @Test
    void keepalivedBesideHoldfastIsAProblem() {
        given.running("MASTER", Optional.empty()).keepalived(77);
        assertEquals(List.of("keepalived-beside"), Given.ids(examined()));
    }

    @Test
    void aDaemonThatDoesNotAnswerIsAProblem() {
        given.daemon(new DaemonState.Silent("the daemon does not answer within 10 s", "systemctl status holdfast"));
        assertEquals(List.of("daemon-silent"), Given.ids(examined()));
    }

    @Test
    void faultIsOneFindingWithAllItsReasons() {
        given.daemon(new DaemonState.Running(
                812,
                "0.1.0",
                "test.conf",
                List.of(Given.view("FAULT", Optional.empty(), List.of("interface eth0 down", "script chk failed"))),
                List.of(),
                false));
        assertEquals(List.of("instance-fault"), Given.ids(examined()));
    }

    @Test
    void anInstanceThatWaitsIsNoProblem() {
        given.daemon(new DaemonState.Running(
                812,
                "0.1.0",
                "test.conf",
                List.of(Given.view("INIT", Optional.empty(), List.of("vrrp_startup_delay"))),
                List.of(),
                false));
        assertEquals(List.of("instance-waiting"), Given.ids(examined()));
    }

    @Test
    void troublesOfAWorkingInstanceAreProblems() {
        given.daemon(new DaemonState.Running(
                812,
                "0.1.0",
                "test.conf",
                List.of(Given.view("BACKUP", Optional.empty(), List.of("no room"))),
                List.of(),
                false));
        assertEquals(List.of("instance-trouble"), Given.ids(examined()));
    }

    @Test
    void anotherFileAndAnotherContentAreWarnings() {
        given.daemon(new DaemonState.Running(812, "0.1.0", "test.conf", List.of(), List.of(), false));
        assertEquals(List.of("daemon-other-file"), Given.ids(examined()));
        given.daemon(new DaemonState.Running(
                812,
                "0.1.0",
                "other.conf",
                List.of(Given.view("BACKUP", Optional.empty(), List.of())),
                List.of(),
                false));
        assertEquals(List.of("daemon-other-file"), Given.ids(examined()));
    }

    @Test
    void maintenanceThatMayHaveBeenForgottenIsAWarning() {
        given.daemon(new DaemonState.Running(
                812,
                "0.1.0",
                "test.conf",
                List.of(Given.view("BACKUP", Optional.empty(), List.of())),
                List.of(),
                true));
        assertEquals(List.of("maintenance"), Given.ids(examined()));
    }

    @Test
    void aSocketForEverybodyIsAWarning() throws IOException {
        given.running("MASTER", Optional.empty());
        mode("rw-rw-rw-");
        assertEquals(List.of("control-socket-open"), Given.ids(examined()));
    }
}
