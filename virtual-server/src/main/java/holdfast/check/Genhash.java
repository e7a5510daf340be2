package holdfast.check;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLEngine;

/**
 * Asks a web server once and prints the digest of what it sends, in the form and with the words of genhash(1) of Keepalived 2.2.7. Like that, it
 * takes any status code, and a chunked body as it is sent.
 *
 * @param target where to
 * @param tls empty: without TLS
 * @param protocol version of HTTP
 * @param path what to ask for
 * @param virtualHost the {@code Host} header; empty: address and port
 * @param verbose also prints what the server sent
 */
public record Genhash(
        Target target,
        Optional<TlsSettings> tls,
        HttpProtocol protocol,
        String path,
        Optional<String> virtualHost,
        boolean verbose) {
    private static final long NANOS_PER_MICRO = 1000;

    /**
     * Does it, on the calling thread's time.
     *
     * @param out takes the digest
     * @return empty when it was printed, else what went wrong, in words
     */
    public Optional<String> run(PrintStream out) {
        var done = new CompletableFuture<CheckReport>();
        try (var loop = new CheckLoop(done::complete, new Random())) {
            loop.add(new CheckDefinition(
                    new CheckId("", target.display("tcp"), 0),
                    new Once(this, out),
                    new CheckTiming(target.timeout(), Duration.ZERO, 0, target.timeout()),
                    false,
                    false));
            CheckReport report = done.join();
            if (!(report.verdict() instanceof Verdict.Passed)) {
                return Optional.of(report.verdict().words());
            }
            if (verbose) {
                out.print("\nGlobal response time for [" + path + "] = "
                        + report.took().toNanos() / NANOS_PER_MICRO + " usecs\n");
            }
            out.flush();
            return Optional.empty();
        }
    }

    private record Once(Genhash genhash, PrintStream out) implements Check {
        @Override
        public String keyword() {
            return "genhash";
        }

        @Override
        public Probe begin(Attempt attempt) throws IOException {
            Target target = genhash.target;
            SSLEngine engine = genhash.tls
                    .map(settings -> settings.identity().engine(settings, genhash.virtualHost, target.address()))
                    .orElse(null);
            byte[] request = HttpRequest.bytes(
                    genhash.protocol,
                    genhash.path,
                    genhash.virtualHost.orElseGet(() -> HostHeader.of(target.address())));
            return new HttpExchange(target, engine, false, request, new Printer(genhash.verbose, out), attempt);
        }
    }

    private record Printer(boolean verbose, PrintStream out, MessageDigest digest) implements HttpListener {
        Printer(boolean verbose, PrintStream out) {
            this(verbose, out, UrlJudge.md5());
        }

        @Override
        public Optional<Verdict> header(HttpHeader header) {
            if (verbose) {
                out.print("-----------------------[    HTTP Header Buffer    ]-----------------------\n");
                out.print(HexDump.of(header.bytes()));
                out.print("-----------------------[ HTTP Header Ascii Buffer ]-----------------------\n");
                out.print(header.text());
                out.print("\n-----------------------[        HTML Buffer        ]-----------------------\n");
            }
            return Optional.empty();
        }

        @Override
        public void sent(ByteBuffer bytes) {
            if (verbose) {
                var copy = new byte[bytes.remaining()];
                bytes.duplicate().get(copy);
                out.print(HexDump.of(copy));
            }
            digest.update(bytes);
        }

        @Override
        public void body(ByteBuffer bytes) {
            // the digest is that of the bytes as sent
        }

        @Override
        public Verdict end(boolean whole) {
            byte[] result = digest.digest();
            if (verbose) {
                out.print("\n-----------------------[    HTML hash resulting    ]-----------------------\n");
                out.print(HexDump.of(result));
                out.print("-----------------------[ HTML hash final resulting ]-----------------------\n");
            }
            out.print(HexFormat.of().formatHex(result) + "\n");
            return new Verdict.Passed("done");
        }
    }
}
