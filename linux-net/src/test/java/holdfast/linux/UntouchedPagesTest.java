package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The entries are those of a kernel 6.18, shortened. */
class UntouchedPagesTest {
    private static List<UntouchedPages.Mapping> in(String smaps) {
        return UntouchedPages.in(smaps.lines().toList());
    }

    private static String entry(String header, int present, int anonymous, int locked) {
        return header + "\nSize:              29704 kB\nRss:   " + present + " kB\nPss:    9 kB\nAnonymous:    "
                + anonymous + " kB\nAnonHugePages:         0 kB\nLocked:      " + locked
                + " kB\nVmFlags: rd mr mw me\n";
    }

    @Test
    void codeOfAProgramThatWasOnlyRead() {
        String code =
                "7f0c330e3000-7f0c3416f000 r-xp 002e3000 fe:00 328747                     /usr/lib/jvm/lib/server/libjvm.so";
        assertEquals(
                List.of(new UntouchedPages.Mapping(0x7f0c330e3000L, 0x7f0c3416f000L, 10864L * 1024, false)),
                in(entry(code, 10864, 0, 0)));
    }

    @Test
    void theArchiveAndTheClassLibrary() {
        String archive = "800b92000-801e00000 r--p 00b92000 fe:00 2941009      /usr/lib/holdfast/lib/holdfast.aot";
        String modules = "7f0c23400000-7f0c2bf33000 r--s 00000000 fe:00 328734      /usr/lib/holdfast/jre/lib/modules";
        assertEquals(
                2, in(entry(archive, 18872, 0, 0) + entry(modules, 1088, 0, 0)).size());
    }

    @Test
    void whatWasWrittenOrCanBeWrittenStays() {
        String relocated =
                "7f0c34480000-7f0c3456b000 r--p 01680000 fe:00 328747      /usr/lib/jvm/lib/server/libjvm.so";
        String writable = "7f0c3456b000-7f0c34596000 rw-p 0176b000 fe:00 328747      /usr/lib/jvm/lib/server/libjvm.so";
        assertEquals(List.of(), in(entry(relocated, 940, 940, 0) + entry(writable, 172, 0, 0)));
    }

    @Test
    void whatIsLockedInMemoryIsLockedAgain() {
        String code = "7f0c330e3000-7f0c3416f000 r-xp 002e3000 fe:00 328747      /usr/lib/x86_64-linux-gnu/libc.so.6";
        assertTrue(in(entry(code, 10864, 0, 10864)).getFirst().locked());
    }

    @Test
    void whatMayBeUnmappedMeanwhileStays() {
        String heap = "e0000000-e0300000 r--p 00000000 00:00 0 ";
        String data = "7f0c20400000-7f0c20670000 r--s 00000000 fe:00 99      /var/lib/holdfast/table";
        assertEquals(List.of(), in(entry(heap, 3072, 0, 0) + entry(data, 400, 0, 0)));
    }

    @Test
    void theProcessRunsOnWithoutThem() throws Exception {
        long givenBack = UntouchedPages.giveBack();
        assertTrue(
                givenBack > 1_000_000,
                "of the virtual machine alone there are some megabytes, given back: " + givenBack);
        assertTrue(UntouchedPages.giveBack() < givenBack, "most are not needed again at once");
    }
}
