package bench;

import holdfast.drill.measure.Fact;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long a node that becomes master takes to have and to announce all of many addresses, and whether its adverts wait for that. By turns. */
final class Vips implements Section {
    @Override
    public String name() {
        return "vips";
    }

    /** Milliseconds after the first advert; the longest time between two adverts; and from TERM to the end. */
    private record Figures(double present, double announced, double silence, double end, double megabytes) {}

    @Override
    public void measure(Effort effort, Results results) throws IOException, InterruptedException {
        Plot plot = new Plot("vips", "A master takes its addresses", "virtual addresses", "ms after its first advert");
        for (int addresses : effort.sizes(1, 1000, 2500, 5000)) {
            Figures ours = measure(effort.ours(), effort, addresses);
            Figures theirs = measure(effort.theirs(), effort, addresses);
            String what = addresses + (addresses == 1 ? " address: " : " addresses: ");
            results.row(name(), what + "first advert to all present", "ms", ours.present(), theirs.present());
            results.row(name(), what + "first advert to all announced", "ms", ours.announced(), theirs.announced());
            results.row(name(), what + "longest time without an advert (of 1 s)", "ms", ours.silence(), theirs.silence());
            results.row(name(), what + "TERM to the end", "ms", ours.end(), theirs.end());
            results.row(name(), what + "PSS", "MB", ours.megabytes(), theirs.megabytes());
            plot.both("present", addresses, ours.present(), theirs.present());
            plot.both("announced", addresses, ours.announced(), theirs.announced());
        }
        results.plot(name(), plot);
    }

    private static Figures measure(Program program, Effort effort, int addresses)
            throws IOException, InterruptedException {
        try (Contender contender = Contender.watched(program, effort.theirs())) {
            Instant before = contender.tested().start(Conf.manyAddresses(addresses));
            Instant first = contender.firstAdvert(contender.tested(), before).at();
            Thread.sleep(Duration.ofSeconds(10)); // the second round of announcements comes after five
            double megabytes = Cost.megabytes(contender.tested().running().pid());
            Map<InetAddress, Instant> present = new HashMap<>();
            Map<InetAddress, Instant> announced = new HashMap<>();
            contender.seen().facts().forEach(fact -> note(fact, first, present, announced));
            require(program, addresses, present, "present");
            require(program, addresses, announced, "announced");
            double silence = silence(contender.claims(contender.tested(), before), Instant.now());
            return new Figures(
                    after(first, present), after(first, announced), silence, Contender.stop(contender.tested()), megabytes);
        }
    }

    private static void note(
            Fact fact, Instant since, Map<InetAddress, Instant> present, Map<InetAddress, Instant> announced) {
        switch (fact) {
            case Fact.AddressChange change when change.present() && isVirtual(change.address()) ->
                present.putIfAbsent(change.address(), change.at());
            case Fact.Announcement announcement when isVirtual(announcement.address()) ->
                announced.putIfAbsent(announcement.address(), announcement.at());
            case Fact.AddressChange _,
                    Fact.Announcement _,
                    Fact.Advert _,
                    Fact.Malformed _,
                    Fact.LinkChange _,
                    Fact.Action _,
                    Fact.ServiceChange _ -> {}
        }
    }

    private static boolean isVirtual(InetAddress address) {
        byte[] octets = address.getAddress();
        return octets.length == 4 && octets[0] == 10 && octets[1] == 20;
    }

    private static void require(Program program, int addresses, Map<InetAddress, Instant> seen, String what) {
        if (seen.size() != addresses) {
            throw new IllegalStateException(
                    program.name() + ": " + seen.size() + " of " + addresses + " addresses were " + what);
        }
    }

    private static double after(Instant first, Map<InetAddress, Instant> seen) {
        Instant last = seen.values().stream().max(Instant::compareTo).orElseThrow();
        return Section.milliseconds(Duration.between(first, last));
    }

    private static double silence(List<Fact.Advert> adverts, Instant end) {
        List<Double> silences = new ArrayList<>();
        for (int next = 1; next < adverts.size(); next++) {
            silences.add(Section.milliseconds(
                    Duration.between(adverts.get(next - 1).at(), adverts.get(next).at())));
        }
        silences.add(Math.min(1000, Section.milliseconds(Duration.between(adverts.getLast().at(), end))));
        return Section.at(1, silences);
    }
}
