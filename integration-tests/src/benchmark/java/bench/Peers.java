package bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Processor time of a master of ten virtual routers that tells more and more unicast peers every 100 ms, both programs at the same time. */
final class Peers implements Section {
    private static final int INSTANCES = 10;
    private static final double INTERVAL = 0.1;

    @Override
    public String name() {
        return "peers";
    }

    @Override
    public void measure(Effort effort, Results results) throws IOException, InterruptedException {
        Plot plot = new Plot("peers", "10 virtual routers, adverts every 100 ms", "unicast peers", "cores of the master");
        for (int peers : effort.sizes(1, 10, 25, 50)) {
            List<Double> cores = measure(effort, peers);
            String what = peers + (peers == 1 ? " unicast peer: master" : " unicast peers: master");
            results.row(name(), what, "cores", cores.getFirst(), cores.getLast());
            plot.both("", peers, cores.getFirst(), cores.getLast());
        }
        results.plot(name(), plot);
    }

    private static List<Double> measure(Effort effort, int peers) throws IOException, InterruptedException {
        List<Contender> contenders = new ArrayList<>();
        try {
            for (Program program : effort.both()) {
                Contender contender = Contender.unwatched(program, peers);
                contenders.add(contender);
                contender.tested().start(Conf.unicast(peers, 255, INTERVAL, "192.0.2.1", 100));
                contender.rival().start(Conf.unicast(1, 100, INTERVAL, "192.0.2.100", 1));
            }
            for (Contender contender : contenders) {
                Usage.awaitMaster(contender.tested(), INSTANCES * peers / INTERVAL);
            }
            List<Usage> masters = contenders.stream().map(one -> new Usage(one.tested())).toList();
            Thread.sleep(effort.watch(10));
            masters.forEach(master -> master.requireSent(INSTANCES * peers / INTERVAL));
            return masters.stream().map(Usage::cores).toList();
        } finally {
            contenders.forEach(Contender::close);
        }
    }
}
