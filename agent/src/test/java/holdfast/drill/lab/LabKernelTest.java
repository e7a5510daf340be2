package holdfast.drill.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Needs root. */
class LabKernelTest {
    /** Tests run at the same time, and each looks for what its own lab has left. */
    @Test
    void noNameComesTwiceInAProcess() {
        Set<String> prefixes = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            try (Lab lab = Lab.open()) {
                assertTrue(Files.exists(Path.of("/run/netns", lab.prefix() + "switch")));
                prefixes.add(lab.prefix());
            }
        }
        assertEquals(3, prefixes.size(), prefixes::toString);
        for (String prefix : prefixes) {
            assertFalse(Files.exists(Path.of("/run/netns", prefix + "switch")));
        }
    }
}
