package holdfast.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GenhashCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int genhash(String... words) throws StartupFailure {
        List<String> all = new ArrayList<>(List.of("genhash"));
        all.addAll(Arrays.asList(words));
        PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Commands(Map.of("genhash", () -> new GenhashCommand(outStream)), outStream, errStream).run(all);
    }

    private static void answerOnce(ServerSocket server) {
        Thread.ofVirtual().start(() -> {
            try (Socket client = server.accept()) {
                client.getInputStream().read(new byte[200]);
                client.getOutputStream().write("HTTP/1.0 404 No\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // the test fails for want of an answer
            }
        });
    }

    @Test
    void printsTheDigestWhateverTheStatusCode() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            answerOnce(server);
            assertEquals(0, genhash("-s", "127.0.0.1", "-p", "" + server.getLocalPort(), "-u", "/"));
        }
        // echo -n hello | md5sum
        assertEquals("5d41402abc4b2a76b9719d911017c592\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void printsTheDigestForPrograms() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            answerOnce(server);
            assertEquals(0, genhash("-s", "127.0.0.1", "-p", "" + server.getLocalPort(), "-u", "/", "--json"));
        }
        assertEquals("{\"md5\":\"5d41402abc4b2a76b9719d911017c592\"}\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void saysWhyThereIsNoDigest() throws Exception {
        int port;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        assertEquals(1, genhash("-s", "127.0.0.1", "-p", "" + port, "-u", "/"));
        assertEquals(
                "holdfast genhash: 127.0.0.1 port " + port + ": connection refused\n",
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void wrongWordsAreNamed() throws Exception {
        assertEquals(2, genhash("-s", "localhost", "-p", "80", "-u", "/"));
        assertEquals(
                "holdfast genhash: --server takes an IP address, not 'localhost' ('holdfast genhash --help' explains)\n",
                err.toString(StandardCharsets.UTF_8));
        err.reset();
        assertEquals(2, genhash("-s", "127.0.0.1", "-p", "80", "-u", "/", "-P", "2"));
        assertEquals(
                "holdfast genhash: --protocol takes 1.0, 1.0c or 1.1, not '2' ('holdfast genhash --help' explains)\n",
                err.toString(StandardCharsets.UTF_8));
    }
}
