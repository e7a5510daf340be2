package holdfast.agent.plan;

import holdfast.conf.model.Configuration;
import holdfast.conf.model.VrrpInstance;
import holdfast.vip.RoutingEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The routes and rules of a file, without the rest of the plan.
 *
 * @param virtual of each instance, by its name
 * @param statics whatever instances do
 */
public record PlannedRouting(Map<String, List<RoutingEntry>> virtual, List<RoutingEntry> statics) {
    /** Looks up names of tables and the like on this machine; entries with unknown ones are left out. */
    public static PlannedRouting of(Configuration configuration) {
        RoutingTranslator translator = new RoutingTranslator(Planner.names(configuration.globalDefs()));
        Map<String, List<RoutingEntry>> virtual = new LinkedHashMap<>();
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            virtual.put(
                    instance.name(),
                    translator.translate(instance.name(), instance.virtualRoutes(), instance.virtualRules()));
        }
        return new PlannedRouting(
                virtual,
                Planner.statics(configuration.staticEntries(), translator).routing());
    }
}
