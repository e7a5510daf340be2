package bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Holdfast beside keepalived, measured from outside in one run on one machine, so that its noise falls on both. Figures of two runs are not
 * comparable, the ratios are. {@code integration-tests/bench} starts it and says what the arguments are.
 */
final class Compare {
    private static final List<Section> ALL = List.of(
            new Starts(), new Timing(), new Takeovers(), new Instances(), new Memory(), new Vips(), new RealServers(), new Peers());

    private Compare() {}

    /** The command line, read. */
    private record Order(Section.Effort effort, List<Section> sections, Optional<Path> documents, Optional<Path> micro) {
        static Order of(String... arguments) {
            boolean quick = false;
            List<Section> chosen = new ArrayList<>();
            Optional<Path> documents = Optional.empty();
            Optional<Path> micro = Optional.empty();
            for (int i = 1; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "quick" -> quick = true;
                    case "--write" -> documents = Optional.of(Path.of(arguments[++i]));
                    case "--micro" -> micro = Optional.of(Path.of(arguments[++i]));
                    default -> chosen.add(section(arguments[i]));
                }
            }
            Section.Effort effort =
                    new Section.Effort(Program.holdfast(arguments[0]), Program.keepalived(), quick);
            return new Order(effort, chosen.isEmpty() ? ALL : chosen, documents, micro);
        }

        private static Section section(String name) {
            return ALL.stream()
                    .filter(section -> section.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no section '" + name + "'; there are "
                            + ALL.stream().map(Section::name).toList()));
        }
    }

    /** Arguments: the launcher, then what {@code integration-tests/bench} hands on. */
    public static void main(String... arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        Order order = Order.of(arguments);
        String machine = Machine.describe(order.effort());
        System.out.print(machine);
        Results results = new Results();
        results.heading();
        for (Section section : order.sections()) {
            section.measure(order.effort(), results);
        }
        if (order.documents().isPresent()) {
            write(order, machine, results);
        }
        System.exit(0);
    }

    private static void write(Order order, String machine, Results results) throws IOException {
        Path documents = order.documents().orElseThrow();
        Document document = new Document(documents.resolve("performance.md"));
        document.replace("machine", machine);
        results.tables().forEach(document::replace);
        if (order.micro().isPresent()) {
            document.replace("micro", MicroTable.of(order.micro().get()));
        }
        document.write();
        results.writePlots(documents.resolve("images"));
    }
}
