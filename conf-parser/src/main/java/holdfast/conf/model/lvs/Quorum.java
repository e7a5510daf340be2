package holdfast.conf.model.lvs;

import holdfast.conf.model.ScriptCommand;
import java.util.Optional;

/**
 * How much weight must be alive.
 *
 * @param quorum least total weight of living real servers, never more than that of all; 0 when all have weight 0
 * @param hysteresis gained at {@code quorum + hysteresis}, lost below {@code quorum - hysteresis}; less than the quorum
 * @param up script to run when it is gained
 * @param down script to run when it is lost
 */
public record Quorum(long quorum, long hysteresis, Optional<ScriptCommand> up, Optional<ScriptCommand> down) {}
