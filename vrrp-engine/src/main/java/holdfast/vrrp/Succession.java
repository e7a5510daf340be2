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
        Map<RouterKey, List<VirtualRouter>> remaining = new HashMap<>();
        before.forEach(router ->
                remaining.computeIfAbsent(router.key(), _ -> new ArrayList<>(1)).add(router));
        Map<String, String> former = new LinkedHashMap<>();
        for (VirtualRouter wanted : after) {
            List<VirtualRouter> candidates = remaining.getOrDefault(wanted.key(), List.of());
            match(candidates, wanted.name()).ifPresent(found -> {
                candidates.remove(found);
                former.put(wanted.name(), found.name());
            });
        }
        return former;
    }

    private static Optional<VirtualRouter> match(List<VirtualRouter> candidates, String name) {
        for (VirtualRouter candidate : candidates) {
            if (candidate.name().equals(name)) {
                return Optional.of(candidate);
            }
        }
        return candidates.size() == 1 ? Optional.of(candidates.getFirst()) : Optional.empty();
    }
}
