package holdfast.agent.resume;

import holdfast.agent.loop.LastWords;
import holdfast.linux.AddressFamily;
import holdfast.linux.RoutingRemoval;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a process would say and remove if it stopped, as lines {@code say}, {@code remove} and {@code unroute}. */
final class LastWordsLines {
    private static final String SAY = "say";
    private static final String REMOVE = "remove";
    private static final String UNROUTE = "unroute";

    private LastWordsLines() {}

    static List<String> of(LastWords words) {
        List<String> lines = new ArrayList<>();
        for (LastWords.Advert advert : words.adverts()) {
            lines.add(String.join(
                    " ",
                    SAY,
                    encoded(advert.router()),
                    encoded(advert.device()),
                    advert.family().name(),
                    encoded(advert.source().getHostAddress()),
                    Integer.toString(advert.timeToLive()),
                    encoded(advert.destination().getHostAddress()),
                    advert.message()));
        }
        for (LastWords.Place place : words.addresses()) {
            lines.add(String.join(
                    " ",
                    REMOVE,
                    encoded(place.router()),
                    encoded(place.device()),
                    encoded(place.address().getHostAddress())));
        }
        for (LastWords.Routing entry : words.routing()) {
            lines.add(String.join(
                    " ",
                    UNROUTE,
                    encoded(entry.router()),
                    encoded(entry.words()),
                    entry.removal().digits(),
                    entry.removal().made()));
        }
        return lines;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Reads the lines one by one. */
    static final class Reader {
        private final List<LastWords.Advert> adverts = new ArrayList<>();
        private final List<LastWords.Place> addresses = new ArrayList<>();
        private final List<LastWords.Routing> routing = new ArrayList<>();

        /** Takes a line; false when it is of another kind. */
        boolean take(String line) {
            List<String> words = List.of(line.split(" ", -1));
            switch (words.getFirst()) {
                case SAY ->
                    adverts.add(new LastWords.Advert(
                            decoded(words.get(1)),
                            decoded(words.get(2)),
                            AddressFamily.valueOf(words.get(3)),
                            address(words.get(4)),
                            Integer.parseInt(words.get(5)),
                            address(words.get(6)),
                            words.get(7)));
                case REMOVE ->
                    addresses.add(
                            new LastWords.Place(decoded(words.get(1)), decoded(words.get(2)), address(words.get(3))));
                case UNROUTE ->
                    routing.add(new LastWords.Routing(
                            decoded(words.get(1)),
                            decoded(words.get(2)),
                            new RoutingRemoval(words.get(3), words.size() > 4 ? words.get(4) : "")));
                default -> {
                    return false;
                }
            }
            return true;
        }

        LastWords lastWords() {
            return new LastWords(adverts, addresses, routing);
        }

        /** Never a name that would be looked up. */
        private static InetAddress address(String word) {
            return InetAddress.ofLiteral(decoded(word));
        }
    }
}
