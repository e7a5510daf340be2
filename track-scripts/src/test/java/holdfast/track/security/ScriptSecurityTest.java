package holdfast.track.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.track.run.RunAs;
import holdfast.track.run.ScriptFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real folders below the sticky {@code /tmp}, owned by root. Which of them are unsafe was compared with keepalived 2.2.7
 * and {@code enable_script_security}: others' write permission, another group's, another owner; not a sticky folder, not
 * write permission of root's group.
 */
class ScriptSecurityTest {
    private static final RunAs ROOT = new RunAs("root", 0, 0);
    private static final RunAs NOBODY = new RunAs("nobody", 65534, 65534);
    private static final int NOGROUP = 65534;

    private final ScriptSecurity strict = new ScriptSecurity(true, false, "/usr/bin:/bin");
    private ScriptFolder folder;
    private Path inner;
    private String script;

    @TempDir
    Path temporary;

    @BeforeEach
    void openFolder() throws IOException {
        folder = ScriptFolder.in(temporary);
        inner = Files.createDirectory(temporary.resolve("inner"));
        script = new ScriptFolder(inner).script("check.sh", "exit 0");
    }

    @Test
    void aScriptOnlyRootCanChangeIsFine() {
        assertEquals(
                new ScriptVerdict.Usable(List.of(script, "-v"), Optional.empty(), List.of()),
                strict.check(List.of(script, "-v"), ROOT));
    }

    @Test
    void aFolderWritableByOthersIsNamedWithItsModeAndTheChmod() throws Exception {
        ScriptFolder.mode(inner, "rwxr-xrwx");
        assertEquals(
                new ScriptVerdict.Insecure(
                        script,
                        List.of(new PathFinding(inner, "is writable by everybody (mode 0757)", "chmod o-w " + inner))),
                strict.check(List.of(script), ROOT));
    }

    @Test
    void aFolderWritableByAnotherGroupIsNamedWithItsGroup() throws Exception {
        ScriptFolder.mode(inner, "rwxrwxr-x");
        Files.setAttribute(inner, "unix:gid", NOGROUP);
        assertEquals(
                List.of(new PathFinding(inner, "is writable by group 65534 (mode 0775)", "chmod g-w " + inner)),
                insecure(script).unsafe());
    }

    @Test
    void aFolderWritableByRootsGroupIsFine() throws Exception {
        ScriptFolder.mode(inner, "rwxrwxr-x");
        assertInstanceOf(ScriptVerdict.Usable.class, strict.check(List.of(script), ROOT));
    }

    @Test
    void aStickyFolderIsFine() throws Exception {
        Files.setAttribute(inner, "unix:mode", 01777);
        assertInstanceOf(ScriptVerdict.Usable.class, strict.check(List.of(script), ROOT));
    }

    @Test
    void aFileOfAnotherUserIsNamedWithTheChown() throws Exception {
        Files.setAttribute(Path.of(script), "unix:uid", 65534);
        assertEquals(
                List.of(new PathFinding(Path.of(script), "is owned by uid 65534, not root", "chown root " + script)),
                insecure(script).unsafe());
    }

    @Test
    void aFolderOfAnotherUserIsUnsafe() throws Exception {
        Files.setAttribute(inner, "unix:uid", 65534);
        assertEquals(inner, insecure(script).unsafe().getFirst().component());
    }

    @Test
    void theFileItselfMustNotBeWritable() throws Exception {
        ScriptFolder.mode(Path.of(script), "rwxr-xrwx");
        assertEquals("chmod o-w " + script, insecure(script).unsafe().getFirst().fix());
    }

    @Test
    void everythingThatIsWrongIsNamed() throws Exception {
        ScriptFolder.mode(inner, "rwxrwxrwx");
        Files.setAttribute(inner, "unix:gid", NOGROUP);
        Files.setAttribute(Path.of(script), "unix:uid", 65534);
        assertEquals(3, insecure(script).unsafe().size());
    }

    @Test
    void withoutEnforcementAnUnsafeScriptIsUsableAndReported() throws Exception {
        ScriptFolder.mode(inner, "rwxr-xrwx");
        var lenient = new ScriptSecurity(false, false, "/usr/bin");
        var usable = assertInstanceOf(ScriptVerdict.Usable.class, lenient.check(List.of(script), ROOT));
        assertEquals(1, usable.unsafe().size());
        assertTrue(usable.unsafe().getFirst().describe().contains("chmod o-w " + inner));
    }

    @Test
    void aScriptThatDoesNotRunAsRootMayBeWritable() throws Exception {
        ScriptFolder.mode(inner, "rwxr-xrwx");
        assertInstanceOf(ScriptVerdict.Usable.class, strict.check(List.of(script), NOBODY));
    }

    @Test
    void aMissingComponentIsNamedRatherThanTheWholePath() {
        Path missing = temporary.resolve("nowhere");
        var unusable = unusable(missing + "/check.sh", ROOT);
        assertEquals(missing, unusable.reason().component());
        assertEquals("does not exist", unusable.reason().problem());
    }

