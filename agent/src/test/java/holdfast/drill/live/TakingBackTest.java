package holdfast.drill.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.control.ControlFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A drill that is broken off, against a daemon that goes through a switchover one look after the other. */
class TakingBackTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<String> asked = new ArrayList<>();
    private int look;
    private boolean back;

    private static JsonNode status(String state, boolean handingOver) {
        try {
            return MAPPER.readTree(
                    "{\"agent\":{\"routerId\":\"lb1\"},\"instances\":[{\"instance\":\"VI_1\",\"state\":\"" + state
                            + "\",\"handingOver\":" + handingOver + ",\"advertSeconds\":1.0}]}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** MASTER and handing over until look {@code left}; BACKUP until it is told to come back, and two looks longer. */
    private JsonNode answer(ObjectNode request, int left) throws ControlFailure {
        boolean away = look >= left;
        if (request.path("command").asText().equals("switchover.back")) {
            asked.add(look + "");
            if (!away || back) {
                throw new ControlFailure(
                        ControlFailure.Kind.REFUSED, "VI_1 is MASTER and has not been handed over", null);
            }
            back = true;
            look = 0;
            return MAPPER.createObjectNode();
        }
        if (back) {
            return status(look < 2 ? "BACKUP" : "MASTER", false);
        }
        return away ? status("BACKUP", false) : status("MASTER", left < Integer.MAX_VALUE);
    }

    private String takeBack(int left) throws Exception {
        LivePlan plan = LivePlan.of(status("MASTER", false), "VI_1");
        return new TakingBack(request -> answer(request, left), () -> look++, plan).await();
    }

    @Test
    void whatIsWithTheOtherNodeComesBack() throws Exception {
        assertEquals("broken off; everything is MASTER here as before", takeBack(0));
        assertEquals(List.of("0"), asked);
    }

    /** Priority 0 was said, and nobody has taken over yet: there is nothing to take back before that. */
    @Test
    void aHandOverUnderWayIsWaitedFor() throws Exception {
        assertEquals("broken off; everything is MASTER here as before", takeBack(5));
        assertEquals(List.of("5"), asked);
    }

    @Test
    void whatWasNeverHandedOverStays() throws Exception {
        assertEquals("broken off; everything is MASTER here as before", takeBack(Integer.MAX_VALUE));
    }

    @Test
    void whatDoesNotComeBackIsSaid() throws Exception {
        LivePlan plan = LivePlan.of(status("MASTER", false), "VI_1");
        String words = new TakingBack(_ -> status("BACKUP", false), () -> look++, plan).await();
        assertEquals("broken off; not MASTER here: VI_1. Try: holdfast switchover --back VI_1", words);
        assertTrue(look <= 100, () -> look + " looks");
    }

    @Test
    void aDaemonThatDoesNotAnswerIsSaid() throws Exception {
        LivePlan plan = LivePlan.of(status("MASTER", false), "VI_1");
        TakingBack.Daemon nobody = _ -> {
            throw new ControlFailure(ControlFailure.Kind.NO_DAEMON, "no daemon answers", null);
        };
        assertEquals(
                "broken off, and not taken back: no daemon answers. Try: holdfast switchover --back VI_1",
                new TakingBack(nobody, () -> look++, plan).await());
    }
}
