package holdfast.agent.doctor.firewall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import holdfast.agent.doctor.firewall.Chain.Base;
import holdfast.agent.doctor.firewall.Chain.Keeper;
import holdfast.agent.doctor.firewall.Chain.Table;
import holdfast.agent.doctor.firewall.Rule.Action;
import holdfast.agent.doctor.firewall.Rule.Test;
import holdfast.agent.json.JsonMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what {@code nft -j list ruleset} prints (libnftables-json(5)). */
final class NftRules {

    private final NftTexts texts;
    private final Map<Table, Map<String, JsonNode>> sets = new HashMap<>();
    private final Map<Table, Map<String, List<Rule>>> rules = new LinkedHashMap<>();

    private NftRules(NftTexts texts) {
        this.texts = texts;
    }

    /**
     * The chains of all tables.
     *
     * @param json the ruleset
     * @param text the same as {@code nft -a list ruleset} prints it, for showing rules to people; may be empty
     * @throws JsonProcessingException when it is something else
     */
    static List<Chain> read(String json, String text) throws JsonProcessingException {
        return new NftRules(NftTexts.of(text))
                .chains(JsonMapping.MAPPER.readTree(json).path("nftables"));
    }

    /** Whether rules stem from iptables, whose own tool shows more of them. */
    static boolean holdsIptables(String json) {
        return json.contains("\"xt\":");
    }

    private List<Chain> chains(JsonNode objects) {
        for (JsonNode object : objects) {
            for (String kind : List.of("set", "map")) {
                JsonNode set = object.path(kind);
                if (set.isObject()) {
                    sets.computeIfAbsent(table(set), _ -> new HashMap<>())
                            .put(set.path("name").asText(), set.path("elem"));
                }
            }
        }
        for (JsonNode object : objects) {
            JsonNode rule = object.path("rule");
            if (rule.isObject()) {
                rules.computeIfAbsent(table(rule), _ -> new HashMap<>())
                        .computeIfAbsent(rule.path("chain").asText(), _ -> new ArrayList<>())
                        .addAll(rules(rule));
            }
        }
        List<Chain> chains = new ArrayList<>();
        for (JsonNode object : objects) {
            JsonNode chain = object.path("chain");
            if (chain.isObject()) {
                String name = chain.path("name").asText();
                Table table = table(chain);
                chains.add(new Chain(
                        table,
                        name,
                        base(chain),
                        rules.getOrDefault(table, Map.of()).getOrDefault(name, List.of())));
            }
        }
        return chains;
    }

    private static Table table(JsonNode object) {
        return new Table(
                Keeper.NFTABLES,
                object.path("family").asText(),
                object.path(object.has("table") ? "table" : "name").asText());
    }

    private static Optional<Base> base(JsonNode chain) {
        if (!chain.has("hook")) {
            return Optional.empty();
        }
        Set<String> devices = new TreeSet<>();
        JsonNode device = chain.path("dev");
        if (device.isArray()) {
            device.forEach(one -> devices.add(one.asText()));
        } else if (device.isTextual()) {
            devices.add(device.asText());
        }
        return Optional.of(new Base(
                chain.path("hook").asText(),
                chain.path("prio").asInt(),
                chain.path("policy").asText().equals("drop"),
                devices));
    }

    /** One rule; with a verdict map one for each of its elements. */
    private List<Rule> rules(JsonNode rule) {
        Table table = table(rule);
        NftMatch match = new NftMatch(sets.getOrDefault(table, Map.of()));
        String text =
                texts.of(table, rule.path("chain").asText(), rule.path("handle").asLong());
        List<Test> tests = new ArrayList<>();
        for (JsonNode statement : rule.path("expr")) {
            if (statement.has("match")) {
                tests.add(test(statement.path("match"), match));
            } else if (statement.has("vmap")) {
                return verdictMap(statement.path("vmap"), tests, match, table, text);
            } else if (statement.has("limit")
                    || statement.has("quota")
                    || statement.has("xt")
                    || statement.has("ct count")) {
                tests.add(_ -> Truth.UNKNOWN);
            } else {
                Action action = action(statement);
                if (!(action instanceof Action.Continue)) {
                    return List.of(new Rule(tests, action, text));
                }
            }
        }
        return List.of(new Rule(tests, new Action.Continue(), text));
    }

    private static Test test(JsonNode match, NftMatch comparison) {
        JsonNode left = match.path("left");
        return packet ->
                comparison.compare(match.path("op").asText("=="), NftValue.of(left, packet), match.path("right"));
    }

    private List<Rule> verdictMap(JsonNode vmap, List<Test> tests, NftMatch match, Table table, String text) {
        JsonNode data = vmap.path("data");
        JsonNode elements = data.isTextual()
                ? sets.getOrDefault(table, Map.of()).get(data.asText().replaceFirst("^@", ""))
                : data.path("set");
        List<Rule> all = new ArrayList<>();
        if (elements == null) {
            List<Test> unknown = new ArrayList<>(tests);
            unknown.add(_ -> Truth.UNKNOWN);
            return List.of(new Rule(unknown, new Action.Elsewhere(), text));
        }
        JsonNode key = vmap.path("key");
        for (JsonNode element : elements) {
            JsonNode wanted = element.path(0);
            List<Test> each = new ArrayList<>(tests);
            if (!wanted.asText().equals("*")) { // the element for everything else
                each.add(packet -> match.isOneOf(NftValue.of(key, packet), wanted));
            }
            all.add(new Rule(each, action(element.path(1)), text));
        }
        return all;
    }

    private static Action action(JsonNode statement) {
        if (statement.has("accept")) {
            return new Action.Accept();
        }
        if (statement.has("drop") || statement.has("reject")) {
            return new Action.Drop();
        }
        if (statement.has("return")) {
            return new Action.Return();
        }
        if (statement.has("jump")) {
            return new Action.Jump(statement.path("jump").path("target").asText());
        }
        if (statement.has("goto")) {
            return new Action.Goto(statement.path("goto").path("target").asText());
        }
        return statement.has("queue") || statement.has("synproxy") ? new Action.Elsewhere() : new Action.Continue();
    }
}
