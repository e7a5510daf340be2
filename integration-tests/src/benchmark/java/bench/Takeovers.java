package bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How much later than Active_Down_Interval after the last advert of a frozen master the first own one comes, both programs at the same time. */
final class Takeovers implements Section {
    private static final double INTERVAL = 0.2;

    /** RFC 9568, 6.1, for advert_int 0.2 and priority 100: 3 x 0.2 s + 0.2 s x 156/256. */
    private static final Duration DOWN_INTERVAL = Duration.ofNanos(721_875_000);

    @Override
    public String name() {
        return "takeover";
    }

    @Override
    public void measure(Effort effort, Results results) throws Exception {
        int runs = effort.runs(10);
        try (Contender first = Contender.watched(effort.ours(), effort.theirs());
                Contender second = Contender.watched(effort.theirs(), effort.theirs());
                ExecutorService both = Executors.newFixedThreadPool(2)) {
            Future<List<Double>> one = both.submit(() -> lateness(first, runs));
            Future<List<Double>> other = both.submit(() -> lateness(second, runs));
            String what = "takeover later than computed, ";
            results.row(name(), what + "median of " + runs, "ms", Section.at(0.5, one.get()), Section.at(0.5, other.get()));
            results.row(name(), what + "longest", "ms", Section.at(1, one.get()), Section.at(1, other.get()));
        }
    }

    private static List<Double> lateness(Contender contender, int runs) throws IOException, InterruptedException {
        contender.tested().start(Conf.single(100, INTERVAL));
        contender.rival().start(Conf.single(150, INTERVAL));
        List<Double> lateness = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            contender.firstAdvert(contender.rival(), Instant.now());
            Thread.sleep(Duration.ofMillis(1_500));
            Instant frozen = contender.rival().freeze();
            Instant takeover = contender.firstAdvert(contender.tested(), frozen).at();
            Instant last = contender.claims(contender.rival(), Instant.EPOCH).getLast().at();
            lateness.add(Section.milliseconds(Duration.between(last.plus(DOWN_INTERVAL), takeover)));
            contender.rival().thaw();
            Thread.sleep(Duration.ofMillis(300));
        }
        return lateness;
    }
}
