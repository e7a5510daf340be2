package holdfast.conf.lint;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.syntax.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Mail that cannot be sent. */
final class AlertLints implements Lint {
    static final Set<String> KEYWORDS = Set.of("smtp_alert", "smtp_alert_vrrp", "smtp_alert_checker");
    private static final Set<String> OFF = Set.of("off", "false", "no");

    @Override
    public void check(WholeFile file) {
        boolean server = file.outline().global("smtp_server").isPresent();
        boolean recipient = file.outline()
                .global("notification_email")
                .filter(block -> !Outline.inside(block).isEmpty())
                .isPresent();
        if (server && recipient) {
            return;
        }
        String missing = server ? "recipient" : recipient ? "server" : "server and no recipient";
        String hint = (server ? "" : "add 'smtp_server ADDRESS'")
                + (server || recipient ? "" : " and ")
                + (recipient ? "" : (server ? "add " : "") + "'notification_email { ADDRESS }'")
                + " to global_defs";
        first(file) // the others want for the same thing
                .ifPresent(alert -> file.report(
                        Rule.ALERT_INCOMPLETE,
                        Outline.whole(alert),
                        "no mail is sent: global_defs name no " + missing,
                        hint));
    }

    /** The first statement of a file that asks for mail. */
    private static Optional<Statement> first(WholeFile file) {
        List<String> files = file.sources().order();
        return KEYWORDS.stream()
                .flatMap(keyword -> file.outline().anywhere(keyword).stream())
                .filter(AlertLints::isAlert)
                .min(Comparator.comparingInt(
                                (Statement alert) -> files.indexOf(alert.span().file()))
                        .thenComparingInt(alert -> alert.span().line()));
    }

    private static boolean isAlert(Statement statement) {
        return Outline.value(statement)
                .filter(word -> OFF.contains(word.text()))
                .isEmpty();
    }
}
