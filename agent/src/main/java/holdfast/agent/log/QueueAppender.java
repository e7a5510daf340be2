package holdfast.agent.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import holdfast.agent.log.LogLine.Importance;

/** Where Logback ends: turns its events into lines, on the thread that logs, and hands them to the writer. */
final class QueueAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final LogWriter writer;

    QueueAppender(LogWriter writer) {
        this.writer = writer;
    }

    @Override
    protected void append(ILoggingEvent event) {
        String text = ControlCharacters.escape(event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            text = text + "\n"
                    + ThrowableProxyUtil.asString(new HarmlessThrowable(event.getThrowableProxy()))
                            .stripTrailing();
        }
        writer.add(event.getTimeStamp(), importance(event.getLevel()), text);
    }

    private static Importance importance(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> Importance.ERROR;
            case Level.WARN_INT -> Importance.WARNING;
            case Level.INFO_INT -> Importance.INFORMATION;
            default -> Importance.DETAIL;
        };
    }
}
