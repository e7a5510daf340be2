package holdfast.conf.lint;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.lint.WholeFile.Written;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.syntax.Statement;
import java.util.List;
import java.util.Optional;

/** What {@code vrrp_strict} does that nobody expects of it (keepalived.conf(5), "vrrp_strict"). */
final class StrictLints implements Lint {
    @Override
    public void check(WholeFile file) {
        List<Written<VrrpInstance>> strict = file.instances().stream()
                .filter(instance -> instance.model().strict())
                .toList();
        for (Written<VrrpInstance> instance : strict) {
            if (instance.model().transport().isUnicast()) {
                file.report(
                        Rule.STRICT_UNICAST,
                        Outline.place(instance.block(), "unicast_peer"),
                        "vrrp_strict and unicast peers exclude one another in the standard; "
                                + instance.model().name() + " has both",
                        "remove 'vrrp_strict'");
            }
        }
        strict.stream()
                .filter(instance -> !instance.model().accept())
                .findFirst()
                .ifPresent(instance -> file.report(
                        Rule.STRICT_BLOCKS_TRAFFIC,
                        origin(instance.block(), file),
                        "with vrrp_strict keepalived's firewall drops what is sent to the addresses of "
                                + instance.model().name() + ": no ping, no service",
                        "remove 'vrrp_strict'" + (instance.model().version() == 3 ? ", or add 'accept'" : "")));
    }

    private static SourceSpan origin(Statement block, WholeFile file) {
        Optional<Statement> own = Outline.last(block, "strict_mode");
        return own.or(() -> file.outline().global("vrrp_strict"))
                .map(Outline::whole)
                .orElse(Outline.header(block));
    }
}
