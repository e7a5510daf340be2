package holdfast.conf;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.VrrpInstance;
import java.util.List;
import java.util.Map;

/** Reads texts the way tests want them. */
final class Reading {
    static final String FILE = "/etc/keepalived/keepalived.conf";

    static final ParseEnvironment ENVIRONMENT =
            new ParseEnvironment("lb1.example.org", "lb1", Map.of("VIP", "192.0.2.9"), 42);

    private Reading() {}

    static ParseResult read(String text) {
        return read(MapLoader.of(FILE, text));
    }

    static ParseResult read(MapLoader loader) {
        return ConfigurationReader.read(loader, FILE, ENVIRONMENT);
    }

    /** As keepalived 2.2.7 reads it. */
    static ParseResult asKeepalived(String text) {
        return ConfigurationReader.read(MapLoader.of(FILE, text), FILE, ENVIRONMENT, Dialect.AS_KEEPALIVED);
    }

    /** An instance that is complete, with more lines. */
    static String instance(String... lines) {
        return "vrrp_instance VI_1 {\n  interface eth0\n  virtual_router_id 51\n"
                + "  virtual_ipaddress {\n    192.0.2.1/24\n  }\n  " + String.join("\n  ", lines) + "\n}\n";
    }

    /** The only instance of a text that contains one. */
    static VrrpInstance only(ParseResult result) {
        return result.configuration().vrrpInstances().getFirst();
    }

    static Configuration configuration(String text) {
        return read(text).configuration();
    }

    /** {@code line rule} of errors and warnings. */
    static List<String> findings(ParseResult result) {
        return result.diagnostics().stream()
                .filter(diagnostic -> diagnostic.severity() != Severity.NOTE)
                .map(diagnostic -> diagnostic.span().line() + " " + diagnostic.rule())
                .toList();
    }

    static List<String> findings(String text) {
        return findings(read(text));
    }

    /** The only finding. */
    static Diagnostic finding(String text) {
        List<Diagnostic> diagnostics = read(text).diagnostics();
        if (diagnostics.size() != 1) {
            throw new AssertionError("expected one finding: " + diagnostics);
        }
        return diagnostics.getFirst();
    }

    /** The {@code router_id} of a file whose {@code global_defs} are these lines. */
    static String routerId(String lines) {
        return configuration("global_defs {\n" + lines + "\n}\n").globalDefs().routerId();
    }

    /** The command of a {@code vrrp_script}, cut into words. */
    static List<String> argv(String script) {
        return configuration("vrrp_script s {\n script " + script + "\n}\n")
                .vrrpScripts()
                .getFirst()
                .script()
                .argv();
    }
}
