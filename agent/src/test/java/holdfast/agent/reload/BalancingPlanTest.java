package holdfast.agent.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.agent.cli.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan tells of virtual servers, all of whose checks pass. */
class BalancingPlanTest {
    private static final String BEFORE = """
            virtual_server 192.0.2.100 80 {
                lvs_sched wrr
                lvs_method NAT
                protocol TCP
                real_server 192.0.2.11 80 {
                    weight 1
                    TCP_CHECK {
                        connect_timeout 3
                    }
                }
                real_server 192.0.2.12 80 {
                    weight 2
                    TCP_CHECK {
                        connect_timeout 3
                    }
                }
            }
            """;

    private static final String THIRD = """
                real_server 192.0.2.13 80 {
                    weight 1
                    TCP_CHECK {
                        connect_timeout 3
                    }
                }
            }
            """;

    @TempDir
    private Path folder;

    private ReloadReport plan(String before, String after) throws IOException, StartupFailure {
        Path former = Files.writeString(folder.resolve("before.conf"), before);
        Path next = Files.writeString(folder.resolve("after.conf"), after);
        return TwoFiles.plan(former.toString(), next.toString(), Optional.of("node1"));
    }

    private static List<String> lines(ReloadReport report) {
        return report.steps().stream().map(Step::line).toList();
    }

    @Test
    void aRealServerThatIsAddedInterruptsNobody() throws IOException, StartupFailure {
        ReloadReport report = plan(BEFORE, BEFORE.substring(0, BEFORE.length() - 2) + THIRD);
        assertEquals(
                List.of(
                        "+ real server [192.0.2.13]:tcp:80 of [192.0.2.100]:tcp:80: weight 1, gets connections at once"),
                lines(report));
        assertEquals(List.of(), report.interrupts());
    }

    @Test
    void withAlphaItWaitsForItsChecks() throws IOException, StartupFailure {
        String alpha = BEFORE.replace("protocol TCP", "protocol TCP\n    alpha");
        assertEquals(
                List.of("+ real server [192.0.2.13]:tcp:80 of [192.0.2.100]:tcp:80: weight 1,"
                        + " gets connections when its checks pass"),
                lines(plan(alpha, alpha.substring(0, alpha.length() - 2) + THIRD)));
    }

    @Test
    void weightZeroDrains() throws IOException, StartupFailure {
        ReloadReport report = plan(BEFORE, BEFORE.replaceFirst("weight 1", "weight 0"));
        assertEquals(
                List.of("~ real server [192.0.2.11]:tcp:80 of [192.0.2.100]:tcp:80: weight 1 to 0;"
                        + " no new connections, those it has live on"),
                lines(report));
        assertEquals(List.of(), report.interrupts());
    }

    @Test
    void aRealServerThatIsRemovedLosesItsConnections() throws IOException, StartupFailure {
        ReloadReport report = plan(BEFORE.substring(0, BEFORE.length() - 2) + THIRD, BEFORE);
        assertEquals(List.of("- real server [192.0.2.13]:tcp:80 of [192.0.2.100]:tcp:80: removed"), lines(report));
        assertEquals(List.of("connections to [192.0.2.13]:tcp:80 of [192.0.2.100]:tcp:80"), report.interrupts());
    }

    @Test
    void anotherCheckOfAServerBeginsAndItsVerdictStandsUntilThen() throws IOException, StartupFailure {
        ReloadReport report = plan(BEFORE, BEFORE.replaceFirst("connect_timeout 3", "connect_timeout 5"));
        assertEquals(
                List.of("~ real server [192.0.2.11]:tcp:80 of [192.0.2.100]:tcp:80:"
                        + " another check begins, the verdict so far counts until then"),
                lines(report));
        assertEquals(List.of(), report.interrupts());
    }

    @Test
    void anotherSchedulerLeavesConnectionsAlone() throws IOException, StartupFailure {
        ReloadReport report = plan(BEFORE, BEFORE.replace("lvs_sched wrr", "lvs_sched wlc"));
        assertEquals(
                List.of("~ virtual server [192.0.2.100]:tcp:80: scheduler wrr to wlc; connections live on"),
                lines(report));
        assertEquals(List.of(), report.interrupts());
    }

    @Test
    void aVirtualServerThatGoesAndAnotherThatComes() throws IOException, StartupFailure {
        ReloadReport report = plan(BEFORE, BEFORE.replace("192.0.2.100 80", "192.0.2.100 8080"));
        assertEquals(
                List.of(
                        "- virtual server [192.0.2.100]:tcp:80: removed with its 2 real servers",
                        "+ virtual server [192.0.2.100]:tcp:8080: wrr, 2 real servers, all of them served at once"),
                lines(report));
        assertEquals(List.of("connections to [192.0.2.100]:tcp:80"), report.interrupts());
    }

    @Test
    void everyChangeOfTheTableIsTold() throws IOException, StartupFailure {
        ReloadReport report = plan(
                BEFORE,
                BEFORE.replace(
                        "protocol TCP", "protocol TCP\n    sorry_server 192.0.2.99 80\n    sorry_server_inhibit"));
        assertEquals(
                List.of(
                        "~ virtual server [192.0.2.100]:tcp:80: sorry_server changed; connections live on",
                        "~ 1 more change of the IPVS table, such as of a sorry server"),
                lines(report));
        assertEquals(List.of(), report.interrupts());
    }
}
