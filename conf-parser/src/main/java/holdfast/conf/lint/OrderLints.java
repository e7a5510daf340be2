package holdfast.conf.lint;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.syntax.Statement;
import java.util.Optional;
import java.util.Set;

/** Global values that keepalived takes when it opens an instance, and that come too late for one. */
final class OrderLints implements Lint {
    private static final Set<String> TAKEN_EARLY = Set.of(
            "vrrp_garp_master_delay",
            "vrrp_garp_master_repeat",
            "vrrp_garp_master_refresh",
            "vrrp_garp_master_refresh_repeat",
            "vrrp_garp_lower_prio_delay",
            "vrrp_garp_lower_prio_repeat",
            "vrrp_down_timer_adverts",
            "vrrp_skip_check_adv_addr",
            "v3_checksum_as_v2");

    @Override
    public void check(WholeFile file) {
        Optional<Statement> instance = Optional.empty();
        for (Statement statement : file.outline().statements()) {
            if (instance.isEmpty() && statement.keyword().text().equals("vrrp_instance")) {
                instance = Optional.of(statement);
            } else if (instance.isPresent() && statement.keyword().text().equals("global_defs")) {
                late(statement, instance.get(), file);
            }
        }
    }

    private static void late(Statement globals, Statement instance, WholeFile file) {
        Outline.inside(globals).stream()
                .filter(statement -> TAKEN_EARLY.contains(statement.keyword().text()))
                .forEach(statement -> file.sink()
                        .report(Diagnostic.of(
                                        Rule.GLOBALS_TOO_LATE,
                                        Outline.whole(statement),
                                        "keepalived does not apply '" + statement.keyword() + "' to instances above it")
                                .withHint("move global_defs to the top")
                                .withRelated(Outline.header(instance), "this instance comes before it")));
    }
}
