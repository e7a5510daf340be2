package holdfast.it.check;

import holdfast.drill.lab.HostProcess;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SSL_GET of {@code openssl s_server}: versions, several certificates, and servers that want to know who asks. */
class TlsServersIT {
    private static HostProcess server(CheckLab lab, int port, String... options) {
        Certificates certificates = new Certificates(lab);
        List<String> argv = new ArrayList<>(List.of(
                "openssl",
                "s_server",
                "-www",
                "-accept",
                Integer.toString(port),
                "-cert",
                certificates.certificate("server").toString(),
                "-key",
                certificates.key("server").toString()));
        argv.addAll(List.of(options));
        return lab.serve(argv.toArray(String[]::new));
    }

    private static String[] get(String regex, String... lines) {
        List<String> all = new ArrayList<>(List.of("SSL_GET {"));
        all.addAll(List.of(lines));
        all.addAll(List.of("url {", "path /", "status_code 200", "regex \"" + regex + "\"", "}", "}"));
        return all.toArray(String[]::new);
    }

    @Test
    void eachVersionOfTlsAndEachCertificateIsTaken() {
        CheckLab.test(lab -> {
            Certificates certificates = new Certificates(lab);
            certificates.make("server", "server.example.org");
            certificates.make("other", "other.example.org");
            HostProcess twelve = server(lab, 8012, "-tls1_2");
            HostProcess thirteen = server(lab, 8013, "-tls1_3");
            server(
                    lab,
                    8014,
                    "-servername",
                    "other.example.org",
                    "-servername_fatal",
                    "-cert2",
                    certificates.certificate("other").toString(),
                    "-key2",
                    certificates.key("other").toString());
            server(lab, 8015, "-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256");
            for (int port : new int[] {8012, 8013, 8014, 8015}) {
                lab.awaitListening(port);
            }
            Verdicts verdicts = lab.check(CheckConf.empty()
                    .check("TLS 1.2", 8012, get("Protocol *: TLSv1.2"))
                    .check("TLS 1.3", 8013, get("TLSv1.3"))
                    .check("without a name", 8014, get("TLSv1"))
                    .check("the right name", 8014, get("TLSv1", "enable_sni", "sni_name other.example.org"))
                    .check("a wrong name", 8014, get("TLSv1", "enable_sni", "sni_name wrong.example.org"))
                    .check("one cipher", 8015, get("ECDHE-ECDSA-AES128-GCM-SHA256")));
            for (String name : List.of("TLS 1.2", "TLS 1.3", "without a name", "the right name", "one cipher")) {
                verdicts.awaitUp(name);
            }
            verdicts.awaitDownMatching("a wrong name", "TLS: .*unrecognized_name.*");
            twelve.kill();
            verdicts.awaitDown("TLS 1.2", "connection refused");
            server(lab, 8012, "-tls1_3");
            verdicts.awaitDown("TLS 1.2", "the body does not match the regex for /");
            thirteen.kill();
            verdicts.awaitDown("TLS 1.3", "connection refused");
            server(lab, 8013, "-tls1_3");
            verdicts.awaitUp("TLS 1.3");
        });
    }

    @Test
    void aServerThatWantsACertificateGetsTheOneOfTheFile() {
        CheckLab.test(lab -> {
            Certificates certificates = new Certificates(lab);
            certificates.make("server", "server.example.org");
            certificates.make("client", "client.example.org");
            certificates.make("stranger", "stranger.example.org");
            for (int port : new int[] {8021, 8022}) {
                server(
                        lab,
                        port,
                        port == 8021 ? "-tls1_2" : "-tls1_3",
                        "-Verify",
                        "1",
                        "-verify_return_error",
                        "-CAfile",
                        certificates.certificate("client").toString());
                lab.awaitListening(port);
            }
            CheckConf conf = CheckConf.empty()
                    .check("TLS 1.2", 8021, get("Protocol *: TLSv1.2"))
                    .check("TLS 1.3", 8022, get("TLSv1.3"));
            Verdicts nobody = lab.check(conf);
            nobody.awaitDownMatching("TLS 1.2", "TLS: .*handshake_failure.*");
            nobody.awaitDownMatching("TLS 1.3", "TLS: .*certificate_required.*");
            Verdicts stranger = lab.check(conf.after(identity(certificates, "stranger")));
            stranger.awaitDownMatching("TLS 1.2", "TLS: .*");
            stranger.awaitDownMatching("TLS 1.3", "TLS: .*");
            Verdicts client = lab.check(conf.after(identity(certificates, "client")));
            client.awaitUp("TLS 1.2");
            client.awaitUp("TLS 1.3");
        });
    }

    @Test
    void aCertificateIsVerifiedWhereThatIsAskedFor() {
        CheckLab.test(lab -> {
            Certificates certificates = new Certificates(lab);
            certificates.make("server", "server.example.org");
            certificates.make("stranger", "server.example.org");
            server(lab, 8031);
            lab.awaitListening(8031);
            CheckConf conf = CheckConf.empty()
                    .check("the right name", 8031, get("TLSv1", "enable_sni", "sni_name server.example.org"))
                    .check("a wrong name", 8031, get("TLSv1", "enable_sni", "sni_name wrong.example.org"))
                    .check("no name", 8031, get("TLSv1"));
            Verdicts verified = lab.checkVerifying(conf.after(authority(certificates, "server")));
            verified.awaitUp("the right name");
            verified.awaitDownMatching("a wrong name", "TLS: .*wrong.example.org.*");
            verified.awaitDownMatching("no name", "TLS: .*");
            Verdicts ofAStranger = lab.checkVerifying(conf.after(authority(certificates, "stranger")));
            ofAStranger.awaitDownMatching("the right name", "TLS: .*");
            Verdicts ofTheSystem = lab.checkVerifying(conf);
            ofTheSystem.awaitDownMatching("the right name", "TLS: .*");
            lab.check(conf.after(authority(certificates, "stranger"))).awaitUp("a wrong name");
        });
    }

    private static String authority(Certificates certificates, String name) {
        return "SSL {\n    ca " + certificates.certificate(name) + "\n}";
    }

    private static String identity(Certificates certificates, String name) {
        return "SSL {\n    certificate " + certificates.certificate(name) + "\n    key " + certificates.key(name)
                + "\n}";
    }
}
