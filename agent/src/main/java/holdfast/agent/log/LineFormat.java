package holdfast.agent.log;

import java.time.LocalDateTime;

/**
 * keepalived's shape of lines on the console and in files: the time as ctime(3) writes it, in local time, then the message:
 * {@code Sat Nov 21 20:39:00 2026: (VI_1) Entering MASTER STATE}. Written by hand because the formatters of {@code java.time}
 * load a locale's data first, which the start of the daemon has no time for.
 */
final class LineFormat implements LineShape {
    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private final LocalTimes times;

    LineFormat(LocalTimes times) {
        this.times = times;
    }

    @Override
    public String format(LogLine line) {
        LocalDateTime time = times.at(line.epochMillis());
        StringBuilder text = new StringBuilder(32 + line.text().length());
        text.append(DAYS[time.getDayOfWeek().getValue() - 1]).append(' ');
        text.append(MONTHS[time.getMonthValue() - 1]).append(' ');
        padded(text, time.getDayOfMonth(), ' ').append(' ');
        padded(text, time.getHour(), '0').append(':');
        padded(text, time.getMinute(), '0').append(':');
        padded(text, time.getSecond(), '0').append(' ');
        return text.append(time.getYear())
                .append(": ")
                .append(line.text())
                .append(line.moreWords())
                .append('\n')
                .toString();
    }

    private static StringBuilder padded(StringBuilder text, int number, char pad) {
        if (number < 10) {
            text.append(pad);
        }
        return text.append(number);
    }
}
