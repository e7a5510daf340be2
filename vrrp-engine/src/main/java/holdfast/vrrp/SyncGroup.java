package holdfast.vrrp;

import java.util.List;

/**
 * Virtual routers that are active together or not at all: keepalived's {@code vrrp_sync_group}.
 *
 * @param name unique among groups
 * @param members names of virtual routers, each in at most one group
 * @param trackers what counts for all members
 * @param membersTrackWeights whether members' own weighted trackers count ({@code sync_group_tracking_weight});
 *     those of weight 0 always do
 */
public record SyncGroup(String name, List<String> members, List<Tracked> trackers, boolean membersTrackWeights) {
    /** Copies the lists. */
    public SyncGroup {
        members = List.copyOf(members);
        trackers = List.copyOf(trackers);
    }
}
