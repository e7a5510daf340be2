package holdfast.agent.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.configuration.FileSourceLoader;
import holdfast.agent.control.ControlHandler;
import holdfast.agent.control.ControlRefusal;
import holdfast.conf.ConfigurationReader;
import holdfast.conf.ParseEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadHandlersTest {
    @TempDir
    private Path folder;

    private static final ControlHandler PLAN =
            new ReloadHandlers(new GivenReloading()).byCommand().get("plan");

    private static ObjectNode request(Path file, SourceBundle bundle) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("user", "root")
                .put("file", file.toString())
                .put("sources", bundle.bytes());
    }

    private static JsonNode answer(JsonNode request) throws ControlRefusal {
        return PLAN.handle(request).toCompletableFuture().join();
    }

    private Path files() throws IOException {
        Files.writeString(
                folder.resolve("one.inc"), "vrrp_instance VI_1 {\n interface eth0\n virtual_router_id 1\n}\n");
        Files.writeString(
                folder.resolve("two.inc"), "vrrp_instance VI_2 {\n interface eth0\n virtual_router_id 2\n}\n");
        return Files.writeString(folder.resolve("a.conf"), "include *.inc\n");
    }

    private static void fill(SourceBundle bundle, Path file) {
        ConfigurationReader.read(
                bundle.filledFrom(new FileSourceLoader()), file.toString(), ParseEnvironment.ofHost("node1"));
    }

    @Test
    void theFilesOfTheUserAreReadAndNoOthers() throws IOException, ControlRefusal {
        Path file = files();
        SourceBundle bundle = new SourceBundle();
        fill(bundle, file);
        Files.delete(folder.resolve("one.inc"));
        Files.delete(file);
        ReloadReport report = ReloadJson.report(answer(request(file, bundle)));
        assertEquals(
                List.of("VI_1", "VI_2"),
                report.steps().stream().map(Step::subject).toList());
    }

    @Test
    void whatIsMissingIsAskedForAndThenTheAnswerComes() throws IOException, ControlRefusal {
        Path file = files();
        SourceBundle bundle = new SourceBundle();
        JsonNode answer = answer(request(file, bundle));
        int rounds = 0;
        while (answer.has("wanted") && rounds < 5) {
            bundle.add(answer.path("wanted"), new FileSourceLoader());
            answer = answer(request(file, bundle));
            rounds++;
        }
        assertEquals(2, rounds, "first the file, then what it includes");
        assertEquals(2, answer.path("steps").size());
    }

    @Test
    void onlyRootMayLetTheDaemonLookUpWhatAFileNames() throws IOException {
        ObjectNode request = request(files(), new SourceBundle()).put("user", "operator");
        assertThrows(ControlRefusal.class, () -> PLAN.handle(request));
    }

    @Test
    void garbageIsRefused() throws ControlRefusal {
        ObjectNode request =
                JsonNodeFactory.instance.objectNode().put("user", "root").put("file", "/a");
        for (byte[] garbage :
                List.of(new byte[0], new byte[] {1, 2, 3}, "{\"files\":7}".getBytes(StandardCharsets.UTF_8))) {
            request.put("sources", garbage);
            CompletionException refused = assertThrows(CompletionException.class, () -> answer(request));
            assertInstanceOf(ControlRefusal.class, refused.getCause());
        }
        request.remove("sources");
        assertThrows(CompletionException.class, () -> answer(request));
    }

    /** It would take many times the memory that its bytes do. */
    @Test
    void aBundleOfNothingButBracketsIsRefused() throws Exception {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(("{\"globs\":[" + "[],".repeat(300_000) + "[]]}").getBytes(StandardCharsets.UTF_8));
        }
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("user", "root")
                .put("file", "/a")
                .put("sources", compressed.toByteArray());
        CompletionException refused = assertThrows(CompletionException.class, () -> answer(request));
        assertInstanceOf(ControlRefusal.class, refused.getCause());
    }

    @Test
    void aReportIsTheSameOnBothSidesOfTheSocket() throws ControlRefusal {
        JsonNode answer = new ReloadHandlers(new GivenReloading())
                .byCommand()
                .get("reload")
                .handle(JsonNodeFactory.instance.objectNode())
                .toCompletableFuture()
                .join();
        ReloadReport report = ReloadJson.report(answer);
        assertEquals(List.of(GivenReloading.STEP), report.steps());
        assertEquals(List.of("it rains"), report.problems());
        assertEquals(ReloadReport.Outcome.CHANGED, report.outcome());
        assertEquals("1 change, 1 interrupted", report.summary());
        String text = ReloadText.done(report, 3);
        assertTrue(text.contains("- real server [192.0.2.11]:tcp:80: removed\n  ... and 3 more\n"), text);
        assertTrue(text.contains("It interrupted:\n  its connections\nBut it rains.\n"), text);
    }
}
