package holdfast.agent.web;

import holdfast.agent.loop.LoopMeasurements;
import holdfast.agent.lvs.operator.LvsListing;
import holdfast.agent.status.AgentStatus;
import holdfast.conf.model.Configuration;
import java.util.Optional;

/**
 * The daemon at one moment, as far as the listener tells of it.
 *
 * @param status VRRP, scripts, BFD
 * @param configuration that is in force
 * @param servers virtual servers; empty: there are none, or they could not be asked
 * @param serverTrouble why virtual servers could not be asked
 * @param measurements of the VRRP loop
 */
public record Observation(
        AgentStatus status,
        Configuration configuration,
        Optional<LvsListing> servers,
        Optional<String> serverTrouble,
        LoopMeasurements measurements) {}
