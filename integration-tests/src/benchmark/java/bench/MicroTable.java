package bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.StringJoiner;

/** What JMH has written with {@code -prof gc -rf json}, as a table. */
final class MicroTable {
    private MicroTable() {}

    static String of(Path results) throws IOException {
        StringBuilder table = new StringBuilder("| | µs | error | bytes allocated |\n|---|---|---|---|\n");
        for (JsonNode benchmark : new ObjectMapper().readTree(results.toFile())) {
            StringJoiner name = new StringJoiner(", ");
            name.add(benchmark.get("benchmark").asText().replaceFirst("^bench\\.micro\\.", ""));
            benchmark.path("params").properties().forEach(parameter -> {
                String value = parameter.getValue().asText();
                name.add(parameter.getKey().equals("format") ? value : value + " " + parameter.getKey());
            });
            JsonNode time = benchmark.get("primaryMetric");
            JsonNode bytes = benchmark.path("secondaryMetrics").path("gc.alloc.rate.norm").path("score");
            table.append("| %s | %s | ± %s | %.0f |%n".formatted(
                    name.toString().replace("virtualServers", "virtual servers"),
                    Results.number(time.get("score").asDouble()),
                    Results.number(time.get("scoreError").asDouble()),
                    bytes.asDouble()));
        }
        return table.toString();
    }
}
