package holdfast.track.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import holdfast.track.run.RunAs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptUsersTest {
    private static final RunAs SELF = new RunAs("root", 0, 0);

    @TempDir
    Path temporary;

    private Path passwd;
    private Path group;

    @BeforeEach
    void writeFiles() throws IOException {
        passwd = Files.writeString(temporary.resolve("passwd"), """
                root:x:0:0:root:/root:/bin/bash
                # comment
                broken
                haproxy:x:1234:1235:load balancer:/var/lib/haproxy:/usr/sbin/nologin
                """);
        group = Files.writeString(temporary.resolve("group"), """
                root:x:0:
                haproxy:x:1235:
                web:x:1300:haproxy
                """);
    }

    @Test
    void aUserBringsItsOwnGroup() {
        assertEquals(
                new UserLookup.Found(new RunAs("haproxy", 1234, 1235)), users().named("haproxy", Optional.empty()));
    }

    @Test
    void aGroupMayBeNamedBesides() {
        assertEquals(
                new UserLookup.Found(new RunAs("haproxy", 1234, 1300)), users().named("haproxy", Optional.of("web")));
    }

    @Test
    void numbersWorkLikeNames() {
        assertEquals(new UserLookup.Found(new RunAs("haproxy", 1234, 77)), users().named("1234", Optional.of("77")));
    }

    @Test
    void anUnknownUserIsNamed() {
        assertEquals(
                new UserLookup.Unknown("Script user 'nosuchuser-x' does not exist"),
                users().named("nosuchuser-x", Optional.empty()));
    }

    @Test
    void anUnknownGroupIsNamed() {
        assertEquals(
                new UserLookup.Unknown("Script group 'nosuchgroup-x' does not exist"),
                users().named("haproxy", Optional.of("nosuchgroup-x")));
    }

    @Test
    void namesThatAreNoneAreUnknownRatherThanAnOption() {
        assertEquals(
                new UserLookup.Unknown("Script user '--help' does not exist"),
                users().named("--help", Optional.empty()));
        assertEquals(
                new UserLookup.Unknown("Script user 'a:b' does not exist"), users().named("a:b", Optional.empty()));
    }

    @Test
    void withoutKeepalivedScriptTheDefaultIsThisProcessesUser() {
        assertFalse(users().defaultUserExists());
        assertEquals(SELF, users().byDefault());
    }

    @Test
    void keepalivedScriptIsTheDefaultWhereItExists() throws IOException {
        Files.writeString(passwd, "keepalived_script:x:999:998::/:/bin/false\n");
        assertEquals(new RunAs("keepalived_script", 999, 998), users().byDefault());
    }

    @Test
    void anAccountOnlyTheNameServiceKnowsIsFound() throws IOException {
        Files.writeString(passwd, "");
        assertEquals(Optional.of(new Account("root", 0, 0)), new Accounts(passwd, group).user("root"));
        Files.writeString(group, "");
        assertEquals(OptionalLong.of(0), new Accounts(passwd, group).group("root"));
    }

    private ScriptUsers users() {
        return new ScriptUsers(new Accounts(passwd, group), SELF, false);
    }
}
