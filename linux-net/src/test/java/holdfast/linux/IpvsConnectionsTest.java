package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.linux.IpvsConnection.Transport;
import holdfast.linux.IpvsConnections.Part;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines are what Linux 6.1 wrote for connections of each kind; those with a persistence engine follow ip_vs_conn_seq_show(). */
class IpvsConnectionsTest {
    private static final String HEADINGS =
            "Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData\n";
    private static final String DATAGRAMS = "UDP C0000232 9C43 C0000201 0035 0A000102 0035 UDP             297\n";
    private static final String ESTABLISHED = "TCP C0000232 9C41 C0000201 0050 0A000102 1F90 ESTABLISHED     897\n";
    private static final String TEMPLATE = "TCP C0000232 0000 C0000201 0050 0A000102 1F90 ASSURED          57\n";
    private static final String IPV6 =
            "TCP 2001:0db8:0000:0000:0000:0000:0000:0050 9C42 2001:0db8:0000:0000:0000:0000:0000:0001"
                    + " 0050 fd00:0001:0000:0000:0000:0000:0000:0002 1F90 ESTABLISHED     897\n";
    private static final String CLOSE_WAIT = "TCP C0000232 9C44 C0000201 0050 0A000102 1F90 CLOSE_WAIT       56\n";
    private static final String FIN_WAIT = "TCP C0000232 9C45 C0000201 0050 0A000102 1F90 FIN_WAIT        110\n";
    private static final String TIME_WAIT = "TCP C0000232 9C46 C0000201 0050 0A000102 1F90 TIME_WAIT        10\n";
    private static final String ENGINE =
            "UDP C0000232 0000 C0000201 13C4 0A000102 13C4 NONE             57 sip 1234567\n";
    private static final String SCTP = "SCTP C0000232 9C47 C0000201 0050 0A000102 1F90 ESTABLISHED     897\n";

    @TempDir
    private Path directory;

    private List<IpvsConnection> read(Part part, String... lines) throws IOException {
        Path file = Files.writeString(directory.resolve("connections"), HEADINGS + String.join("", lines));
        List<IpvsConnection> all = new ArrayList<>();
        IpvsConnections.read(file, part, all::add, () -> true);
        return all;
    }

    private static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }

    @Test
    void readsEveryColumn() throws IOException {
        assertEquals(
                List.of(new IpvsConnection(
                        Transport.TCP,
                        ip("192.0.2.50"),
                        40001,
                        ip("192.0.2.1"),
                        80,
                        ip("10.0.1.2"),
                        8080,
                        "ESTABLISHED",
                        897)),
                read(Part.OPEN, ESTABLISHED));
    }

    @Test
    void readsIpv6() throws IOException {
        assertEquals(
                List.of(new IpvsConnection(
                        Transport.TCP,
                        ip("2001:db8::50"),
                        40002,
                        ip("2001:db8::1"),
                        80,
                        ip("fd00:1::2"),
                        8080,
                        "ESTABLISHED",
                        897)),
                read(Part.OPEN, IPV6));
    }

    @Test
    void aConnectionIsOpenUntilASideIsDone() throws IOException {
        String[] lines = {DATAGRAMS, FIN_WAIT, TEMPLATE, TIME_WAIT, CLOSE_WAIT};
        assertEquals(
                List.of("UDP", "ASSURED", "CLOSE_WAIT"),
                read(Part.OPEN, lines).stream().map(IpvsConnection::state).toList());
        assertEquals(
                List.of("FIN_WAIT", "TIME_WAIT"),
                read(Part.CLOSING, lines).stream().map(IpvsConnection::state).toList());
    }

    @Test
    void aTemplateHasNoPortOfItsClient() throws IOException {
        assertTrue(read(Part.OPEN, TEMPLATE).getFirst().isTemplate());
    }

    @Test
    void leavesOutWhatCannotBeToldWithoutMoreKnowledge() throws IOException {
        assertEquals(List.of(), read(Part.OPEN, ENGINE, SCTP));
        assertEquals(List.of(), read(Part.CLOSING, ENGINE, SCTP));
    }

    @Test
    void readsTablesLongerThanItsMemory() throws IOException {
        assertEquals(5_000, read(Part.OPEN, ESTABLISHED.repeat(5_000)).size());
    }

    @Test
    void endsWhenItsReaderHasEnough() throws IOException {
        Path file = Files.writeString(directory.resolve("connections"), HEADINGS + ESTABLISHED.repeat(10));
        List<IpvsConnection> some = new ArrayList<>();
        IpvsConnections.read(
                file,
                Part.OPEN,
                connection -> {
                    some.add(connection);
                    return some.size() < 3;
                },
                () -> true);
        assertEquals(3, some.size());
    }

    /** What was read can be used before the rest is there. */
    @Test
    void asksBeforeEachRead() throws IOException {
        Path file = Files.writeString(directory.resolve("connections"), HEADINGS + ESTABLISHED.repeat(5_000));
        List<IpvsConnection> all = new ArrayList<>();
        List<Integer> read = new ArrayList<>();
        IpvsConnections.read(file, Part.OPEN, all::add, () -> read.add(all.size()));
        assertTrue(read.getFirst() < 1_000, read::toString);
        assertEquals(5_000, read.getLast());
    }

    @Test
    void readsNoMoreThanIsWanted() throws IOException {
        Path file = Files.writeString(directory.resolve("connections"), HEADINGS + ESTABLISHED.repeat(5_000));
        List<IpvsConnection> some = new ArrayList<>();
        IpvsConnections.read(file, Part.OPEN, some::add, () -> false);
        assertTrue(some.size() < 1_000);
    }
}
