package holdfast.conf.lint;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.lint.WholeFile.Written;
import holdfast.conf.model.VrrpInstance;
import java.util.List;

/** What {@code vrrp_strict} forbids and keepalived lets pass (keepalived.conf(5), "vrrp_strict"). */
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
    }
}
