package holdfast.agent.lvs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import holdfast.check.CheckDefinition;
import holdfast.check.HttpCheck;
import holdfast.conf.model.Configuration;
import holdfast.ipvs.VirtualServer;
import holdfast.track.run.ScriptRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplannerTest {
    private static final String GLOBALS = """
            global_defs {
                smtp_helo_name first.example.org
                script_user root
            }
            virtual_server_group VG {
                192.0.2.50-51 80
            }
            bfd_instance session {
                neighbor_ip 192.0.2.5
            }
            track_file load {
                file /tmp/load
            }
            """;

    private final ScriptRunner scripts = new ScriptRunner();
    private final CheckTools tools = CheckTools.with(scripts, false);
    private final Replanner replanner = new Replanner(tools);

    @AfterEach
    void end() {
        tools.close();
        scripts.close();
    }

    private static String server(int number, String check) {
        return """
                virtual_server 192.0.2.%d 80 {
                    protocol TCP
                    real_server 198.51.100.%d 80 {
                        %s
                    }
                }
                """.formatted(number, number, check);
    }

    /** One of each kind of check, and a group. */
    private static String servers() {
        return server(1, "TCP_CHECK {\n}")
                + server(2, "HTTP_GET {\nurl {\npath /\n}\n}")
                + server(3, "SMTP_CHECK {\n}")
                + server(4, "DNS_CHECK {\ntype A\nname example.org\n}")
                + server(5, "PING_CHECK {\n}")
                + server(6, "BFD_CHECK {\nname session\n}")
                + server(7, "FILE_CHECK {\ntrack_file load\n}")
                + server(8, "MISC_CHECK {\nmisc_path /bin/true\n}")
                + server(9, "SSL_GET {\nurl {\npath /\n}\n}")
                + server(1, "TCP_CHECK {\n}")
                + "virtual_server group VG {\n protocol TCP\n real_server 198.51.100.99 80 {\n TCP_CHECK {\n }\n }\n}\n";
    }

    /** The plan that follows; it is the one that is made without knowing any other. */
    private LvsPlan next(Configuration configuration) {
        LvsPlan plan = replanner.next(configuration);
        assertEquals(LvsPlanner.plan(configuration, tools), plan);
        return plan;
    }

    private static void assertSameServers(LvsPlan before, LvsPlan after) {
        List<VirtualServer> former = before.pool().virtualServers();
        List<VirtualServer> next = after.pool().virtualServers();
        assertEquals(former.size(), next.size());
        for (int i = 0; i < next.size(); i++) {
            assertSame(former.get(i), next.get(i));
        }
        for (int i = 0; i < after.checks().size(); i++) {
            assertSame(before.checks().get(i), after.checks().get(i));
        }
    }

    @Test
    void whatHasNotChangedIsTheSameObjects() {
        Configuration configuration = Given.configuration(GLOBALS + servers());
        LvsPlan first = next(configuration);
        assertEquals(10, first.pool().virtualServers().size(), "one is there twice");
        assertSameServers(first, next(configuration));
    }

    @Test
    void otherServersComeAndGoAndChangePlaces() {
        Configuration configuration = Given.configuration(GLOBALS + servers());
        LvsPlan first = next(configuration);
        List<holdfast.conf.model.lvs.VirtualServer> others = new ArrayList<>(configuration.virtualServers());
        Collections.reverse(others);
        others.removeLast();
        others.addAll(Given.configuration(server(77, "TCP_CHECK {\n}")).virtualServers());
        LvsPlan second = next(configuration.withVirtualServers(others));
        assertSame(
                first.pool().virtualServers().get(4),
                second.pool().virtualServers().get(6));
        LvsPlan third = next(configuration);
        assertSame(
                first.pool().virtualServers().get(4),
                third.pool().virtualServers().get(4));
    }

    @Test
    void anotherNameInGreetingsCountsForServersThatHaveNotChanged() {
        Configuration before = Given.configuration(GLOBALS + servers());
        Configuration after = Given.configuration(GLOBALS.replace("first", "second") + servers());
        LvsPlan first = next(before);
        LvsPlan second = next(after.withVirtualServers(before.virtualServers()));
        assertNotEquals(first.checks(), second.checks());
        assertSame(
                first.pool().virtualServers().get(0),
                second.pool().virtualServers().get(0));
    }

    @Test
    void otherAddressesOfAGroupCountForServersThatHaveNotChanged() {
        Configuration before = Given.configuration(GLOBALS + servers());
        Configuration after = Given.configuration(GLOBALS.replace("50-51", "50-52") + servers());
        LvsPlan first = next(before);
        LvsPlan second = next(after.withVirtualServers(before.virtualServers()));
        assertEquals(2, first.pool().virtualServers().getLast().services().size());
        assertEquals(3, second.pool().virtualServers().getLast().services().size());
    }

    @Test
    void aProgramThatIsAnotherFileNowIsTheOneThatIsRun(@TempDir Path directory) throws IOException {
        Path program = Files.createSymbolicLink(directory.resolve("program"), Path.of("/bin/true"));
        Configuration configuration = Given.configuration(
                GLOBALS + server(1, "notify_up " + program + "\nMISC_CHECK {\nmisc_path " + program + "\n}"));
        LvsPlan first = next(configuration);
        assertSameServers(first, next(configuration));
        Files.delete(program);
        Files.createSymbolicLink(program, Path.of("/bin/false"));
        LvsPlan second = next(configuration);
        assertNotEquals(first.checks(), second.checks());
        assertNotEquals(first.scripts(), second.scripts());
    }

    private static void copy(String certificate, Path to) throws IOException {
        Path resources = Path.of("..", "virtual-server", "src", "test", "resources", "holdfast", "check");
        Files.writeString(to, Files.readString(resources.resolve(certificate)));
    }

    private static CheckDefinition checkByTls(LvsPlan plan) {
        return plan.checks().stream()
                .filter(check ->
                        check.check() instanceof HttpCheck http && http.tls().isPresent())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void otherCertificatesInTheSameFileAreAnotherCheck(@TempDir Path directory) throws IOException {
        Path ca = directory.resolve("ca.pem");
        copy("server-certificate.pem", ca);
        Configuration configuration = Given.configuration("SSL {\n ca " + ca + "\n}\n" + GLOBALS + servers());
        LvsPlan first = next(configuration);
        copy("other-certificate.pem", ca);
        LvsPlan second = next(configuration);
        assertNotEquals(checkByTls(first), checkByTls(second));
        assertSame(checkByTls(second), checkByTls(next(configuration)));
    }

    @Test
    void aRehearsalChangesNothing() {
        Configuration configuration = Given.configuration(GLOBALS + servers());
        LvsPlan first = next(configuration);
        Configuration other = Given.configuration(GLOBALS + server(77, "TCP_CHECK {\n}"));
        assertEquals(LvsPlanner.plan(other, tools), replanner.rehearse(other));
        assertSameServers(first, replanner.rehearse(configuration));
        assertSameServers(first, next(configuration));
    }
}
