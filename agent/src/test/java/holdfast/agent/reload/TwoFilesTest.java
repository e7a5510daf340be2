package holdfast.agent.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.cli.StartupFailure;
import holdfast.agent.reload.ReloadReport.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoFilesTest {
    private static final String GLOBALS = """
            global_defs {
                router_id node1
            }
            vrrp_script chk {
                script "/usr/bin/test -e /tmp/healthy"
                interval 2
            }
            """;

    private static final String VI_1 = """
            vrrp_instance VI_1 {
                interface eth0
                virtual_router_id 51
                priority 100
                advert_int 1
                authentication {
                    auth_type PASS
                    auth_pass s3cr3t
                }
                virtual_ipaddress {
                    192.0.2.100/24
                    192.0.2.101/24
                }
                track_script {
                    chk
                }
            }
            """;

    private static final String VI_2 = """
            vrrp_instance VI_2 {
                interface eth0
                virtual_router_id 52
                priority 100
                virtual_ipaddress {
                    192.0.2.110/24
                }
            }
            """;

    private static final String BEFORE = GLOBALS + VI_1 + VI_2;

    @TempDir
    private Path folder;

    private ReloadReport plan(String before, String after) throws IOException, StartupFailure {
        Path former = Files.writeString(folder.resolve("before.conf"), before);
        Path next = Files.writeString(folder.resolve("after.conf"), after);
        return TwoFiles.plan(former.toString(), next.toString(), Optional.of("node1"));
    }

    private List<String> lines(String before, String after) throws IOException, StartupFailure {
        return plan(before, after).steps().stream().map(Step::line).toList();
    }

    @Test
    void nothingIsDoneForTheSameFileOrOneThatMeansTheSame() throws IOException, StartupFailure {
        assertEquals(Outcome.UNCHANGED, plan(BEFORE, BEFORE).outcome());
        assertEquals(
                Outcome.UNCHANGED,
                plan(BEFORE, BEFORE.replace("priority 100", "priority    100 # as ever"))
                        .outcome());
    }

    @Test
    void timersAndPrioritiesAreToldInTheWordsOfTheFileAndInterruptNobody() throws IOException, StartupFailure {
        String version3 = BEFORE.replace("advert_int 1", "advert_int 1\n    version 3\n    garp_master_delay 5")
                .replaceAll("(?s)authentication \\{.*?}", "");
        ReloadReport report = plan(
                version3,
                version3.replace("advert_int 1", "advert_int 0.5").replaceFirst("priority 100", "priority 150"));
        assertEquals(
                List.of("~ instance VI_1: priority 100 to 150; advert_int 1 s to 0.5 s"),
                report.steps().stream().map(Step::line).toList());
        assertEquals(List.of(), report.interrupts());
    }

    @Test
    void anAddressThatMovesBetweenInstancesIsInterruptedInNeitherDirection() throws IOException, StartupFailure {
        String moved = BEFORE.replace("    192.0.2.101/24\n", "")
                .replace("192.0.2.110/24", "192.0.2.110/24\n        192.0.2.101/24");
        ReloadReport there = plan(BEFORE, moved);
        assertEquals(
                List.of("> address 192.0.2.101: from VI_1 to VI_2, it stays on eth0"),
                there.steps().stream().map(Step::line).toList());
        assertEquals(List.of(), there.interrupts());
        assertEquals(List.of("> address 192.0.2.101: from VI_2 to VI_1, it stays on eth0"), lines(moved, BEFORE));
    }

    @Test
    void anAddressThatGoesToAnotherInterfaceIsThereFirst() throws IOException, StartupFailure {
        ReloadReport report = plan(BEFORE, BEFORE.replace("192.0.2.101/24\n", "192.0.2.101/24 dev eth1 no_track\n"));
        assertEquals(
                List.of("> address 192.0.2.101: from VI_1 (192.0.2.101/24 dev eth0) to VI_1 (192.0.2.101/24 dev eth1),"
                        + " first put there, then taken away here"),
                report.steps().stream().map(Step::line).toList());
        assertEquals(List.of(), report.interrupts());
    }

    @Test
    void aRemovedInstanceInterruptsItsAddresses() throws IOException, StartupFailure {
        ReloadReport report = plan(BEFORE, GLOBALS + VI_1);
        assertEquals(
                List.of(
                        "- instance VI_2: ends, as MASTER it says so to the others (priority 0)",
                        "- address 192.0.2.110: taken off eth0, it was of VI_2"),
                report.steps().stream().map(Step::line).toList());
        assertEquals(List.of("192.0.2.110 is answered for by this node no longer"), report.interrupts());
    }

    @Test
    void anAddressOfARemovedInstanceIsAwayUntilTheNewOneIsMaster() throws IOException, StartupFailure {
        ReloadReport report =
                plan(BEFORE, GLOBALS + VI_1 + VI_2.replace("VI_2", "VI_3").replace("id 52", "id 53"));
        assertEquals(List.of("192.0.2.110 is away until VI_3 is MASTER somewhere"), report.interrupts());
        assertTrue(
                report.steps().stream()
                        .map(Step::line)
                        .toList()
                        .contains("+ instance VI_3: begins as BACKUP, virtual_router_id 53 on eth0, 1 address"),
                report.toString());
    }

    @Test
    void anotherVirtualRouterIdIsAnotherInstance() throws IOException, StartupFailure {
        ReloadReport report = plan(BEFORE, BEFORE.replace("virtual_router_id 52", "virtual_router_id 62"));
        assertEquals(
                "- instance VI_2: ends, as MASTER it says so to the others (priority 0); another one of this name begins:"
                        + " virtual_router_id 52 to 62",
                report.steps().getFirst().line());
        assertFalse(report.interrupts().isEmpty());
    }

    @Test
    void aRenamedInstanceGoesOn() throws IOException, StartupFailure {
        ReloadReport report = plan(BEFORE, BEFORE.replace("vrrp_instance VI_2", "vrrp_instance WEB"));
        assertEquals(
                List.of("~ instance WEB: called VI_2 so far"),
                report.steps().stream().map(Step::line).toList());
        assertEquals(List.of(), report.interrupts());
    }

    @Test
    void aNewPasswordIsToBeChangedEverywhereAndNeverShown() throws IOException, StartupFailure {
        ReloadReport report = plan(BEFORE, BEFORE.replace("s3cr3t", "n3wpass"));
        assertEquals(
                "~ instance VI_1: authentication changed",
                report.steps().getFirst().line());
        assertEquals(1, report.interrupts().size());
        assertFalse(report.toString().contains("s3cr3t") || report.toString().contains("n3wpass"), report.toString());
    }

    @Test
    void aScriptKeepsItsResultUnlessItRunsSomethingElse() throws IOException, StartupFailure {
        assertEquals(
                List.of("~ script chk: interval 2 s to 3 s; timeout 2 s to 3 s; its result is kept"),
                lines(BEFORE, BEFORE.replace("interval 2", "interval 3")));
        assertEquals(
                List.of("~ script chk: watched anew; what was known of it counts until there is a result"),
                lines(BEFORE, BEFORE.replace("healthy", "well")));
    }

    @Test
    void notificationsAreTold() throws IOException, StartupFailure {
        List<String> lines = lines(
                BEFORE,
                BEFORE.replace("router_id node1", """
                        router_id node1
                            notify_fifo /run/fifo
                            notification_email {
                                ops@example.com
                            }
                            smtp_server 192.0.2.25
                        """)
                        .replace("priority 100\n    virtual", "priority 100\n    smtp_alert\n    virtual"));
        assertTrue(lines.contains("+ fifo /run/fifo: opened"), lines.toString());
        assertTrue(lines.contains("+ mail: goes by way of 192.0.2.25 port 25 to ops@example.com"), lines.toString());
        assertTrue(lines.contains("~ mail: smtp_alert for instance VI_2"), lines.toString());
    }

    @Test
    void whatCountsFromTheNextStartOnIsMarked() throws IOException, StartupFailure {
        assertEquals(
                List.of("! vrrp_startup_delay 0 s to 5 s: counts from the next start of the daemon on"),
                lines(BEFORE, BEFORE.replace("router_id node1", "router_id node1\n    vrrp_startup_delay 5")));
    }

    @Test
    void aChangeThatNothingRunningDependsOnIsOne() throws IOException, StartupFailure {
        assertEquals(
                List.of("~ settings that nothing running depends on"),
                lines(BEFORE, BEFORE.replace("router_id node1", "router_id node1\n    state_dump_file /tmp/x")));
    }

    @Test
    void syncGroupsAreTold() throws IOException, StartupFailure {
        String group = "vrrp_sync_group G {\n    group {\n        VI_1\n        VI_2\n    }\n}\n";
        assertEquals(List.of("+ group G: VI_1, VI_2 move together from now on"), lines(BEFORE, BEFORE + group));
        assertEquals(
                List.of("- group G: ends; VI_1, VI_2 move on their own from now on"), lines(BEFORE + group, BEFORE));
    }

    @Test
    void aFileWithErrorsIsRefused() throws IOException, StartupFailure {
        ReloadReport report = plan(BEFORE, BEFORE.replace("virtual_router_id 52", "virtual_router_id 999"));
        assertEquals(Outcome.REFUSED, report.outcome());
        assertTrue(report.findings().contains("'virtual_router_id 999' is out of range"), report.findings());
        assertEquals(List.of(), report.steps());
    }

    @Test
    void anOldFileThatCannotRunIsNoBeginning() {
        assertThrows(StartupFailure.class, () -> plan("vrrp_instance VI_1 {\n", BEFORE));
    }
}
