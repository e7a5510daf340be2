package holdfast.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TlsCheckTest {
    private static final Duration PATIENT = Duration.ofSeconds(5);
    private static final byte[] ANSWER = "HTTP/1.0 200 OK\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII);
    private static final String HELLO_MD5 = "5d41402abc4b2a76b9719d911017c592";

    private final Reports reports = new Reports();
    private final CheckLoop loop = new CheckLoop(reports, new Random(1));
    private final BlockingQueue<String> serverNames = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        loop.close();
    }

    private static PemFile pem(String name) throws IOException {
        try (InputStream in = TlsCheckTest.class.getResourceAsStream(name)) {
            return new PemFile(name, new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        }
    }

    private static SSLContext serverContext() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server",
                pem("server-key.pem").privateKey(new char[0]),
                new char[0],
                pem("server-certificate.pem").certificates().toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    /** A server with the certificate of {@code server.example}; {@code closes}: with TLS's close message. */
    private FakeServer server(String version, byte[] answer, boolean closes)
            throws IOException, GeneralSecurityException {
        SSLContext context = serverContext();
        return FakeServer.of(client -> {
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(client, null, client.getPort(), false);
            tls.setEnabledProtocols(new String[] {version});
            tls.setUseClientMode(false);
            tls.startHandshake();
            serverNames.add(((ExtendedSSLSession) tls.getSession())
                    .getRequestedServerNames()
                    .toString());
            readRequest(tls);
            tls.getOutputStream().write(answer);
            if (closes) {
                tls.close();
            }
            client.shutdownOutput();
        });
    }

    private static void readRequest(Socket client) throws IOException {
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            text.append((char) client.getInputStream().read());
        }
    }

    private static CheckedUrl url() {
        return new CheckedUrl(
                "/",
                List.of(new CheckedUrl.StatusCodes(200, 200)),
                Optional.of(HELLO_MD5),
                Optional.of("server.example"),
                Optional.empty());
    }

    private Verdict verdict(FakeServer server, TlsSettings settings, CheckedUrl url) {
        loop.add(Given.once(
                0,
                new HttpCheck(
                        Given.target(server.port(), PATIENT),
                        Optional.of(settings),
                        HttpProtocol.HTTP_1_0,
                        false,
                        List.of(url))));
        return reports.next().verdict();
    }

    private static TlsSettings verifying(TlsIdentity identity, Optional<String> name) {
        return new TlsSettings(identity, true, name, false, true);
    }

    private static TlsIdentity trusting(String ca) throws IOException, GeneralSecurityException {
        return TlsIdentity.of(Optional.of(pem(ca)), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void aCertificateNobodyTrustsIsNoFailure() throws Exception {
        for (String version : List.of("TLSv1.3", "TLSv1.2")) {
            try (FakeServer server = server(version, ANSWER, true)) {
                assertInstanceOf(Verdict.Passed.class, verdict(server, TlsSettings.plain(), url()), version);
            }
            loop.remove(Given.id(0));
        }
        assertEquals("[]", serverNames.take(), "no name is sent without enable_sni");
    }

    @Test
    void theVirtualHostIsSentAsServerNameUnlessAnotherIsGiven() throws Exception {
        try (FakeServer server = server("TLSv1.3", ANSWER, true)) {
            verdict(server, new TlsSettings(TlsIdentity.none(), true, Optional.empty(), false, false), url());
            loop.remove(Given.id(0));
            verdict(
                    server,
                    new TlsSettings(TlsIdentity.none(), true, Optional.of("other.example"), false, false),
                    url());
        }
        assertTrue(serverNames.take().contains("server.example"));
        assertTrue(serverNames.take().contains("other.example"));
    }

    @Test
    void verificationWantsATrustedCertificateForTheName() throws Exception {
        try (FakeServer server = server("TLSv1.3", ANSWER, true)) {
            TlsIdentity trusting = trusting("server-certificate.pem");
            assertInstanceOf(Verdict.Passed.class, verdict(server, verifying(trusting, Optional.empty()), url()));
            loop.remove(Given.id(0));
            assertInstanceOf(
                    Verdict.Failed.class, verdict(server, verifying(trusting, Optional.of("wrong.example")), url()));
            loop.remove(Given.id(0));
            TlsIdentity other = trusting("other-certificate.pem");
            assertInstanceOf(Verdict.Failed.class, verdict(server, verifying(other, Optional.empty()), url()));
        }
    }

    @Test
    void anEndWithoutACloseMessageFailsOnlyIfTlsCompliant() throws Exception {
        try (FakeServer server = server("TLSv1.3", ANSWER, false)) {
            assertInstanceOf(Verdict.Passed.class, verdict(server, TlsSettings.plain(), url()));
            loop.remove(Given.id(0));
            var compliant = new TlsSettings(TlsIdentity.none(), false, Optional.empty(), true, false);
            assertEquals(
                    new Verdict.Failed("TLS: closed without TLS's close message"), verdict(server, compliant, url()));
        }
    }

    @Test
    void aLongBodyArrivesWhole() throws Exception {
        var answer = new StringBuilder("HTTP/1.0 200 OK\r\n\r\n");
        for (int i = 0; i < 200_000; i++) {
            answer.append("line ").append(i).append('\n');
        }
        var regex = new BodyRegex("line 199999$", false, Set.of(), 0, OptionalInt.empty());
        var url = new CheckedUrl("/", url().statusCodes(), Optional.empty(), Optional.empty(), Optional.of(regex));
        try (FakeServer server = server("TLSv1.3", answer.toString().getBytes(StandardCharsets.US_ASCII), true)) {
            assertInstanceOf(Verdict.Passed.class, verdict(server, TlsSettings.plain(), url));
        }
    }

    @Test
    void garbageInsteadOfTlsFails() throws Exception {
        byte[] garbage = "garbage garbage garbage\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
        try (FakeServer server =
                FakeServer.of(client -> client.getOutputStream().write(garbage))) {
            Verdict verdict = verdict(server, TlsSettings.plain(), url());
            assertInstanceOf(Verdict.Failed.class, verdict);
            assertTrue(verdict.words().startsWith("TLS: "), verdict.words());
        }
    }

    @Test
    void aServerThatIsSilentInTheHandshakeFailsAfterTheTimeout() throws Exception {
        try (FakeServer server =
                FakeServer.of(client -> client.getInputStream().transferTo(OutputStream.nullOutputStream()))) {
            loop.add(Given.once(
                    0,
                    new HttpCheck(
                            Given.target(server.port(), Duration.ofMillis(40)),
                            Optional.of(TlsSettings.plain()),
                            HttpProtocol.HTTP_1_0,
                            false,
                            List.of(url()))));
            assertEquals(
                    new Verdict.Failed("no TLS within 0.04 s"), reports.next().verdict());
        }
    }

    @Test
    void theOwnKeyMayBeEncrypted() throws Exception {
        PemFile key = pem("encrypted-key.pem");
        assertEquals(pem("server-key.pem").privateKey(new char[0]), key.privateKey("secret".toCharArray()));
        var wrong = assertThrows(GeneralSecurityException.class, () -> key.privateKey("wrong".toCharArray()));
        assertEquals("'encrypted-key.pem': the password does not open the key", wrong.getMessage());
    }

    @Test
    void identitiesOfTheSameFilesAreEqualSoThatChecksSurviveAReload() throws Exception {
        assertEquals(trusting("other-certificate.pem"), trusting("other-certificate.pem"));
        assertNotEquals(trusting("other-certificate.pem"), trusting("server-certificate.pem"));
    }
}