    @Test
    void aMissingScriptInAFolderOthersCanWriteIsInsecureRatherThanMissing() throws Exception {
        ScriptFolder.mode(inner, "rwxrwxrwx");
        assertEquals(inner, insecure(inner + "/missing.sh").unsafe().getFirst().component());
    }

    @Test
    void aFileWithoutExecuteBitIsNamedWithTheChmod() throws Exception {
        ScriptFolder.mode(Path.of(script), "rw-r--r--");
        var unusable = unusable(script, ROOT);
        assertEquals(
                "is not executable by user root (mode 0644)", unusable.reason().problem());
        assertEquals("chmod a+x " + script, unusable.reason().fix());
    }

    @Test
    void aFolderItsUserMayNotEnterIsNamed() throws Exception {
        ScriptFolder.mode(inner, "rwx------");
        var unusable = unusable(script, NOBODY);
        assertEquals(inner, unusable.reason().component());
        assertEquals(
                "may not be entered by user nobody (mode 0700)",
                unusable.reason().problem());
        assertInstanceOf(ScriptVerdict.Usable.class, strict.check(List.of(script), ROOT));
    }

    @Test
    void aFolderIsNoProgram() {
        assertEquals(
                "is a folder, not a program",
                unusable(inner.toString(), ROOT).reason().problem());
    }

    @Test
    void aDeviceIsNoProgram() {
        assertEquals(
                "is not a regular file", unusable("/dev/null", NOBODY).reason().problem());
    }

    @Test
    void linksAreReplacedByWhatTheyLeadTo() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("link.sh"), Path.of("inner/check.sh"));
        var usable = assertInstanceOf(ScriptVerdict.Usable.class, strict.check(List.of(link.toString(), "x"), ROOT));
        assertEquals(List.of(script, "x"), usable.argv());
        var keeping = new ScriptSecurity(true, true, "/usr/bin");
        usable = assertInstanceOf(ScriptVerdict.Usable.class, keeping.check(List.of(link.toString()), ROOT));
        assertEquals(List.of(link.toString()), usable.argv());
    }

    @Test
    void aLinkOthersCanReplaceIsAsUnsafeAsTheFile() throws Exception {
        Path open = Files.createDirectory(temporary.resolve("open"));
        ScriptFolder.mode(open, "rwxrwxrwx");
        Path link = Files.createSymbolicLink(open.resolve("link.sh"), Path.of("../inner/check.sh"));
        assertEquals(open, insecure(link.toString()).unsafe().getFirst().component());
    }

    @Test
    void aLinkOfAnotherUserIsUnsafe() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("link.sh"), Path.of(script));
        Files.setAttribute(link, "unix:uid", 65534, java.nio.file.LinkOption.NOFOLLOW_LINKS);
        assertEquals(
                "chown -h root " + link,
                insecure(link.toString()).unsafe().getFirst().fix());
    }

    @Test
    void aLoopOfLinksIsNamed() throws Exception {
        Files.createSymbolicLink(temporary.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(temporary.resolve("b"), Path.of("a"));
        assertTrue(unusable(temporary + "/a", ROOT).reason().problem().contains("loop"));
    }

    @Test
    void aLinkToNowhereNamesWhatIsMissing() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("gone"), Path.of("/no-such-folder/x"));
        assertEquals(
                Path.of("/no-such-folder"),
                unusable(link.toString(), ROOT).reason().component());
    }

    @Test
    void aBareNameIsSearchedOnPathAndWarnedAbout() {
        var usable = assertInstanceOf(ScriptVerdict.Usable.class, strict.check(List.of("true"), ROOT));
        assertEquals(List.of("/usr/bin/true"), usable.argv());
        assertEquals(
                "WARNING - script `true` resolved by path search to `/usr/bin/true`. Please specify full path.",
                usable.foundOnPath().orElseThrow());
    }

    @Test
    void aBareNameThatIsNowhereSaysWhereItWasSought() {
        assertEquals(
                "is in no folder of PATH (/usr/bin:/bin)",
                unusable("no-such-program", ROOT).reason().problem());
    }

    @Test
    void relativeEntriesOfPathAreNotSearched() throws Exception {
        var odd = new ScriptSecurity(true, false, ":.:" + inner);
        var usable = assertInstanceOf(ScriptVerdict.Usable.class, odd.check(List.of("check.sh"), ROOT));
        assertEquals(List.of(script), usable.argv());
    }

    @Test
    void aNameWithBlanksIsQuotedInTheFix() throws Exception {
        String odd = folder.script("it's mine", "exit 0");
        ScriptFolder.mode(Path.of(odd), "rwxr-xrwx");
        assertEquals(
                "chmod o-w '" + temporary + "/it'\\''s mine'",
                insecure(odd).unsafe().getFirst().fix());
    }

    private ScriptVerdict.Insecure insecure(String path) {
        return assertInstanceOf(ScriptVerdict.Insecure.class, strict.check(List.of(path), ROOT));
    }

    private ScriptVerdict.Unusable unusable(String path, RunAs user) {
        return assertInstanceOf(ScriptVerdict.Unusable.class, strict.check(List.of(path), user));
    }
}
