package holdfast.vrrp;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything an engine is told beforehand.
 *
 * @param routers the virtual routers, with names of their own
 * @param syncGroups who moves together
 * @param startupDelay how long after {@link VrrpEvent.Startup} nothing happens at all ({@code vrrp_startup_delay})
 * @param logUnknownVrids whether advertisements for nobody here are logged ({@code log_unknown_vrids}); they are
 *     counted always
 */
public record EngineConfiguration(
        List<VirtualRouter> routers, List<SyncGroup> syncGroups, Duration startupDelay, boolean logUnknownVrids) {

    /**
     * Copies the lists and checks the names.
     *
     * @throws IllegalArgumentException for a name used twice, a member that does not exist or is in two groups
     */
    public EngineConfiguration {
        routers = List.copyOf(routers);
        syncGroups = List.copyOf(syncGroups);
        if (startupDelay.isNegative()) {
            throw new IllegalArgumentException("startup delay " + startupDelay + " is negative");
        }
        Set<String> unclaimed = new HashSet<>();
        routers.forEach(
                router -> claim(unclaimed.add(router.name()), "virtual router " + router.name(), "defined twice"));
        Set<String> groups = new HashSet<>();
        for (SyncGroup group : syncGroups) {
            claim(groups.add(group.name()), "sync group " + group.name(), "defined twice");
            group.members()
                    .forEach(member -> claim(
                            unclaimed.remove(member), "member " + member + " of " + group.name(), "unknown or taken"));
        }
    }

    private static void claim(boolean fine, String what, String trouble) {
        if (!fine) {
            throw new IllegalArgumentException(what + " is " + trouble);
        }
    }

    /** Virtual routers that move independently, no delay. */
    public static EngineConfiguration of(VirtualRouter... routers) {
        return new EngineConfiguration(List.of(routers), List.of(), Duration.ZERO, false);
    }
}
