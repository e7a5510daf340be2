package holdfast.agent.lvs;

import holdfast.agent.configuration.GivenConfiguration;
import holdfast.conf.model.Configuration;
import holdfast.track.run.ScriptRunner;

/** Configurations and plans for tests. */
final class Given {
    private Given() {}

    static Configuration configuration(String text) {
        return GivenConfiguration.of(text);
    }

    static LvsPlan plan(String text) {
        try (ScriptRunner scripts = new ScriptRunner();
                CheckTools tools = CheckTools.with(scripts, false)) {
            return LvsPlanner.plan(configuration(text), tools);
        }
    }
}
