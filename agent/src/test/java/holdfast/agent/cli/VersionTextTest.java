package holdfast.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class VersionTextTest {
    @Test
    void theVersionIsThatOfTheBuild() throws IOException {
        Properties build = new Properties();
        try (InputStream stream = VersionTextTest.class.getResourceAsStream("build.properties")) {
            build.load(stream);
        }
        assertEquals(build.getProperty("version"), VersionText.version());
        assertTrue(VersionText.full().startsWith("Holdfast v" + VersionText.version() + "\n"));
    }
}
