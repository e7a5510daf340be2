package holdfast.conf.model;

import java.util.List;

/**
 * A {@code vrrp_sync_group} block: instances that change state together.
 *
 * @param name its name
 * @param group names of its members, all defined, at least one
 * @param tracking what the group tracks, for all members
 * @param globalTracking {@code global_tracking} (deprecated): members' trackers count for the group
 * @param syncGroupTrackingWeight {@code sync_group_tracking_weight}: weights of members' own trackers count
 * @param notifyScripts what is run on transitions of the group
 * @param smtpAlert {@code smtp_alert}, else {@code smtp_alert_vrrp}, else the global {@code smtp_alert}
 */
public record VrrpSyncGroup(
        String name,
        List<String> group,
        Tracking tracking,
        boolean globalTracking,
        boolean syncGroupTrackingWeight,
        NotifyScripts notifyScripts,
        boolean smtpAlert) {
    /** Copies the list. */
    public VrrpSyncGroup {
        group = List.copyOf(group);
    }
}
