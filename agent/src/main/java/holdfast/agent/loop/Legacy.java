package holdfast.agent.loop;

import holdfast.vrrp.EngineConfiguration;

/**
 * What a process knows that another could go on with.
 *
 * @param configuration the routers it acts for
 * @param inheritance their state
 */
public record Legacy(EngineConfiguration configuration, Inheritance inheritance) {}
