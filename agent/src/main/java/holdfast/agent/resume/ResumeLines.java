package holdfast.agent.resume;

import holdfast.agent.loop.FormerMaster;
import holdfast.agent.loop.FormerProcess;
import holdfast.agent.loop.Inheritance;
import holdfast.agent.loop.LastWords;
import holdfast.agent.process.SuccessionLines;
import holdfast.vip.Lease;
import holdfast.vrrp.RouterKey;
import holdfast.vrrp.VirtualRouter;
import holdfast.vrrp.wire.AddressFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a process knows, as lines: one with the boot and the network namespace, one for each router that has a place
 * among the moments, and what one process leaves to another in a planned restart.
 *
 * @param routers the routers, by their places
 * @param inheritance what else is known
 * @param lastWords what is left to do when nobody goes on
 */
record ResumeLines(Map<Integer, VirtualRouter> routers, Inheritance inheritance, LastWords lastWords) {
    private static final String PLACE = "place ";
    private static final String MOMENT = "moment ";

    /** Copies the map. */
    ResumeLines {
        routers = Map.copyOf(routers);
    }

    /** The lines. */
    List<String> text(String place) {
        List<String> lines = new ArrayList<>();
        lines.add(PLACE + place);
        routers.forEach((index, router) -> lines.add(MOMENT
                + String.join(
                        " ",
                        Integer.toString(index),
                        LastWordsLines.encoded(router.name()),
                        LastWordsLines.encoded(router.key().interfaceName()),
                        Integer.toString(router.key().vrid()),
                        router.key().family().name(),
                        Long.toString(Lease.earliestTakeover(router.advertisementInterval(), router.downTimerAdverts())
                                .toNanos()))));
        lines.addAll(LastWordsLines.of(lastWords));
        lines.addAll(SuccessionLines.of(inheritance));
        return lines;
    }

    /**
     * Reads lines.
     *
     * @param lines as {@link #text} makes them; those of other versions are passed over
     * @param place the boot and the network namespace of this process
     * @param moments when the routers advertised last
     * @return empty when they are of another boot or network namespace, when the moments are those of another process, or the lines break off
     * @throws IllegalArgumentException for lines nobody has written
     */
    static Optional<FormerProcess> read(List<String> lines, String place, LastAdverts moments) {
        if (lines.isEmpty() || !lines.getFirst().equals(PLACE + place)) {
            return Optional.empty();
        }
        SuccessionLines.Reader reader = new SuccessionLines.Reader();
        LastWordsLines.Reader lastWords = new LastWordsLines.Reader();
        List<FormerMaster> masters = new ArrayList<>();
        boolean complete = false;
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith(MOMENT)) {
                master(List.of(line.substring(MOMENT.length()).split(" ", -1)), moments)
                        .ifPresent(masters::add);
            } else if (!lastWords.take(line)) {
                complete |= reader.take(line);
            }
        }
        Inheritance inheritance = reader.inheritance();
        return complete && inheritance.pid() == moments.pid()
                ? Optional.of(new FormerProcess(masters, inheritance, lastWords.lastWords()))
                : Optional.empty();
    }

    private static Optional<FormerMaster> master(List<String> words, LastAdverts moments) {
        int place = Integer.parseInt(words.getFirst());
        if (place < 0 || place >= LastAdverts.ROUTERS) {
            throw new IllegalArgumentException("a router has place " + place);
        }
        long at = moments.get(place);
        RouterKey key = new RouterKey(
                LastWordsLines.decoded(words.get(2)),
                Integer.parseInt(words.get(3)),
                AddressFamily.valueOf(words.get(4)));
        return at == 0
                ? Optional.empty()
                : Optional.of(
                        new FormerMaster(LastWordsLines.decoded(words.get(1)), key, at, Long.parseLong(words.get(5))));
    }
}
