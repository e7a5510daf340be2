package holdfast.conf;

import java.util.Map;
import java.util.Objects;

/**
 * The facts about a node which the language can refer to. Given by the caller, so that the same file and the same facts
 * always give the same configuration.
 *
 * @param hostName the node's host name, default of {@code router_id}
 * @param configId what {@code @id} lines and {@code ${_INSTANCE}} compare with: the value of {@code -i}, else the host name up to
 *     the first dot (keepalived.conf(5), "conditional configuration")
 * @param variables environment variables for {@code ${_ENV NAME}}
 * @param randomSeed seed of {@code ${_RANDOM}}; the same seed gives the same numbers
 */
public record ParseEnvironment(String hostName, String configId, Map<String, String> variables, long randomSeed) {
    /** Copies the map. */
    public ParseEnvironment {
        Objects.requireNonNull(hostName);
        Objects.requireNonNull(configId);
        variables = Map.copyOf(variables);
    }

    /**
     * The environment of a node without {@code -i} and without environment variables.
     *
     * @param hostName the host name; its part before the first dot becomes the configuration id
     */
    public static ParseEnvironment ofHost(String hostName) {
        int dot = hostName.indexOf('.');
        return new ParseEnvironment(hostName, dot < 0 ? hostName : hostName.substring(0, dot), Map.of(), 0);
    }
}
