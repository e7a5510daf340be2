package holdfast.conf.model;

import java.util.Optional;

/**
 * What is run on transitions of an instance or a group.
 *
 * @param master {@code notify_master}
 * @param backup {@code notify_backup}
 * @param fault {@code notify_fault}
 * @param stop {@code notify_stop}
 * @param any {@code notify}: gets {@code INSTANCE|GROUP}, name, state and priority as last arguments
 * @param deleted {@code notify_deleted}: run when a reload removes the instance; empty: {@code fault} is run
 * @param masterRxLowerPri {@code notify_master_rx_lower_pri}
 * @param priorityChanges {@code notify_priority_changes}: {@code any} also runs when only the priority changed
 */
public record NotifyScripts(
        Optional<ScriptCommand> master,
        Optional<ScriptCommand> backup,
        Optional<ScriptCommand> fault,
        Optional<ScriptCommand> stop,
        Optional<ScriptCommand> any,
        Optional<ScriptCommand> deleted,
        Optional<ScriptCommand> masterRxLowerPri,
        boolean priorityChanges) {}
