package holdfast.conf.lint;

import holdfast.conf.ParseEnvironment;
import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.DiagnosticSink;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.diagnostic.Sources;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.VrrpScript;
import holdfast.conf.model.VrrpSyncGroup;
import holdfast.conf.syntax.Statement;
import java.util.List;
import java.util.function.Function;

/**
 * A configuration, the statements it was made from, and the place for findings about it.
 *
 * @param configuration what the file means
 * @param outline what the file says
 * @param servers the virtual servers that can run, and what the file says of them
 * @param sources its lines
 * @param environment facts of this node
 * @param sink takes findings
 */
record WholeFile(
        Configuration configuration,
        Outline outline,
        List<ServerBlocks> servers,
        Sources sources,
        ParseEnvironment environment,
        DiagnosticSink sink) {

    /**
     * An object of the model and its block.
     *
     * @param model values in effect
     * @param block what was written
     */
    record Written<T>(T model, Statement block) {}

    /** Reports a finding with a hint. */
    void report(Rule rule, SourceSpan span, String summary, String hint) {
        sink.report(Diagnostic.of(rule, span, summary).withHint(hint));
    }

    /** The instances that can run, in the order of the file. */
    List<Written<VrrpInstance>> instances() {
        return written(configuration.vrrpInstances(), VrrpInstance::name, "vrrp_instance");
    }

    /** The usable scripts. */
    List<Written<VrrpScript>> scripts() {
        return written(configuration.vrrpScripts(), VrrpScript::name, "vrrp_script");
    }

    /** The groups that have members. */
    List<Written<VrrpSyncGroup>> groups() {
        return written(configuration.vrrpSyncGroups(), VrrpSyncGroup::name, "vrrp_sync_group");
    }

    private <T> List<Written<T>> written(List<T> objects, Function<T, String> name, String keyword) {
        return objects.stream()
                .flatMap(object ->
                        outline.block(keyword, name.apply(object)).stream().map(block -> new Written<>(object, block)))
                .toList();
    }
}
