package holdfast.agent.doctor.examination;

import holdfast.agent.check.Host;
import holdfast.agent.check.HostChecks;
import holdfast.agent.configuration.MachineFinding;
import holdfast.agent.doctor.Examination;
import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.FindingId;
import holdfast.agent.doctor.Gravity;
import holdfast.agent.doctor.Notebook;
import holdfast.agent.doctor.Place;
import holdfast.agent.doctor.Remedy;
import holdfast.agent.doctor.Subject;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticRenderer;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.diagnostic.Sources;
import holdfast.conf.model.VrrpInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What {@code holdfast check --host} finds: the file, and what it asks of this machine. */
public final class ConfigurationExamination implements Examination {
    private static final String COMMAND = "sysctl -w ";
    private static final Pattern SECRET = Pattern.compile("pass|hmac|secret|key", Pattern.CASE_INSENSITIVE);

    private final Host host;

    /** @param host addresses and settings, as {@code check} sees them */
    public ConfigurationExamination(Host host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "configuration";
    }

    @Override
    public String about() {
        return "the file's mistakes; interfaces, addresses, scripts, users and settings that it needs (as check --host)";
    }

    @Override
    public void examine(Subject subject, Notebook notebook) {
        file(subject, notebook);
        List<MachineFinding> machine = new ArrayList<>(subject.checked().machine());
        machine.addAll(HostChecks.of(subject.configuration(), host));
        machine.forEach(finding -> notebook.add(translated(finding, subject)));
        if (machine.isEmpty()) {
            notebook.fine(Place.MACHINE, "interfaces, addresses, scripts and users that the file asks for are there");
        }
    }

    private static void file(Subject subject, Notebook notebook) {
        List<Diagnostic> diagnostics = subject.checked().parse().diagnostics();
        List<Diagnostic> errors = of(diagnostics, Severity.ERROR);
        List<Diagnostic> warnings = of(diagnostics, Severity.WARNING);
        Sources sources = subject.checked().parse().sources();
        Remedy remedy =
                Remedy.command("holdfast check " + subject.file(), "shows every one with its line and a way out");
        if (!errors.isEmpty()) {
            notebook.add(Finding.of(
                    FindingId.CONFIGURATION_ERRORS,
                    Place.MACHINE,
                    errors.size() + (errors.size() == 1 ? " error" : " errors") + " in " + subject.file(),
                    headline(errors.getFirst(), sources),
                    "the daemon does not start with this file, and refuses to reload it",
                    remedy));
        }
        if (!warnings.isEmpty()) {
            notebook.add(Finding.of(
                    FindingId.CONFIGURATION_WARNINGS,
                    Place.MACHINE,
                    warnings.size() + (warnings.size() == 1 ? " warning" : " warnings") + " in " + subject.file(),
                    headline(warnings.getFirst(), sources),
                    "not everything is as written",
                    remedy));
        }
        if (errors.isEmpty() && warnings.isEmpty()) {
            notebook.fine(Place.MACHINE, subject.file() + " has no mistakes");
        }
    }

    /** Without its words where the line may hold a password: reports travel further than files. */
    private static String headline(Diagnostic diagnostic, Sources sources) {
        SourceSpan span = diagnostic.span();
        List<String> lines = sources.files().getOrDefault(span.file(), List.of());
        boolean secret = span.line() >= 1
                && span.line() <= lines.size()
                && SECRET.matcher(lines.get(span.line() - 1)).find();
        return secret
                ? span.file() + ":" + span.line() + ": " + diagnostic.rule().id()
                : new DiagnosticRenderer(sources).headline(diagnostic);
    }

    private static List<Diagnostic> of(List<Diagnostic> diagnostics, Severity severity) {
        return diagnostics.stream().filter(one -> one.severity() == severity).toList();
    }

    private static Finding translated(MachineFinding finding, Subject subject) {
        Gravity gravity = switch (finding.severity()) {
            case ERROR -> Gravity.PROBLEM;
            case WARNING -> Gravity.WARNING;
            case NOTE -> Gravity.NOTE;
        };
        boolean instance = finding.spot().block().equals("vrrp_instance");
        Place place = subject.instances().stream()
                .filter(one -> instance && one.name().equals(finding.spot().name()))
                .findFirst()
                .map(ConfigurationExamination::place)
                .orElse(Place.MACHINE);
        String spot = finding.spot().block()
                + (finding.spot().name().isEmpty() ? "" : " " + finding.spot().name());
        String path = String.join(" ", finding.spot().path());
        return new Finding(
                FindingId.HOST,
                gravity,
                place,
                place.instances().isEmpty() ? finding.subject() + " " + finding.text() : finding.text(),
                finding.rule().id() + ", " + spot + (path.isEmpty() ? "" : ": " + path),
                clause(finding.rule().why()),
                finding.hint()
                        .map(ConfigurationExamination::remedy)
                        .orElse(Remedy.command(
                                "holdfast check --explain " + finding.rule().id())));
    }

    /** A sentence in the style of the other consequences. */
    private static String clause(String sentence) {
        return Character.toLowerCase(sentence.charAt(0))
                + sentence.substring(1, sentence.endsWith(".") ? sentence.length() - 1 : sentence.length());
    }

    /** Settings have a command of their own in the hint. */
    private static Remedy remedy(String hint) {
        if (!hint.startsWith(COMMAND)) {
            return Remedy.advice(hint);
        }
        int comma = hint.indexOf(',');
        String command = comma < 0 ? hint : hint.substring(0, comma);
        String keep = "to keep it: '"
                + command.substring(COMMAND.length()).replace("=", " = ").replace(" net.", "', 'net.")
                + "' in /etc/sysctl.d/60-vrrp.conf";
        return Remedy.command(
                command, (comma < 0 ? "" : hint.substring(comma + 1).strip() + "; ") + keep);
    }

    private static Place place(VrrpInstance instance) {
        return Place.of(instance);
    }
}
