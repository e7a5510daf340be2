package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Memory of a master with more and more virtual routers, one node of each program at a time. */
final class Memory implements Section {
    @Override
    public String name() {
        return "memory";
    }

    /** Megabytes: as shared with what else runs here, and as if nothing else did. */
    private record Figures(double pss, double alone) {}

    @Override
    public void measure(Effort effort, Results results) throws IOException, InterruptedException {
        Plot plot = new Plot("instances-memory", "Memory of a master", "virtual routers", "MB, nothing shared with others");
        for (int instances : effort.sizes(1, 50, 250, 500)) {
            List<Contender> contenders = new ArrayList<>();
            List<Figures> both = new ArrayList<>();
            try {
                for (Program program : effort.both()) {
                    Contender contender = Contender.unwatched(program, 1);
                    contenders.add(contender);
                    contender.tested().start(Conf.manyInstances(instances, 255, 1));
                }
                for (Contender contender : contenders) {
                    Usage.awaitMaster(contender.tested(), instances);
                    long pid = contender.tested().running().pid();
                    both.add(new Figures(Cost.megabytes(pid), Cost.megabytesAlone(pid)));
                }
            } finally {
                contenders.forEach(Contender::close);
            }
            Figures ours = both.getFirst();
            Figures theirs = both.getLast();
            String what = instances + (instances == 1 ? " instance: " : " instances: ");
            results.row(name(), what + "PSS", "MB", ours.pss(), theirs.pss());
            results.row(name(), what + "resident, nothing shared with others", "MB", ours.alone(), theirs.alone());
            plot.both("", instances, ours.alone(), theirs.alone());
        }
        results.plot(name(), plot);
    }
}
