package bench;

import holdfast.drill.measure.Fact;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How far the period of adverts is from the interval, both programs at the same time: on an idle machine, and with every core busy. */
final class Timing implements Section {
    private static final String REAL_TIME = "global_defs {\n    vrrp_rt_priority 50\n}\n";

    @Override
    public String name() {
        return "timing";
    }

    @Override
    public void measure(Effort effort, Results results) throws IOException, InterruptedException {
        measure("idle, ", "", effort, results);
        List<Process> load = new ArrayList<>();
        try {
            for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
                load.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
            }
            measure("every core busy, ", "", effort, results);
            measure("every core busy, real-time priority, ", REAL_TIME, effort, results);
        } finally {
            load.forEach(Process::destroyForcibly);
        }
    }

    private void measure(String when, String settings, Effort effort, Results results)
            throws IOException, InterruptedException {
        one(when, settings, 1, effort.watch(40), effort, results);
        one(when, settings, 0.1, effort.watch(20), effort, results);
        one(when, settings, 0.01, effort.watch(10), effort, results);
    }

    private void one(
            String when, String settings, double interval, Duration watch, Effort effort, Results results)
            throws IOException, InterruptedException {
        try (Contender first = Contender.watched(effort.ours(), effort.theirs());
                Contender second = Contender.watched(effort.theirs(), effort.theirs())) {
            for (Contender contender : List.of(first, second)) {
                Instant before = contender.tested().start(settings + Conf.single(255, interval));
                contender.firstAdvert(contender.tested(), before);
            }
            Thread.sleep(Duration.ofSeconds(3));
            Instant since = Instant.now();
            Thread.sleep(watch);
            List<Double> ours = deviations(first, since, interval);
            List<Double> theirs = deviations(second, since, interval);
            String what = when + "every " + Math.round(interval * 1000) + " ms: deviation, ";
            results.row(name(), what + "median", "ms", Section.at(0.5, ours), Section.at(0.5, theirs));
            results.row(name(), what + "p99", "ms", Section.at(0.99, ours), Section.at(0.99, theirs));
            results.row(name(), what + "greatest", "ms", Section.at(1, ours), Section.at(1, theirs));
            first.tested().stop(Contender.PATIENCE);
            second.tested().stop(Contender.PATIENCE);
        }
    }

    private static List<Double> deviations(Contender contender, Instant since, double interval) {
        List<Double> deviations = new ArrayList<>();
        List<Fact.Advert> adverts = contender.claims(contender.tested(), since);
        for (int next = 1; next < adverts.size(); next++) {
            Duration period =
                    Duration.between(adverts.get(next - 1).at(), adverts.get(next).at());
            deviations.add(Math.abs(Section.milliseconds(period) - interval * 1000));
        }
        return deviations;
    }
}
