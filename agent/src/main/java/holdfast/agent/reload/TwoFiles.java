package holdfast.agent.reload;

import holdfast.agent.cli.StartupFailure;
import holdfast.agent.configuration.CheckedConfiguration;
import holdfast.agent.configuration.ConfigurationCheck;
import holdfast.agent.configuration.FileSourceLoader;
import holdfast.agent.configuration.Machine;
import holdfast.agent.configuration.NodeFacts;
import holdfast.agent.loop.Rehearsal;
import holdfast.agent.lvs.BalancingRehearsal;
import holdfast.agent.lvs.CheckTools;
import holdfast.agent.lvs.LvsPlanner;
import holdfast.agent.lvs.Rebalancing;
import holdfast.agent.plan.Planner;
import holdfast.conf.diagnostic.Severity;
import holdfast.conf.model.Configuration;
import holdfast.track.run.ScriptRunner;
import java.util.List;
import java.util.Optional;

/** A plan without a daemon. */
final class TwoFiles {
    private TwoFiles() {}

    /**
     * What a reload would do on a node that is master of everything.
     *
     * @param configId as after {@code -i}
     * @throws StartupFailure when the first file could not be run
     */
    static ReloadReport plan(String before, String after, Optional<String> configId) throws StartupFailure {
        ConfigurationCheck check = new ConfigurationCheck(new FileSourceLoader(), Machine.unknown());
        Configuration former =
                check.check(before, NodeFacts.now(configId), false).orRefuse();
        CheckedConfiguration checked = check.check(after, NodeFacts.now(configId), false);
        int mistakes = checked.count(Severity.ERROR) + checked.count(Severity.WARNING);
        Configuration next;
        try {
            next = checked.orRefuse();
        } catch (StartupFailure e) {
            return ReloadReport.refused(after, e.getMessage(), checked.render(), mistakes);
        }
        Planner planner = new Planner(true, true);
        ReloadFacts facts = new ReloadFacts(
                former,
                next,
                Rehearsal.asMaster(planner.plan(former), planner.plan(next)).play(),
                balancing(former, next));
        return ReloadReport.of(after, facts.steps(), List.of(), checked.render(), mistakes);
    }

    private static Optional<Rebalancing> balancing(Configuration before, Configuration after) {
        if (before.virtualServers().isEmpty() && after.virtualServers().isEmpty()) {
            return Optional.empty();
        }
        try (ScriptRunner scripts = new ScriptRunner();
                CheckTools tools = CheckTools.with(scripts, false)) {
            return Optional.of(BalancingRehearsal.allUp(LvsPlanner.plan(before, tools), LvsPlanner.plan(after, tools)));
        }
    }
}
