package holdfast.agent.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NodeLabelsTest {
    private static List<String> labels(List<String> files, String... ids) {
        return NodeLabels.of(files, List.of(ids));
    }

    @Test
    void theNameOfTheFileIsEnoughWhenItDiffers() {
        assertEquals(List.of("lb1", "lb2"), labels(List.of("/etc/lb1.conf", "x/lb2.conf"), "h", "h"));
    }

    @Test
    void elseTheFolderIsTaken() {
        assertEquals(List.of("lb1", "lb2"), labels(List.of("lb1/keepalived.conf", "lb2/keepalived.conf"), "h", "h"));
    }

    @Test
    void elseTheConfigurationIds() {
        assertEquals(List.of("east", "west"), labels(List.of("k.conf", "k.conf"), "east", "west"));
    }

    @Test
    void elseTheyAreNumbered() {
        assertEquals(List.of("node1", "node2"), labels(List.of("k.conf", "k.conf"), "h", "h"));
    }
}
