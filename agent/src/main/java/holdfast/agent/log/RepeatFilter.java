package holdfast.agent.log;

import holdfast.agent.log.LogLine.Importance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A fault that repeats is counted: the same warning or error is written {@value #WRITTEN} times in a minute; what comes beyond that is one line
 * at the end of the minute, with how many there were. For one thread; time is an argument, milliseconds of the wall clock.
 */
final class RepeatFilter {
    static final int WRITTEN = 5;
    static final long SPAN_MILLIS = Duration.ofMinutes(1).toMillis();

    /** Texts that are remembered; beyond that the eldest is told of at once. */
    private static final int MOST_TEXTS = 256;

    private final Map<String, Spell> spells = new LinkedHashMap<>(); // the eldest first

    private static final class Spell {
        private final long since;
        private LogLine last;
        private int count = 1;

        Spell(LogLine first) {
            since = first.epochMillis();
            last = first;
        }

        /** A clock that was set back ends it, too. */
        boolean isOver(long now) {
            return now - since >= SPAN_MILLIS || now < since - SPAN_MILLIS;
        }

        void summary(List<LogLine> into) {
            if (count > WRITTEN) {
                into.add(last.with(count - WRITTEN));
            }
        }
    }

    /** What to write now that a line has come, in order. */
    List<LogLine> lines(LogLine line) {
        List<LogLine> all = due(line.epochMillis());
        boolean counts = line.importance() == Importance.ERROR || line.importance() == Importance.WARNING;
        Spell spell = counts ? spells.get(line.text()) : null;
        if (spell != null) {
            spell.last = line;
            spell.count++;
        } else if (counts) {
            spells.put(line.text(), new Spell(line));
            makeRoom(all);
        }
        if (spell == null || spell.count <= WRITTEN) {
            all.add(line);
        }
        return all;
    }

    private void makeRoom(List<LogLine> into) {
        if (spells.size() > MOST_TEXTS) {
            Iterator<Spell> eldest = spells.values().iterator();
            eldest.next().summary(into);
            eldest.remove();
        }
    }

    /** What to write because a minute is over. */
    List<LogLine> due(long now) {
        List<LogLine> all = new ArrayList<>(1);
        spells.values().removeIf(spell -> {
            boolean over = spell.isOver(now);
            if (over) {
                spell.summary(all);
            }
            return over;
        });
        return all;
    }

    /** All that is left, at the end. */
    List<LogLine> rest() {
        List<LogLine> all = new ArrayList<>();
        spells.values().forEach(spell -> spell.summary(all));
        spells.clear();
        return all;
    }

    /** How long until a minute is over at the end of which there is something to write; empty: there is none. */
    OptionalLong millisUntilDue(long now) {
        return spells.values().stream()
                .filter(spell -> spell.count > WRITTEN)
                .mapToLong(spell -> Math.max(0, spell.since + SPAN_MILLIS - now))
                .min();
    }
}
