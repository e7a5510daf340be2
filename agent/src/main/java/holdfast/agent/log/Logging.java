package holdfast.agent.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The running log. There is one for a process, as there is one SLF4J. */
public final class Logging implements AutoCloseable {
    /** Lines that may wait; at 150 bytes a line this is about half a megabyte. */
    private static final int CAPACITY = 4096;

    /** As {@code SystemLogSocket.DEV_LOG}; naming that here would load its class on the main thread. */
    private static final Path DEV_LOG = Path.of("/dev/log");

    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private final Logger root;
    private final QueueAppender appender;
    private final LogWriter writer;

    private Logging(Logger root, QueueAppender appender, LogWriter writer) {
        this.root = root;
        this.appender = appender;
        this.writer = writer;
    }

    /**
     * Makes SLF4J take {@link QuietLogback}; to be called before anything asks for a logger. Without this call everything
     * works as well, only slower.
     */
    public static void chooseQuickStart() {
        System.setProperty("slf4j.provider", QuietLogback.class.getName());
        System.setProperty("slf4j.internal.verbosity", "WARN"); // or it says on standard error that it was told so
    }

    /**
     * Starts the log.
     *
     * @param settings where to and how much
     * @param console what {@link LogSettings#console()} means, usually standard error
     * @return the log, to be closed at exit
     * @throws IOException when the log file cannot be opened
     */
    public static Logging start(LogSettings settings, PrintStream console) throws IOException {
        return start(settings, console, DEV_LOG, LocalTimes.ofThisMachine());
    }

    /**
     * Whether nobody will ever see a line: there is no output but syslog, and no syslog daemon. So it is in most containers.
     *
     * @param settings the settings it would be started with
     */
    public static boolean isUnheard(LogSettings settings) {
        return !settings.console() && settings.file().isEmpty() && settings.syslog() && !Files.exists(DEV_LOG);
    }

    /** The same with another syslog socket and other local times. */
    static Logging start(LogSettings settings, PrintStream console, Path syslog, LocalTimes times) throws IOException {
        LineShape format = switch (settings.format()) {
            case TEXT -> new LineFormat(times);
            case JSON -> new JsonShape();
        };
        List<LogOutput> outputs = new ArrayList<>();
        if (settings.console()) {
            outputs.add(new StreamOutput(console, onConsole(settings.format(), format)));
        }
        if (settings.file().isPresent()) {
            outputs.add(new FileOutput(settings.file().get(), format, settings.flushEachLine()));
        }
        if (settings.syslog()) {
            outputs.add(new SyslogOutput(syslog, settings.facility(), times));
        }
        LogWriter writer = new LogWriter(CAPACITY, outputs);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        QueueAppender appender = new QueueAppender(writer);
        appender.setContext(context);
        appender.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(settings.detailed() ? Level.DEBUG : Level.INFO);
        root.addAppender(appender);
        context.getLogger("org.pcap4j").setLevel(Level.WARN); // tells at INFO which of its properties nobody has set
        return new Logging(root, appender, writer);
    }

    /** The journal wants priorities, and has the time itself. */
    private static LineShape onConsole(LogFormat format, LineShape shape) {
        if (!JournalShape.isJournal(System.getenv(), STANDARD_ERROR)) {
            return shape;
        }
        return switch (format) {
            case TEXT -> JournalShape.bare();
            case JSON -> new JournalShape(shape);
        };
    }

    /** Writes what is queued, for two seconds at most, and ends the log. */
    @Override
    public void close() {
        root.detachAppender(appender);
        root.setLevel(Level.OFF);
        appender.stop();
        writer.close();
    }
}
