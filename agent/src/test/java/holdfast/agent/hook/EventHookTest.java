package holdfast.agent.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import holdfast.agent.events.Happening;
import holdfast.agent.events.Journal;
import holdfast.track.run.ScriptRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EventHookTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final Journal journal = new Journal();
    private final ScriptRunner scripts = new ScriptRunner();

    @AfterEach
    void end() {
        scripts.close();
    }

    @Test
    void everyEventIsOneCallWithTheEventAsJsonInTheOrderOfEvents() throws Exception {
        journal.append(new Happening.DaemonChanged("started"));
        try (EventHook _ = new EventHook(program("echo \"$1\" >>" + told()), journal, scripts, PATIENCE)) {
            for (int i = 1; i < 20; i++) {
                journal.append(new Happening.Reloaded(true, "reload \"" + i + "\" with a ' and a $HOME"));
            }
            awaitCalls(20);
        }
        List<String> lines = Files.readAllLines(told());
        assertEquals(20, lines.size());
        for (int i = 0; i < lines.size(); i++) {
            JsonNode event = new JsonMapper().readTree(lines.get(i));
            assertEquals(i + 1, event.get("seq").asInt());
            assertEquals(i == 0 ? "daemon" : "reload", event.get("kind").asText());
        }
        JsonNode last = new JsonMapper().readTree(lines.getLast());
        assertEquals("reload \"19\" with a ' and a $HOME", last.get("detail").asText());
    }

    @Test
    void aCallThatHangsHoldsUpOnlyWhatIsAboutTheSameThingAndNotForEver() throws Exception {
        String body = "case $1 in *VS1*true*) sleep 30;; esac; echo \"$1\" >>" + told();
        try (EventHook _ = new EventHook(program(body), journal, scripts, Duration.ofMillis(300))) {
            journal.append(new Happening.VirtualServerChanged("VS1", true));
            journal.append(new Happening.VirtualServerChanged("VS1", false));
            journal.append(new Happening.VirtualServerChanged("VS2", true));
            awaitCalls(2);
        }
        List<String> lines = Files.readAllLines(told());
        assertTrue(lines.get(0).contains("VS2"), lines.toString());
        assertTrue(lines.get(1).contains("VS1"), lines.toString());
    }

    @Test
    void whatHappensAtTheEndIsStillTold() throws Exception {
        EventHook hook = new EventHook(program("echo \"$1\" >>" + told()), journal, scripts, PATIENCE);
        journal.append(new Happening.DaemonChanged("stopping"));
        hook.close();
        assertEquals(1, Files.readAllLines(told()).size());
    }

    @Test
    void theOrderIsKeptForEachInstanceGroupServerAndTrackedThing() {
        assertEquals("INSTANCE VI_1", EventHook.object(new Happening.PriorityChanged("VI_1", 100, 90, "")));
        assertEquals("script chk", EventHook.object(new Happening.TrackedChanged("script", "chk", "bad", "")));
        assertEquals("interface eth0", EventHook.object(new Happening.LinkChanged("eth0", "up")));
        assertEquals(
                EventHook.object(new Happening.VirtualServerChanged("VS1", true)),
                EventHook.object(new Happening.RealServerChanged("VS1", "RS1", true)));
    }

    private List<String> program(String body) throws IOException {
        Path script = folder.resolve("hook.sh");
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return List.of(script.toString());
    }

    private Path told() {
        return folder.resolve("told");
    }

    private void awaitCalls(int count) throws IOException {
        while (!Files.exists(told()) || Files.readAllLines(told()).size() < count) {
            Thread.onSpinWait();
        }
    }
}
