package holdfast.drill;

import holdfast.agent.configuration.FileSourceLoader;
import holdfast.conf.ConfigurationReader;
import holdfast.conf.ParseEnvironment;
import holdfast.conf.ParseResult;
import holdfast.conf.SourceLoader;
import holdfast.conf.model.VrrpScript;
import holdfast.drill.plan.NodePlan;
import holdfast.drill.plan.PairPlan;
import holdfast.drill.plan.PlanException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the two configurations of a drill with the agent's own parser. */
final class PairLoader {
    private static final String FIRST = "node1";
    private static final String SECOND = "node2";

    private PairLoader() {}

    /** The pair that comes with the program. */
    static PairPlan embedded() throws PlanException {
        return PairPlan.of(embedded(FIRST), embedded(SECOND));
    }

    private static NodePlan embedded(String host) throws PlanException {
        String name = host + ".conf";
        String text = resource(name);
        ParseResult result = ConfigurationReader.read(new OneText(name, text), name, ParseEnvironment.ofHost(host));
        return plan(host, "embedded " + name, text, Optional.empty(), result);
    }

    private static String resource(String name) {
        try (InputStream stream = PairLoader.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the program is incomplete: no " + name, e);
        }
    }

    /** The user's own pair. */
    static PairPlan files(Path first, Path second) throws PlanException {
        return PairPlan.of(file(FIRST, first), file(SECOND, second));
    }

    private static NodePlan file(String host, Path given) throws PlanException {
        Path path = given.toAbsolutePath();
        if (!Files.exists(path)) {
            throw new PlanException(given + ": no such file");
        }
        try {
            String text = Files.readString(path, StandardCharsets.UTF_8);
            ParseResult result =
                    ConfigurationReader.read(new FileSourceLoader(), path.toString(), ParseEnvironment.ofHost(host));
            NodePlan plan = plan(host, given.toString(), text, Optional.of(path), result);
            requireScripts(given, result.configuration().vrrpScripts());
            return plan;
        } catch (IOException e) {
            throw new PlanException(given + " cannot be read: " + e.getMessage());
        }
    }

    private static NodePlan plan(String host, String origin, String text, Optional<Path> file, ParseResult result)
            throws PlanException {
        if (result.hasErrors()) {
            throw new PlanException(result.render().stripTrailing());
        }
        if (result.configuration().vrrpInstances().isEmpty()) {
            throw new PlanException(origin + ": no vrrp_instance");
        }
        return NodePlan.of(host, origin, text, file, result.configuration());
    }

    /** The lab's nodes see this machine's files, so a script that is not here is nowhere. */
    private static void requireScripts(Path origin, List<VrrpScript> scripts) throws PlanException {
        for (VrrpScript script : scripts) {
            String program = script.script().argv().getFirst();
            boolean there =
                    program.contains("/") ? Files.isExecutable(Path.of(program)) : SystemPackages.isInstalled(program);
            if (!there) {
                throw new PlanException(
                        origin + ": vrrp_script " + script.name() + " runs " + program
                                + ", which is not an executable file on this machine; put it there, or drill on the node itself");
            }
        }
    }

    /** A configuration of one text without includes. */
    private record OneText(String name, String text) implements SourceLoader {
        @Override
        public List<String> glob(String directory, String pattern) {
            return List.of();
        }

        @Override
        public ReadOutcome read(String path) {
            return path.equals(name) ? new Content(text.getBytes(StandardCharsets.UTF_8)) : new Missing();
        }
    }
}
