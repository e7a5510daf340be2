package holdfast.vrrp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which virtual routers go on when a configuration is replaced by another: those of the same {@link RouterKey}, whatever they are called. Where
 * a key is used more than once, the name decides.
 */
public final class Succession {
    private Succession() {}

    /**
     * Who goes on as whom.
     *
     * @param before the routers so far
     * @param after the routers from now on
     * @return the former name by the new one, in the order of the new routers; those that begin anew are absent
     */
    public static Map<String, String> of(List<VirtualRouter> before, List<VirtualRouter> after) {
        Map<RouterKey, List<String>> remaining = new HashMap<>();
        before.forEach(router ->
                remaining.computeIfAbsent(router.key(), _ -> new ArrayList<>(1)).add(router.name()));
        return match(remaining, after);
    }

    /**
     * Who goes on under another name.
     *
     * @param before the routers so far
     * @param after the routers from now on
     * @return the new name by the former one
     */
    public static Map<String, String> renames(List<VirtualRouter> before, List<VirtualRouter> after) {
        Map<String, String> renames = new LinkedHashMap<>();
        of(before, after).forEach((now, former) -> {
            if (!now.equals(former)) {
                renames.put(former, now);
            }
        });
        return renames;
    }

    /**
     * Who goes on as whom, where the former routers were another process's.
     *
     * @param before the keys of the routers so far, by name
     * @param after the routers from now on
     * @return the new name by the former one
     */
    public static Map<String, String> ofKeys(Map<String, RouterKey> before, List<VirtualRouter> after) {
        Map<RouterKey, List<String>> remaining = new HashMap<>();
        before.forEach((name, key) ->
                remaining.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(name));
        Map<String, String> successors = new LinkedHashMap<>();
        match(remaining, after).forEach((now, former) -> successors.put(former, now));
        return successors;
    }

    private static Map<String, String> match(Map<RouterKey, List<String>> remaining, List<VirtualRouter> after) {
        Map<String, String> former = new LinkedHashMap<>();
        for (VirtualRouter wanted : after) {
            List<String> candidates = remaining.getOrDefault(wanted.key(), List.of());
            match(candidates, wanted.name()).ifPresent(found -> {
                candidates.remove(found);
                former.put(wanted.name(), found);
            });
        }
        return former;
    }

    private static Optional<String> match(List<String> candidates, String name) {
        if (candidates.contains(name)) {
            return Optional.of(name);
        }
        return candidates.size() == 1 ? Optional.of(candidates.getFirst()) : Optional.empty();
    }
}
