package holdfast.conf.schema;

import holdfast.conf.model.NotifyScripts;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.ScriptUser;
import java.util.Optional;

/** The {@code notify*} keywords of an instance or a group while being read. Null: not given. */
final class NotifyDraft {
    Located<ScriptCommand> master;
    Located<ScriptCommand> backup;
    Located<ScriptCommand> fault;
    Located<ScriptCommand> stop;
    Located<ScriptCommand> any;
    Located<ScriptCommand> deleted;
    Located<ScriptCommand> masterRxLowerPri;
    Located<Boolean> priorityChanges;
    Located<Boolean> smtpAlert;

    /** Effective values. */
    NotifyScripts over(Optional<ScriptUser> scriptUser, boolean globalPriorityChanges) {
        return new NotifyScripts(
                effective(master, scriptUser),
                effective(backup, scriptUser),
                effective(fault, scriptUser),
                effective(stop, scriptUser),
                effective(any, scriptUser),
                effective(deleted, scriptUser),
                effective(masterRxLowerPri, scriptUser),
                Located.or(priorityChanges, globalPriorityChanges));
    }

    private static Optional<ScriptCommand> effective(Located<ScriptCommand> given, Optional<ScriptUser> scriptUser) {
        return given == null ? Optional.empty() : Optional.of(runAs(given.value(), scriptUser));
    }

    /** The command, run as {@code script_user} unless an account was given with it. */
    static ScriptCommand runAs(ScriptCommand command, Optional<ScriptUser> scriptUser) {
        return new ScriptCommand(command.argv(), command.runAs().or(() -> scriptUser));
    }
}
