package holdfast.it.check;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Servers that mean no good, each on a port of its own, and the checks that meet them with what they ought to find. */
final class HostileServers implements AutoCloseable {
    private static final int SILENT = 9001;
    private static final int DROPPED = 9002;
    private static final int SLOW = 9003;
    private static final int HUGE = 9004;
    private static final int GARBAGE = 9005;
    private static final int WRONG_LENGTHS = 9006;
    private static final int RESETTING = 9007;
    private static final int CLOSING = 9008;
    private static final int RESET_IN_TLS = 9009;
    private static final int TALKATIVE = 9010;

    private static final int FLOODING = 9053;

    private static final int DATAGRAMS_A_QUESTION = 2_000;
    private static final int BLOCK = 64 * 1024;
    private static final int GIGABYTE = 1 << 30;

    /** {@code head -c 1G /dev/zero | md5sum}. */
    private static final String ZEROS = "cd573cfaace07e7949bc0c46028904ff";

    private static final Map<String, String> ANSWERS = Map.of(
            "/too-long", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
            "/too-long-and-open", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
            "/too-short", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nshortened",
            "/negative", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            "/beyond-numbers", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n",
            "/chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
            "/endless-chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\nabc",
            "/no-http", "SSH-2.0-OpenSSH_9.2\r\n\r\n");

    private final Deque<OddServer> servers = new ArrayDeque<>();
    private final DatagramSocket flooding;
    private final Map<String, String> expected = new LinkedHashMap<>();
    private CheckConf checks;

    /** @param beside the checks that theirs are put behind */
    HostileServers(CheckLab lab, CheckConf beside) {
        checks = beside;
        drop(lab, DROPPED);
        serve(lab, SILENT, OddServer::sayNothing);
        serve(lab, SLOW, HostileServers::dribble);
        serve(lab, HUGE, HostileServers::sendGigabyte);
        serve(lab, GARBAGE, client -> OddServer.say(client, "\u0000\u00ff\u0016\u0003 garbage ".repeat(1000)));
        serve(lab, WRONG_LENGTHS, HostileServers::answer);
        serve(lab, RESETTING, OddServer::reset);
        serve(lab, CLOSING, client -> {});
        serve(lab, RESET_IN_TLS, client -> {
            client.getInputStream().readNBytes(1);
            OddServer.reset(client);
        });
        serve(lab, TALKATIVE, client -> {
            while (true) {
                OddServer.say(client, "220-nothing to say but much of it\r\n");
            }
        });
        flooding =
                CheckLab.in(lab.server(), () -> new DatagramSocket(FLOODING, InetAddress.ofLiteral(CheckLab.SERVER)));
        Thread.ofVirtual().start(this::flood);
        silence();
        brokenConnections();
        wrongLengths();
    }

    private void serve(CheckLab lab, int port, OddServer.Behaviour behaviour) {
        servers.push(OddServer.on(lab, port, behaviour));
    }

    private static void drop(CheckLab lab, int port) {
        for (String command : List.of(
                "add table inet hostile",
                "add chain inet hostile in { type filter hook input priority 0; }",
                "add rule inet hostile in tcp dport " + port + " drop")) {
            lab.server().run(List.of("nft", command));
        }
    }

    private static void dribble(Socket client) throws IOException, InterruptedException {
        OddServer.path(client);
        for (char each : "HTTP/1.0 200 OK\r\nServer: slow but steady\r\n".toCharArray()) {
            Thread.sleep(1000);
            OddServer.say(client, Character.toString(each));
        }
    }

    private static void sendGigabyte(Socket client) throws IOException {
        OddServer.path(client);
        OddServer.say(client, "HTTP/1.0 200 OK\r\n\r\n");
        OutputStream out = client.getOutputStream();
        byte[] block = new byte[BLOCK];
        for (int i = 0; i < GIGABYTE / BLOCK; i++) {
            out.write(block);
        }
    }

    private static void answer(Socket client) throws IOException {
        String path = OddServer.path(client);
        switch (path) {
            case "/endless-line" -> repeat(client, "HTTP/1.0 200 OK\r\nX-Long: ", "x".repeat(BLOCK));
            case "/endless-head" -> repeat(client, "HTTP/1.0 200 OK\r\n", "X-More: and more\r\n".repeat(1000));
            default -> OddServer.say(client, ANSWERS.get(path));
        }
        if (path.equals("/too-long-and-open") || path.equals("/endless-chunk")) {
            OddServer.sayNothing(client);
        }
    }

