package holdfast.agent.configuration;

import holdfast.conf.ConfigurationReader;
import holdfast.conf.ParseEnvironment;
import holdfast.conf.SourceLoader;
import holdfast.conf.model.Configuration;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Configurations of a text, as the reader makes them; the node is called {@code node1}. */
public final class GivenConfiguration {
    private GivenConfiguration() {}

    /** One file in memory, whatever it is called. */
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

    /** The configuration, whatever there is to be said against it. */
    public static Configuration of(String text) {
        return ConfigurationReader.read(new OneFile(text), "a.conf", ParseEnvironment.ofHost("node1"))
                .configuration();
    }
}
