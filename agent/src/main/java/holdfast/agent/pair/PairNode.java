package holdfast.agent.pair;

import holdfast.agent.configuration.Places;
import holdfast.conf.model.Configuration;

/**
 * One node of a pair, as its file describes it.
 *
 * @param label what it is called in messages, unique among the nodes
 * @param file its configuration file, as it was named
 * @param configuration what the file means
 * @param places where things stand in the file
 */
public record PairNode(String label, String file, Configuration configuration, Places places) {}
