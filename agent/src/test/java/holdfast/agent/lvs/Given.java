package holdfast.agent.lvs;

import holdfast.conf.ConfigurationReader;
import holdfast.conf.ParseEnvironment;
import holdfast.conf.SourceLoader;
import holdfast.conf.model.Configuration;
import holdfast.track.run.ScriptRunner;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Configurations and plans for tests. */
final class Given {
    private static final String FILE = "a.conf";

    private Given() {}

    private record OneFile(String text) implements SourceLoader {
        @Override
        public ReadOutcome read(String wanted) {
            return new Content(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public List<String> glob(String directory, String pattern) {
            return List.of(pattern);
        }
    }

    static Configuration configuration(String text) {
        return ConfigurationReader.read(new OneFile(text), FILE, ParseEnvironment.ofHost("node1"))
                .configuration();
    }

    static LvsPlan plan(String text) {
        try (ScriptRunner scripts = new ScriptRunner();
                CheckTools tools = CheckTools.with(scripts, false)) {
            return LvsPlanner.plan(configuration(text), tools);
        }
    }
}
