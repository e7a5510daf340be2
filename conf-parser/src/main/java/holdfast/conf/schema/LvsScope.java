package holdfast.conf.schema;

import holdfast.conf.Dialect;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.ScriptUser;
import holdfast.conf.model.TrackFile;
import java.util.Map;
import java.util.Optional;

/**
 * What virtual servers need to know of the rest of the file.
 *
 * @param dialect how the file is understood
 * @param scriptUser {@code script_user}
 * @param smtpAlert {@code smtp_alert_checker}, else {@code smtp_alert} of {@code global_defs}
 * @param files {@code track_file} blocks by name
 * @param bfdInstances {@code bfd_instance} blocks by name, true when they tell checkers
 */
record LvsScope(
        Dialect dialect,
        Optional<ScriptUser> scriptUser,
        Optional<Boolean> smtpAlert,
        Map<String, TrackFile> files,
        Map<String, Boolean> bfdInstances) {
    /** A command with the account it runs as. */
    Optional<ScriptCommand> runnable(Located<ScriptCommand> given) {
        return given == null ? Optional.empty() : Optional.of(NotifyDraft.runAs(given.value(), scriptUser));
    }
}
