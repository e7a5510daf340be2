package holdfast.agent.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import jdk.net.UnixDomainPrincipal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerRuleTest {
    private static final UserPrincipalLookupService ACCOUNTS =
            FileSystems.getDefault().getUserPrincipalLookupService();

    @TempDir
    private Path folder;

    private static UnixDomainPrincipal peer(String user, String group) throws IOException {
        return new UnixDomainPrincipal(
                ACCOUNTS.lookupPrincipalByName(user), ACCOUNTS.lookupPrincipalByGroupName(group));
    }

    @Test
    void rootAndTheDaemonsOwnUserMayAskAndOthersMayNot() throws IOException {
        Path socket = Files.createFile(folder.resolve("s"));
        PosixFileAttributeView own = Files.getFileAttributeView(Path.of("/proc/self"), PosixFileAttributeView.class);
        PeerRule rule = PeerRule.ofThisProcess();
        assertTrue(rule.admits(peer("root", "root"), socket));
        assertTrue(rule.admits(
                new UnixDomainPrincipal(own.getOwner(), own.readAttributes().group()), socket));
        UnixDomainPrincipal foreign = peer("nobody", "nogroup");
        assertFalse(rule.admits(foreign, socket));
        String refusal = rule.refusal(foreign);
        assertEquals(
                "user 'nobody' may not ask this daemon: be root or '"
                        + own.getOwner().getName() + "'",
                refusal.substring(0, refusal.indexOf("'", refusal.indexOf(" or '") + 5) + 1));
    }
}
