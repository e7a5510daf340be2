package holdfast.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class QuietLogManagerTest {
    /** Says which manager there is, and how many handlers the root logger has. */
    static final class Asker {
        public static void main(String[] arguments) {
            Logger logger = Logger.getLogger("com.sun.jna.Native");
            logger.warning("nobody hears this");
            System.out.print(LogManager.getLogManager().getClass().getSimpleName() + " "
                    + Logger.getLogger("").getHandlers().length + " " + logger.getName());
        }
    }

    @Test
    void loggersAreThereAndWriteNowhere() throws Exception {
        Process asker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Djava.util.logging.manager=" + QuietLogManager.class.getName(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Asker.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(asker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("QuietLogManager 0 com.sun.jna.Native", said);
        assertEquals(0, asker.waitFor());
    }
}
