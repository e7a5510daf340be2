package holdfast.agent.loop;

import holdfast.vrrp.EngineConfiguration;

/**
 * What a process knows that another could go on with.
 *
 * @param configuration the routers it acts for
 * @param inheritance their state
 * @param lastWords what is left to do when nobody goes on
 */
public record Legacy(EngineConfiguration configuration, Inheritance inheritance, LastWords lastWords) {}
