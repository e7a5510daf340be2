package holdfast.agent.cli.lvs;

import holdfast.agent.cli.ClientCommandLine;
import holdfast.agent.cli.ClientCommandLine.Word;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The option {@code --until}: a time, or how long from now. */
final class Until {
    private static final Pattern LENGTH =
            Pattern.compile("(?:([0-9]{1,4})d)?(?:([0-9]{1,5})h)?(?:([0-9]{1,6})m(?:in)?)?(?:([0-9]{1,8})s)?");
    private static final Duration LONGEST = Duration.ofDays(3650);

    private Until() {}

    /** Adds the option to a command line. */
    static Word option(ClientCommandLine line) {
        return line.word(
                "WHEN",
                "Take it back by itself: 90s, 30m, 2h30m, 3d; or 18:00, 2026-12-01, 2026-12-01T06:00.",
                "--until");
    }

    /**
     * How long that is.
     *
     * @param word what was given
     * @param now the time here
     * @return more than nothing
     * @throws IllegalArgumentException with a message for people when the word means nothing, or the past
     */
    static Duration from(String word, ZonedDateTime now) {
        Duration length = length(word).orElseGet(() -> Duration.between(now, time(word, now)));
        if (!length.isPositive()) {
            throw new IllegalArgumentException("'" + word + "' after --until is in the past");
        }
        if (length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + word + "' after --until is too far away; leave it away for ever");
        }
        return length;
    }

    private static Optional<Duration> length(String word) {
        Matcher matcher = LENGTH.matcher(word);
        if (word.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(number(matcher, 1))
                .plusHours(number(matcher, 2))
                .plusMinutes(number(matcher, 3))
                .plusSeconds(number(matcher, 4)));
    }

    private static long number(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
    }

    /** A time of day is today's, or tomorrow's when that is over. */
    private static ZonedDateTime time(String word, ZonedDateTime now) {
        String iso = word.replace(' ', 'T').toUpperCase(Locale.ROOT);
        try {
            if (!iso.contains("-") && !iso.contains("T")) {
                ZonedDateTime today = now.with(LocalTime.parse(iso));
                return today.isAfter(now) ? today : today.plusDays(1);
            }
            if (!iso.contains("T")) {
                return LocalDate.parse(iso).atStartOfDay(now.getZone());
            }
            return iso.matches(".*T.*(Z|[+-][0-9:]+)")
                    ? OffsetDateTime.parse(iso).atZoneSameInstant(now.getZone())
                    : LocalDateTime.parse(iso).atZone(now.getZone());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + word + "' after --until is no time: write 30m, 2h, 18:00 or 2026-12-01T06:00", e);
        }
    }

    /** A time as people here read it; the date only if it is not today. */
    static String text(ZonedDateTime time, ZonedDateTime now) {
        boolean today = time.toLocalDate().equals(now.toLocalDate());
        return time.format(DateTimeFormatter.ofPattern(today ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", Locale.ROOT));
    }
}
