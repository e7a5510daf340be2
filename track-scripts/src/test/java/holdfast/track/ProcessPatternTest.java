package holdfast.track;

import static holdfast.track.ProcessPattern.ParameterMatch.EXACT;
import static holdfast.track.ProcessPattern.ParameterMatch.INITIAL;
import static holdfast.track.ProcessPattern.ParameterMatch.PARTIAL;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules from keepalived.conf(5), vrrp_track_process. */
class ProcessPatternTest {

    @Test
    void theNameMustBeEqualNotContained() {
        ProcessPattern ssh = ProcessPattern.named("ssh");
        assertTrue(ssh.matches("ssh", List.of()));
        assertFalse(ssh.matches("sshd", List.of()));
    }

    @Test
    void aLongNameIsComparedAsTheKernelCutsIt() {
        assertTrue(ProcessPattern.named("a-very-long-program-name").matches("a-very-long-pro", List.of()));
    }

    @Test
    void fullCommandComparesTheFirstWordAndAllParameters() {
        var pattern = new ProcessPattern("/usr/sbin/nginx", List.of("-g", "daemon off;"), EXACT);
        assertTrue(pattern.matches("x", List.of("/usr/sbin/nginx", "-g", "daemon off;")));
        assertFalse(pattern.matches("x", List.of("/usr/sbin/nginx", "-g", "daemon off;", "-t")));
        assertFalse(pattern.matches("x", List.of("/usr/sbin/nginx", "-g")));
        assertFalse(pattern.matches("x", List.of("nginx", "-g", "daemon off;")));
    }

    @Test
    void partialAllowsMoreParameters() {
        var pattern = new ProcessPattern("sshd", List.of("-D"), PARTIAL);
        assertTrue(pattern.matches("x", List.of("sshd", "-D", "-e")));
        assertFalse(pattern.matches("x", List.of("sshd", "-De")));
    }

    @Test
    void initialAllowsTheLastParameterToBeLonger() {
        var pattern = new ProcessPattern("java", List.of("-jar", "app"), INITIAL);
        assertTrue(pattern.matches("x", List.of("java", "-jar", "app-1.2.jar")));
        assertFalse(pattern.matches("x", List.of("java", "-jarx", "app-1.2.jar")));
    }

    @Test
    void paramMatchWithoutParametersMeansNoParameters() {
        var pattern = new ProcessPattern("sshd", List.of(), PARTIAL);
        assertTrue(pattern.matches("x", List.of("sshd")));
        assertFalse(pattern.matches("x", List.of("sshd", "-D")));
    }

    @Test
    void kernelThreadsHaveNoCommandLineToMatch() {
        assertFalse(new ProcessPattern("kthreadd", List.of(), EXACT).matches("kthreadd", List.of()));
    }
}
