package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Wireshark's opinion of what passed the switch of a lab. It shares no code with anything here. */
final class Tshark {
    private Tshark() {}

    /**
     * One row for each packet that a display filter selects, with the fields asked for, separated by tabs.
     *
     * @param capture a capture file; one that still grows may end in the middle of a packet
     */
    static List<String> fields(Path capture, String filter, String... fields) {
        List<String> argv = new ArrayList<>(List.of(
                "tshark",
                "-n",
                "-r",
                capture.toString(),
                "-o",
                "ip.check_checksum:TRUE",
                "-Y",
                filter,
                "-T",
                "fields"));
        for (String field : fields) {
            argv.addAll(List.of("-e", field));
        }
        try {
            Process process = new ProcessBuilder(argv)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output.lines().toList();
        } catch (IOException e) {
            throw new AssertionError("tshark: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while tshark was running", e);
        }
    }

    /** Fails unless all adverts seen so far are well-formed, with good checksums and a TTL or hop limit of 255. */
    static void assertAdvertsFlawless(Pair pair, int version) {
        Path capture = pair.lab().switchHost().directory().resolve("switch.pcap");
        String adverts = "ip.proto == 112 || ipv6.nxt == 112";
        assertFalse(fields(capture, adverts, "frame.number").isEmpty(), "tshark sees adverts in " + capture);
        String flawed = "(" + adverts + ") && (!vrrp || _ws.malformed || _ws.expert.severity >= warning"
                + " || vrrp.version != " + version
                + " || vrrp.checksum.status != good || (ip && ip.checksum.status != good)"
                + " || (ip && ip.ttl != 255) || (ipv6 && ipv6.hlim != 255))";
        assertEquals(
                List.of(),
                fields(
                        capture,
                        flawed,
                        "frame.number",
                        "ip.src",
                        "ipv6.src",
                        "ip.ttl",
                        "vrrp.version",
                        "vrrp.checksum.status",
                        "_ws.expert.message"),
                "adverts tshark finds fault with");
    }
}
