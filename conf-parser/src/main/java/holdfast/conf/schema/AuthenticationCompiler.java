package holdfast.conf.schema;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.Authentication;
import holdfast.conf.schema.InstanceDraft.AuthenticationType;
import java.util.Optional;

/** The authentication of one instance. */
final class AuthenticationCompiler {
    private final InstanceDraft draft;
    private final int version;
    private final boolean strict;
    private final DiagnosticSink sink;

    AuthenticationCompiler(InstanceDraft draft, int version, boolean strict, DiagnosticSink sink) {
        this.draft = draft;
        this.version = version;
        this.strict = strict;
        this.sink = sink;
    }

    /** The password, if there is authentication; whatever keeps it from being done is reported. */
    Optional<Authentication> compile() {
        if (draft.authenticationType == null || draft.authenticationType.value() == AuthenticationType.AH) {
            authenticationProblem();
            return Optional.empty();
        }
        SourceSpan span = draft.authenticationType.span();
        if (version == 3) {
            report(
                    Rule.AUTHENTICATION_VERSION,
                    span,
                    "version 3 has no authentication; it is ignored",
                    "remove the block, or use version 2");
            return Optional.empty();
        }
        if (strict) {
            report(Rule.STRICT, span, "vrrp_strict: authentication is not allowed and is ignored", "");
            return Optional.empty();
        }
        if (draft.password == null) {
            if (draft.whereSeen("auth_pass") == null) {
                report(
                        Rule.AUTHENTICATION_FORM,
                        span,
                        "'auth_type PASS' without 'auth_pass'; no authentication is done",
                        "add 'auth_pass' with up to eight characters");
            }
            return Optional.empty();
        }
        return Optional.of(new Authentication(draft.password.value()));
    }

    private void authenticationProblem() {
        if (draft.authenticationType != null && version == 2 && !strict) {
            report(
                    Rule.UNSUPPORTED,
                    draft.authenticationType.span(),
                    "AH authentication is not supported by Holdfast",
                    "use PASS, or none, on all nodes");
        } else if (draft.authenticationType != null) {
            report(
                    Rule.AUTHENTICATION_VERSION,
                    draft.authenticationType.span(),
                    "no authentication is possible here; it is ignored",
                    "remove the block");
        } else if (draft.password != null && draft.whereSeen("auth_type") == null) {
            report(
                    Rule.AUTHENTICATION_FORM,
                    draft.password.span(),
                    "'auth_pass' without 'auth_type'; no authentication is done",
                    "add 'auth_type PASS'");
        }
    }

    private void report(Rule rule, SourceSpan span, String summary, String hint) {
        Diagnostic diagnostic = Diagnostic.of(rule, span, summary);
        sink.report(hint.isEmpty() ? diagnostic : diagnostic.withHint(hint));
    }
}
