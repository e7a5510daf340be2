package holdfast.agent.cli.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandOverWatchTest {
    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static JsonNode takenOver() throws JsonProcessingException {
        return json("{'instance':'VI_1','result':'taken-over','successor':'192.0.2.2','priority':100,"
                + "'afterSeconds':0.61,'unadvertisedSeconds':1.3,'detail':''}");
    }

    private static JsonNode nobody() throws JsonProcessingException {
        return json("{'instance':'VI_2','result':'nobody','successor':'','priority':0,'afterSeconds':1.246,"
                + "'unadvertisedSeconds':0,'detail':''}");
    }

    @Test
    void inWords() throws JsonProcessingException {
        assertEquals(
                "VI_1: 192.0.2.2 took over after 0.61 s, with priority 100; it was served here until then, and nobody"
                        + " advertised for 1.30 s",
                HandOverWatch.text(takenOver()));
        assertTrue(HandOverWatch.text(nobody()).contains("it is MASTER here as before"));
        assertEquals(
                "VI_1: not handed over: interface eth0 down",
                HandOverWatch.text(json("{'instance':'VI_1','result':'interrupted','detail':'interface eth0 down'}")));
    }

    @Test
    void forPrograms() throws JsonProcessingException {
        JsonNode begun = json("{'instances':[{'instance':'VI_1','state':'MASTER','handingOver':true},"
                + "{'instance':'VI_2','state':'MASTER','handingOver':true},"
                + "{'instance':'VI_3','state':'BACKUP','handingOver':false},"
                + "{'instance':'VI_4','state':'MASTER','handingOver':true}]}");
        JsonNode document = HandOverWatch.document(begun, Map.of("VI_1", takenOver(), "VI_2", nobody()));
        assertFalse(document.path("done").asBoolean());
        JsonNode instances = document.path("instances");
        assertEquals("BACKUP", instances.path(0).path("state").asText());
        assertEquals("192.0.2.2", instances.path(0).path("successor").asText());
        assertEquals("MASTER", instances.path(1).path("state").asText());
        assertFalse(instances.path(2).has("result"));
        assertEquals("unknown", instances.path(3).path("result").asText());
    }

    @Test
    void aGroupIsHandedOverWhenEveryMemberIs() throws JsonProcessingException {
        JsonNode begun = json("{'instances':[{'instance':'VI_1','state':'MASTER','handingOver':true},"
                + "{'instance':'VI_2','state':'MASTER','handingOver':true},"
                + "{'instance':'VI_3','state':'BACKUP','handingOver':false}]}");
        JsonNode with = json("{'instance':'VI_2','result':'with-group','detail':'VI_1'}");
        assertFalse(isDone(begun, Map.of("VI_1", takenOver())));
        assertFalse(isDone(begun, Map.of("VI_1", takenOver(), "VI_2", nobody())));
        assertTrue(isDone(begun, Map.of("VI_1", takenOver(), "VI_2", with)));
    }

    private static boolean isDone(JsonNode begun, Map<String, JsonNode> ended) {
        return HandOverWatch.document(begun, ended).path("done").asBoolean();
    }
}
