package holdfast.agent.doctor.routing;

import com.fasterxml.jackson.databind.JsonNode;
import holdfast.linux.AddressFamily;
import holdfast.vip.VirtualRule;

/**
 * A rule as {@code ip -j -N rule show} tells it, as far as it takes to tell rules apart (ip-rule(8)).
 *
 * @param family which packets it is about
 * @param priority smaller ones are looked at first
 * @param table where the route is looked up; 0: something else is done
 * @param protocol who made it
 */
record InstalledRule(AddressFamily family, long priority, long table, int protocol) {
    static InstalledRule of(JsonNode rule, AddressFamily family) {
        return new InstalledRule(
                family,
                rule.path("priority").asLong(),
                rule.path("table").asLong(0),
                rule.path("protocol").asInt(0));
    }

    /** Whether this is the rule that is wanted: priority and maker are different from those of others. */
    boolean is(VirtualRule wanted) {
        return wanted.rule().family() == family
                && wanted.rule().priority() == priority
                && wanted.rule().table() == table
                && wanted.rule().protocol() == protocol;
    }
}
