package holdfast.conf.schema;

import java.util.function.Function;

/** Rows that instances and groups share. */
final class NotifyRows {
    private NotifyRows() {}

    /** {@code notify*} of both. */
    static <D> Block<D> add(Block<D> table, Function<D, NotifyDraft> draft) {
        return table.first("notify_master", ScriptKind.withUser(), (d, v) -> draft.apply(d).master = v)
                .first("notify_backup", ScriptKind.withUser(), (d, v) -> draft.apply(d).backup = v)
                .first("notify_fault", ScriptKind.withUser(), (d, v) -> draft.apply(d).fault = v)
                .first("notify_stop", ScriptKind.withUser(), (d, v) -> draft.apply(d).stop = v)
                .first("notify", ScriptKind.withUser(), (d, v) -> draft.apply(d).any = v)
                .bool("notify_priority_changes", (d, v) -> draft.apply(d).priorityChanges = v)
                .inherits("vrrp_notify_priority_changes")
                .value("smtp_alert", Kinds.bool(), (d, v) -> draft.apply(d).smtpAlert = v)
                .inherits("smtp_alert_vrrp");
    }

    /** {@code track_*} of both. Weight limits: keepalived.conf(5). */
    static <D> Block<D> addTracking(Block<D> table, Function<D, TrackingDraft> draft) {
        return table.lines(
                        "track_interface",
                        (d, line) -> TrackLine.read(draft.apply(d).interfaces, line, TrackTables.WIDE_WEIGHT, true))
                .takes("INTERFACE [weight -254..254] [reverse | noreverse]")
                .lines("track_script", TrackLine.into(d -> draft.apply(d).scripts, TrackTables.SCRIPT_WEIGHT))
                .takes("NAME [weight -253..253] [reverse | noreverse]")
                .lines("track_file", TrackLine.into(d -> draft.apply(d).files, TrackTables.WIDE_WEIGHT))
                .takes("NAME [weight -254..254] [reverse | noreverse]")
                .lines("track_process", TrackLine.into(d -> draft.apply(d).processes, TrackTables.WIDE_WEIGHT))
                .takes("NAME [weight -254..254] [reverse | noreverse]")
                .lines("track_bfd", TrackLine.into(d -> draft.apply(d).bfds, TrackTables.SCRIPT_WEIGHT))
                .takes("NAME [weight -253..253] [reverse | noreverse]");
    }
}