    /** Answers each question with datagrams that are no answer to it. */
    private void flood() {
        byte[] garbage = "not the answer to your question".getBytes(StandardCharsets.US_ASCII);
        DatagramPacket question = new DatagramPacket(new byte[BLOCK], BLOCK);
        while (true) {
            try {
                flooding.receive(question);
                for (int i = 0; i < DATAGRAMS_A_QUESTION; i++) {
                    flooding.send(new DatagramPacket(garbage, garbage.length, question.getSocketAddress()));
                }
            } catch (IOException e) {
                if (flooding.isClosed()) {
                    return;
                } // else the one who asked has gone
            }
        }
    }

    private static void repeat(Socket client, String begin, String more) throws IOException {
        OddServer.say(client, begin);
        byte[] bytes = more.getBytes(StandardCharsets.US_ASCII);
        while (true) {
            client.getOutputStream().write(bytes);
        }
    }

    private void silence() {
        expect("silent HTTP", SILENT, "no answer, or no more of it, within 1 s", http("/"));
        expect("silent TLS", SILENT, "no TLS within 1 s", https("/"));
        expect("silent mail", SILENT, "no greeting within 1 s", "SMTP_CHECK {", "}");
        for (String keyword : List.of("TCP_CHECK", "SMTP_CHECK")) {
            expect("dropped " + keyword, DROPPED, "no connection within 1 s", keyword + " {", "}");
        }
        expect("dropped HTTP", DROPPED, "no connection within 1 s", http("/"));
        expect("dropped TLS", DROPPED, "no connection within 1 s", https("/"));
        expect( // the patience between two bytes leaves room for a machine that stands still for a while
                "a byte a second",
                SLOW,
                "the answer was not complete within 30 s",
                "HTTP_GET {\nconnect_timeout 3\nurl {\npath /\nstatus_code 200\n}\n}");
        expect("a flood", FLOODING, "no answer in time", "DNS_CHECK {", "name example.org", "}");
        expect("a reply without end", TALKATIVE, "a reply of the server is longer than 16 KiB", "SMTP_CHECK {", "}");
        expect(
                "a gigabyte",
                HUGE,
                "status code 200 for /",
                "HTTP_GET {\nconnect_timeout 6\ndelay_loop 3600\nwarmup 0\nurl {\npath /\ndigest " + ZEROS + "\n}\n}");
    }

    private void brokenConnections() {
        expect("garbage for TLS", GARBAGE, "TLS: .*", https("/"));
        expect("garbage for HTTP", GARBAGE, "closed before the head of the answer was complete", http("/"));
        expect("garbage for mail", GARBAGE, "the server does not speak SMTP", "SMTP_CHECK {", "}");
        expect("reset at once", RESETTING, "connection reset.*|broken pipe", http("/"));
        expect("reset for TLS", RESETTING, "connection reset.*|broken pipe", https("/"));
        expect("reset for mail", RESETTING, "connection reset.*|broken pipe", "SMTP_CHECK {", "}");
        expect("reset within TLS", RESET_IN_TLS, "connection reset.*", https("/"));
        expect("closed at once", CLOSING, "closed without an answer|connection reset.*|broken pipe", http("/"));
        expect("closed for TLS", CLOSING, "TLS: the server closed the connection|connection reset.*", https("/"));
        expect("closed for mail", CLOSING, "closed without a complete greeting", "SMTP_CHECK {", "}");
    }

    private void wrongLengths() {
        wrong("/too-long", "status code 200 for /too-long \\(the body is shorter than announced\\)");
        wrong("/too-long-and-open", "no answer, or no more of it, within 1 s");
        wrong("/too-short", "status code 200 for /too-short");
        wrong("/negative", "the answer's Content-Length is negative");
        wrong("/beyond-numbers", "the answer's Content-Length is no number");
        wrong("/chunks", "the size of a chunk of the body is no number");
        wrong("/endless-chunk", "no answer, or no more of it, within 1 s");
        wrong("/no-http", "the answer is not HTTP");
        wrong("/endless-line", "the head of the answer is longer than 64 KiB");
        wrong("/endless-head", "the head of the answer is longer than 64 KiB");
    }

    private void wrong(String path, String words) {
        expect(path, WRONG_LENGTHS, words, http(path));
    }

    private void expect(String name, int port, String words, String... lines) {
        checks = checks.check(name, port, lines);
        expected.put(name, words);
    }

    private static String http(String path) {
        return "HTTP_GET {\nurl {\npath " + path + "\nstatus_code 200\n}\n}";
    }

    private static String https(String path) {
        return "SSL_GET {\nurl {\npath " + path + "\nstatus_code 200\n}\n}";
    }

    /** The checks beside them, and theirs. */
    CheckConf checks() {
        return checks;
    }

    /** Which words each check is to end with, as a pattern. */
    Map<String, String> expected() {
        return expected;
    }

    @Override
    public void close() {
        flooding.close();
        while (!servers.isEmpty()) {
            servers.pop().close();
        }
    }
}
