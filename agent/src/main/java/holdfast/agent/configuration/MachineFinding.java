package holdfast.agent.configuration;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.Severity;
import java.util.List;
import java.util.Optional;

/**
 * Something the configuration needs and this machine does not have.
 *
 * @param rule what it is about
 * @param severity an error when the daemon does not start because of it
 * @param spot which line of the configuration asks for it
 * @param subject the block, in the form of log lines: {@code (VI_1)}, {@code VRRP_Script(chk)}
 * @param text what is missing
 * @param hint what to do
 */
public record MachineFinding(
        Rule rule, Severity severity, Spot spot, String subject, String text, Optional<String> hint) {

    /**
     * A place in a configuration, by meaning: it stays the same when lines are added above.
     *
     * @param block keyword of the block
     * @param name its name, or empty
     * @param path keywords inwards
     */
    public record Spot(String block, String name, List<String> path) {
        /** Copies the list. */
        public Spot {
            path = List.copyOf(path);
        }

        /** A spot in a block. */
        public static Spot of(String block, String name, String... path) {
            return new Spot(block, name, List.of(path));
        }
    }

    /** A finding with the usual severity of its rule and without hint. */
    public static MachineFinding of(Rule rule, Spot spot, String subject, String text) {
        return new MachineFinding(rule, rule.severity(), spot, subject, text, Optional.empty());
    }

    /** The same with a hint. */
    public MachineFinding withHint(String what) {
        return new MachineFinding(rule, severity, spot, subject, text, Optional.of(what));
    }

    /** The same with another severity. */
    public MachineFinding as(Severity other) {
        return new MachineFinding(rule, other, spot, subject, text, hint);
    }

    /** The same finding as a warning; a note stays what it is. */
    MachineFinding asWarning() {
        return severity == Severity.ERROR ? as(Severity.WARNING) : this;
    }

    /** The finding as one about the line of the configuration that asks for what is missing. */
    Diagnostic at(Places places) {
        Diagnostic diagnostic = Diagnostic.of(
                        rule,
                        places.of(spot.block(), spot.name(), spot.path().toArray(String[]::new)),
                        subject + " " + text)
                .as(severity);
        return hint.map(diagnostic::withHint).orElse(diagnostic);
    }
}
