package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Processor time of a master and a backup with more and more virtual routers, both programs at the same time. */
final class Instances implements Section {
    @Override
    public String name() {
        return "instances";
    }

    /** Cores of one program. */
    private record Figures(double master, double backup) {}

    @Override
    public void measure(Effort effort, Results results) throws IOException, InterruptedException {
        Plot cpu = new Plot("instances-cpu", "Processor time, adverts every 100 ms", "virtual routers", "cores");
        for (double interval : List.of(1.0, 0.1)) {
            for (int instances : effort.sizes(1, 50, 100, 250, 500)) {
                if (interval == 1 && instances == 100) {
                    continue;
                }
                List<Figures> both = measure(effort, instances, interval);
                Figures ours = both.getFirst();
                Figures theirs = both.getLast();
                String what = instances + (instances == 1 ? " instance" : " instances") + " every "
                        + Math.round(interval * 1000) + " ms: ";
                results.row(name(), what + "master", "cores", ours.master(), theirs.master());
                results.row(name(), what + "backup", "cores", ours.backup(), theirs.backup());
                if (interval < 1) {
                    cpu.both("master", instances, ours.master(), theirs.master());
                    cpu.both("backup", instances, ours.backup(), theirs.backup());
                }
            }
        }
        results.plot(name(), cpu);
    }

    private static List<Figures> measure(Effort effort, int instances, double interval)
            throws IOException, InterruptedException {
        List<Contender> contenders = new ArrayList<>();
        try {
            for (Program program : effort.both()) {
                Contender contender = Contender.unwatched(program, 1);
                contenders.add(contender);
                contender.tested().start(Conf.manyInstances(instances, 255, interval));
                contender.rival().start(Conf.manyInstances(instances, 100, interval));
            }
            for (Contender contender : contenders) {
                Usage.awaitMaster(contender.tested(), instances / interval);
            }
            List<Usage> masters = contenders.stream().map(one -> new Usage(one.tested())).toList();
            List<Usage> backups = contenders.stream().map(one -> new Usage(one.rival())).toList();
            Thread.sleep(effort.watch(12));
            List<Figures> figures = new ArrayList<>();
            for (int i = 0; i < contenders.size(); i++) {
                masters.get(i).requireSent(instances / interval);
                figures.add(new Figures(masters.get(i).cores(), backups.get(i).cores()));
            }
            return figures;
        } finally {
            contenders.forEach(Contender::close);
        }
    }
}
