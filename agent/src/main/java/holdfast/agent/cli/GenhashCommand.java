package holdfast.agent.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import holdfast.check.Genhash;
import holdfast.check.HttpProtocol;
import holdfast.check.Target;
import holdfast.check.TlsIdentity;
import holdfast.check.TlsSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast genhash}: the digest for the keyword of the same name, with the options and the output of genhash(1). */
@Command(
        name = "genhash",
        description = {
            "Prints the digest of a web page, for 'digest' in HTTP_GET and SSL_GET.",
            "",
            "  holdfast genhash -s 192.0.2.11 -p 80 -u /health",
            "  holdfast genhash -S -s 192.0.2.11 -p 443 -u / -V www.example.org",
            ""
        },
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the digest was printed", "1:the server did not answer as one does", "2:wrong command line"})
public final class GenhashCommand implements Callable<Integer> {
    private static final int NO_DIGEST = 1;
    private static final int MOST_PORTS = 65_535;
    private static final long MOST_MARKS = 0xffffffffL;

    private final PrintStream out;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-S", "--use-ssl"},
            description = "Use TLS.")
    private boolean useSsl;

    @Option(
            names = {"-I", "--use-sni"},
            description = "Send the virtual host as server name in the TLS handshake.")
    private boolean useSni;

    @Option(
            names = {"-s", "--server"},
            paramLabel = "ADDRESS",
            required = true,
            description = "The server's IP address.")
    private String server;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            required = true,
            description = "The server's port.")
    private int port;

    @Option(
            names = {"-u", "--url"},
            paramLabel = "PATH",
            required = true,
            description = "What to ask for, such as /index.html.")
    private String path;

    @Option(
            names = {"-V", "--use-virtualhost"},
            paramLabel = "HOST",
            description = "What the Host header says (default: address and port).")
    private String virtualHost;

    @Option(
            names = {"-P", "--protocol"},
            paramLabel = "1.0|1.0c|1.1",
            description = "Version of HTTP; 1.0c is 1.0 with 'Connection: close' (default: 1.0).")
    private String protocol = "1.0";

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "SECONDS",
            description = "Time for the connection and for each part of the answer (default: 5).")
    private int timeout = 5;

    @Option(
            names = {"-m", "--fwmark"},
            paramLabel = "MARK",
            description = "Mark of the packets.")
    private long mark;

    @Option(
            names = {"-v", "--verbose"},
            description = "Also print what the server sends.")
    private boolean verbose;

    @Mixin
    private JsonOption json;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private HelpOption help;

    /**
     * A command; picocli fills in its fields.
     *
     * @param out takes the digest
     */
    public GenhashCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        var target = new Target(
                new InetSocketAddress(address(), inRange("--port", port, 1, MOST_PORTS)),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                inRangeLong("--fwmark", mark, 0, MOST_MARKS),
                Duration.ofSeconds(inRange("--timeout", timeout, 1, Integer.MAX_VALUE / 1000)));
        var tls = new TlsSettings(TlsIdentity.none(), useSni, Optional.empty(), false, false);
        if (json.isGiven() && verbose) {
            throw wrong("--json prints the digest alone, --verbose everything: one of the two");
        }
        var digest = new ByteArrayOutputStream();
        Optional<String> trouble = new Genhash(
                        target,
                        useSsl ? Optional.of(tls) : Optional.empty(),
                        protocol(),
                        path,
                        Optional.ofNullable(virtualHost),
                        verbose)
                .run(json.isGiven() ? new PrintStream(digest, true, StandardCharsets.US_ASCII) : out);
        if (json.isGiven() && trouble.isEmpty()) {
            String md5 = digest.toString(StandardCharsets.US_ASCII).strip();
            out.println(JsonNodeFactory.instance.objectNode().put("md5", md5));
        }
        trouble.ifPresent(words -> {
            spec.commandLine().getErr().println("holdfast genhash: " + server + " port " + port + ": " + words);
            spec.commandLine().getErr().flush();
        });
        return trouble.isPresent() ? NO_DIGEST : 0;
    }

    private InetAddress address() {
        try {
            return InetAddress.ofLiteral(server);
        } catch (IllegalArgumentException e) {
            throw wrong("--server takes an IP address, not '" + server + "'");
        }
    }

    private HttpProtocol protocol() {
        return switch (protocol.toLowerCase(Locale.ROOT)) {
            case "1.0" -> HttpProtocol.HTTP_1_0;
            case "1.0c" -> HttpProtocol.HTTP_1_0_CLOSE;
            case "1.1" -> HttpProtocol.HTTP_1_1;
            default -> throw wrong("--protocol takes 1.0, 1.0c or 1.1, not '" + protocol + "'");
        };
    }

    private int inRange(String option, int value, int least, int most) {
        return (int) inRangeLong(option, value, least, most);
    }

    private long inRangeLong(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw wrong(option + " takes a number from " + least + " to " + most + ", not '" + value + "'");
        }
        return value;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
