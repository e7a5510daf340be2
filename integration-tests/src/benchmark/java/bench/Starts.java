package bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** From exec to the first advert of an address owner, and from TERM to the end, by turns. */
final class Starts implements Section {
    @Override
    public String name() {
        return "start";
    }

    /** Milliseconds, one a run. */
    private record Figures(List<Double> starts, List<Double> ends) {}

    @Override
    public void measure(Effort effort, Results results) throws IOException {
        int runs = effort.runs(15);
        Figures ours = new Figures(new ArrayList<>(), new ArrayList<>());
        Figures theirs = new Figures(new ArrayList<>(), new ArrayList<>());
        try (Contender first = Contender.watched(effort.ours(), effort.theirs());
                Contender second = Contender.watched(effort.theirs(), effort.theirs())) {
            for (int run = -1; run < runs; run++) {
                if (run == 0) { // the first one filled the page cache
                    List.of(ours, theirs).forEach(figures -> {
                        figures.starts().clear();
                        figures.ends().clear();
                    });
                }
                run(first, ours);
                run(second, theirs);
            }
        }
        String from = "exec to first advert of an address owner, ";
        results.row(name(), from + "median of " + runs, "ms", Section.at(0.5, ours.starts()), Section.at(0.5, theirs.starts()));
        results.row(name(), from + "longest", "ms", Section.at(1, ours.starts()), Section.at(1, theirs.starts()));
        results.row(name(), "TERM to the end, median", "ms", Section.at(0.5, ours.ends()), Section.at(0.5, theirs.ends()));
    }

    private static void run(Contender contender, Figures into) throws IOException {
        Instant before = contender.tested().start(Conf.single(255, 1));
        Instant first = contender.firstAdvert(contender.tested(), before).at();
        into.starts().add(Section.milliseconds(Duration.between(contender.execTime(), first)));
        into.ends().add(Contender.stop(contender.tested()));
    }
}
