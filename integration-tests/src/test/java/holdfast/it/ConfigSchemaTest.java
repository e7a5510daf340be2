package holdfast.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import holdfast.agent.cli.Commands;
import holdfast.agent.cli.ConfigCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code holdfast config --format json} prints is what {@code docs/config.schema.json} says. */
class ConfigSchemaTest {
    private static Path root() {
        String given = System.getProperty("maven.multiModuleProjectDirectory");
        return given == null ? Path.of("..") : Path.of(given);
    }

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(root().resolve("docs/config.schema.json")), InputFormat.JSON);
    }

    private static String json(Path file, boolean origins, boolean asKeepalived) throws Exception {
        var out = new ByteArrayOutputStream();
        List<String> words = new ArrayList<>(List.of("config", "--format=json", "-i", "lb1", file.toString()));
        if (origins) {
            words.add("--origins");
        }
        if (asKeepalived) {
            words.add("--as-keepalived");
        }
        new Commands(
                        Map.of("config", ConfigCommand::new),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                .run(words);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyFileIsPrintedAsTheSchemaSays() throws Exception {
        Schema schema = schema();
        int files = 0;
        for (Path directory : List.of(
                root().resolve("conf-parser/src/test/resources/holdfast/conf"),
                root().resolve("../shared/corpus/configs"))) {
            if (Files.isDirectory(directory)) {
                try (Stream<Path> found = Files.walk(directory)) {
                    for (Path file : found.filter(path -> path.toString().endsWith(".conf"))
                            .toList()) {
                        for (boolean origins : new boolean[] {false, true}) {
                            List<Error> errors = schema.validate(json(file, origins, false), InputFormat.JSON);
                            assertEquals(List.of(), errors, file.toString());
                        }
                        assertEquals(
                                List.of(),
                                schema.validate(json(file, false, true), InputFormat.JSON),
                                file + " as keepalived reads it");
                        files++;
                    }
                }
            }
        }
        assertTrue(files > 2, "only " + files + " files");
        System.out.println("schema: " + files + " files are printed as docs/config.schema.json says");
    }

    @Test
    void theSchemaRefusesWhatItDoesNotDescribe() throws Exception {
        String other = "{\"version\": 1, \"file\": \"x\", \"global_defs\": {\"router_id\": 7, \"vrrp_version\": 2}}";
        assertFalse(schema().validate(other, InputFormat.JSON).isEmpty());
    }
}
