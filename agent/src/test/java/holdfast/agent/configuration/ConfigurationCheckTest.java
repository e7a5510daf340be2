package holdfast.agent.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.cli.ExitStatus;
import holdfast.agent.cli.StartupFailure;
import holdfast.conf.ParseEnvironment;
import holdfast.conf.SourceLoader;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.ScriptCommand;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigurationCheckTest {
    private static final String GOOD = """
            vrrp_script chk {
                script "/usr/bin/check one"
            }
            vrrp_instance VI_1 {
                interface eth0
                virtual_router_id 51
                priority 100
                virtual_ipaddress {
                    10.0.0.1/24
                    10.0.1.1/24 dev eth1
                }
                track_script {
                    chk
                }
                track_interface {
                    eth2
                }
                notify_master "/usr/bin/tell master"
            }
            """;

    private final Map<String, Machine.ScriptOpinion> scripts = new HashMap<>();
    private Set<String> interfaces = Set.of("eth0", "eth1", "eth2");

    private final Machine machine = new Machine() {
        @Override
        public boolean hasInterface(String name) {
            return interfaces.contains(name);
        }

        @Override
        public ScriptOpinion script(ScriptCommand command, boolean securityEnabled) {
            return scripts.getOrDefault(command.argv().getFirst(), new ScriptOpinion.Usable());
        }
    };

    /** One file in memory. */
    private record OneFile(String path, String text) implements SourceLoader {
        @Override
        public List<String> glob(String directory, String pattern) {
            return pattern.equals(path) ? List.of(path) : List.of();
        }

        @Override
        public ReadOutcome read(String wanted) {
            return wanted.equals(path) ? new Content(text.getBytes(StandardCharsets.UTF_8)) : new Missing();
        }
    }

    private CheckedConfiguration check(String text, boolean allFilesRequired) {
        return new ConfigurationCheck(new OneFile("a.conf", text), machine)
                .check("a.conf", ParseEnvironment.ofHost("node1"), allFilesRequired);
    }

    private CheckedConfiguration check(String text) {
        return check(text, false);
    }

    @Test
    void aFileWithoutRemarksOnAMachineThatHasEverythingIsFine() throws StartupFailure {
        CheckedConfiguration checked = check(GOOD);
        assertEquals("", checked.render());
        assertEquals(ExitStatus.OK, checked.testStatus());
        assertEquals("VI_1", checked.orRefuse().vrrpInstances().getFirst().name());
    }

    @Test
    void anInterfaceThatDoesNotExistIsAnErrorThatNamesTheInstance() {
        interfaces = Set.of("eth1", "eth2");
        CheckedConfiguration checked = check(GOOD);
        assertEquals("""
                a.conf:5:15: error: (VI_1) interface eth0 does not exist [HF0501]
                    interface eth0
                              ^~~~ 'ip link' shows those that do
                """, checked.render());
        assertEquals(ExitStatus.CANNOT_RUN, checked.testStatus());
        StartupFailure refusal = assertThrows(StartupFailure.class, checked::orRefuse);
        assertEquals(2, refusal.status().code()); // keepalived: "exited with permanent error CONFIG", status 2
        assertEquals(
                "a.conf:5:15: error: (VI_1) interface eth0 does not exist [HF0501]; 'ip link' shows those that do",
                refusal.getMessage());
    }

    @Test
    void withDynamicInterfacesAnInterfaceMayAppearLater() {
        interfaces = Set.of("eth1", "eth2");
        CheckedConfiguration checked = check("global_defs {\n    dynamic_interfaces\n}\n" + GOOD);
        assertTrue(checked.isRunnable());
        assertEquals("""
                a.conf:8:15: warning: (VI_1) interface eth0 does not exist [HF0501]
                    interface eth0
                              ^~~~ 'ip link' shows those that do
                """, checked.render());
    }

    @Test
    void aReloadIsNotRefusedForAnInterfaceThatTheConfigurationInForceMissesToo() throws StartupFailure {
        ConfigurationCheck check = new ConfigurationCheck(new OneFile("a.conf", GOOD), machine);
        Configuration inForce =
                check.check("a.conf", ParseEnvironment.ofHost("node1"), false).orRefuse();
        interfaces = Set.of("eth1", "eth2");
        CheckedConfiguration again = check.check("a.conf", ParseEnvironment.ofHost("node1"), false);
        assertFalse(again.isRunnable());
        assertTrue(again.tolerating(check.findings(inForce)).isRunnable());
        interfaces = Set.of("eth0", "eth2");
        CheckedConfiguration another = check.check("a.conf", ParseEnvironment.ofHost("node1"), false);
        assertFalse(another.tolerating(List.of()).isRunnable());
    }

    @Test
    void aBrokenStructureRunsOnlyWhenAskedTo() throws StartupFailure {
        String broken = GOOD.replace("    track_script {\n        chk\n    }\n", "    track_script {\n        chk\n");
        CheckedConfiguration checked = check(broken);
        assertFalse(checked.isRunnable());
        CheckedConfiguration lenient = checked.lenient();
        assertTrue(lenient.isRunnable());
        assertEquals("VI_1", lenient.orRefuse().vrrpInstances().getFirst().name());
        assertEquals(Severity.WARNING, lenient.remarks().getFirst().severity());
    }

    @Test
    void aMisspeltAddressListRunsAsItWasMeantOnlyWhenAskedTo() throws StartupFailure {
        CheckedConfiguration checked = check(GOOD.replace("virtual_ipaddress {", "virtual_ipadress {"));
        assertFalse(checked.isRunnable());
        assertEquals(
                check(GOOD).orRefuse().vrrpInstances(),
                checked.lenient().orRefuse().vrrpInstances());
    }

    @Test
    void aMisspeltInstanceRunsAsItWasMeantOnlyWhenAskedTo() throws StartupFailure {
        CheckedConfiguration checked = check(GOOD.replace("vrrp_instance VI_1", "vrrp_instanse VI_1"));
        assertFalse(checked.isRunnable());
        assertEquals(
                check(GOOD).orRefuse().vrrpInstances(),
                checked.lenient().orRefuse().vrrpInstances());
    }

    /** keepalived, too, refuses to run an instance without interface or number. */
    @Test
    void withoutInterfaceOrNumberNothingRunsEvenWhenAskedTo() {
        for (String keyword : List.of("interface", "virtual_router_id")) {
            CheckedConfiguration checked = check(GOOD.replace("    " + keyword + " ", "    " + keyword + "x "));
            assertFalse(checked.isRunnable());
            StartupFailure refusal =
                    assertThrows(StartupFailure.class, () -> checked.lenient().orRefuse());
            assertTrue(refusal.getMessage().contains("did you mean '" + keyword + "'?"), refusal.getMessage());
        }
    }

    @Test
    void aMisspeltSecondInterfaceIsAWordThatIsIgnored() {
        CheckedConfiguration checked = check(GOOD.replace("priority 100", "priority 100\n    interfase eth1"));
        assertTrue(checked.isRunnable());
        assertEquals(1, checked.count(Severity.WARNING));
    }

    @Test
    void theInterfaceOfAnAddressMustExistToo() {
        interfaces = Set.of("eth0", "eth2");
        assertEquals("""
                a.conf:10:9: error: (VI_1) interface eth1 of address 10.0.1.1 does not exist [HF0501]
                    10.0.1.1/24 dev eth1
                    ^~~~~~~~~~~
                """, check(GOOD).render());
    }

    @Test
    void aTrackedInterfaceMayAppearLater() {
        interfaces = Set.of("eth0", "eth1");
        CheckedConfiguration checked = check(GOOD);
        assertTrue(checked.isRunnable());
        assertEquals(ExitStatus.CONFIGURATION_FINDINGS, checked.testStatus());
        assertTrue(checked.render().contains("warning: (VI_1) tracked interface eth2 does not exist"));
    }

    @Test
    void scriptsAreHeldAgainstTheMachine() {
        scripts.put("/usr/bin/check", new Machine.ScriptOpinion.Unusable("cannot run it: not executable"));
        scripts.put("/usr/bin/tell", new Machine.ScriptOpinion.Unusable("cannot run it: missing"));
        CheckedConfiguration checked = check(GOOD);
        assertEquals("""
                a.conf:2:12: warning: VRRP_Script(chk) cannot run it: not executable [HF0502]
                    script "/usr/bin/check one"
                           ^~~~~~~~~~~~~~~~~~~~
                a.conf:18:19: warning: (VI_1) cannot run it: missing [HF0502]
                    notify_master "/usr/bin/tell master"
                                  ^~~~~~~~~~~~~~~~~~~~~~
                """, checked.render());
        assertTrue(checked.isRunnable());
    }

    /** In keepalived a remark on script security (6) hides mistakes in the file (4, 5); errors must not be hidden. */
    @Test
    void scriptSecurityHasItsOwnStatusUnlessThereAreErrors() {
        scripts.put("/usr/bin/check", new Machine.ScriptOpinion.Insecure("anyone could change it"));
        assertEquals(6, check(GOOD).testStatus().code());
        interfaces = Set.of();
        assertEquals(4, check(GOOD).testStatus().code());
    }

    @Test
    void aWarningInTheFileIsStatusFiveAndRuns() {
        CheckedConfiguration checked = check(GOOD.replace("priority 100", "prioriti 100"));
        assertEquals(5, checked.testStatus().code());
        assertEquals(1, checked.count(Severity.WARNING));
        assertTrue(checked.render().contains("did you mean 'priority'?"), checked.render());
        assertEquals(Severity.WARNING, checked.remarks().getFirst().severity());
        assertFalse(checked.remarks().getFirst().text().contains("\n"));
    }

    @Test
    void severalErrorsAreOneLineThatSaysHowManyMore() {
        interfaces = Set.of();
        StartupFailure refusal =
                assertThrows(StartupFailure.class, () -> check(GOOD).orRefuse());
        assertTrue(refusal.getMessage().endsWith(" (and 1 more: 'holdfast check a.conf' shows all)"));
    }

    @Test
    void aMissingFileIsNoConfiguration() {
        CheckedConfiguration checked = new ConfigurationCheck(new OneFile("a.conf", ""), machine)
                .check("b.conf", ParseEnvironment.ofHost("node1"), false);
        StartupFailure refusal = assertThrows(StartupFailure.class, checked::orRefuse);
        assertEquals(6, refusal.status().code()); // as keepalived
        assertTrue(refusal.getMessage().contains("b.conf"), refusal.getMessage());
        assertEquals(4, checked.testStatus().code());
    }

    @Test
    void aMissingIncludeIsAnErrorOnlyWhenAllFilesAreRequired() {
        String text = "include /none/*.conf\n" + GOOD;
        assertTrue(check(text, false).isRunnable());
        assertFalse(check(text, true).isRunnable());
    }

    @Test
    void programsOfServersAndTheirFifoAreLookedAtOnceEach() {
        scripts.put("/usr/bin/tell", new Machine.ScriptOpinion.Insecure("SECURITY VIOLATION - others can write it"));
        scripts.put("/usr/bin/look", new Machine.ScriptOpinion.Unusable("cannot run '/usr/bin/look': it is not there"));
        String servers = """
                global_defs {
                    lvs_notify_fifo /run/fifo
                    lvs_notify_fifo_script /usr/bin/look
                }
                virtual_server 10.0.0.1 80 {
                    protocol TCP
                    quorum_down "/usr/bin/tell quorum"
                    real_server 10.0.0.11 80 {
                        notify_up "/usr/bin/tell up"
                        MISC_CHECK {
                            misc_path "/usr/bin/look 10.0.0.11"
                        }
                    }
                    real_server 10.0.0.12 80 {
                        MISC_CHECK {
                            misc_path "/usr/bin/look 10.0.0.12"
                        }
                    }
                }
                """;
        List<String> texts = check(servers).machine().stream()
                .map(finding -> finding.subject() + " " + finding.text())
                .toList();
        assertEquals(
                List.of(
                        "lvs_notify_fifo cannot run '/usr/bin/look': it is not there",
                        "virtual server 10.0.0.1: quorum_down SECURITY VIOLATION - others can write it",
                        "virtual server 10.0.0.1: misc_path cannot run '/usr/bin/look': it is not there"),
                texts);
    }
}
