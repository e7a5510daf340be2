package holdfast.agent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** What {@code -v} prints. */
public final class VersionText {
    private VersionText() {}

    /**
     * The version alone.
     *
     * @return such as {@code 0.1.0}; {@code unknown} in a build without its properties
     */
    public static String version() {
        return build().getProperty("version", "unknown");
    }

    /**
     * Version, Java runtime, build and system.
     *
     * @return lines, the last one with its line end
     */
    public static String full() {
        Properties build = build();
        return """
                Holdfast v%s
                Java:     %s %s
                System:   %s %s %s
                Language: keepalived.conf of keepalived 2.2 and later
                """.formatted(
                        build.getProperty("version", "unknown"),
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.runtime.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch"));
    }

    private static Properties build() {
        Properties properties = new Properties();
        try (InputStream stream = VersionText.class.getResourceAsStream("build.properties")) {
            if (stream != null) {
                properties.load(stream);
            }
        } catch (IOException e) {
            return new Properties(); // the jar itself is damaged: nothing to tell
        }
        return properties;
    }
}
