package holdfast.agent.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What bounds the listener: whoever talks to it, and however slowly, gets this much of the daemon and no more. */
final class WebLimits {
    /**
     * Connections at once, on all addresses together; whoever comes later is turned away until one ends. A thousand readers who come in the
     * same moment, and as many who say nothing.
     */
    static final int CONNECTIONS = 2_000;

    /** Connections that wait to be accepted; the kernel takes {@code net.core.somaxconn} if that is less. */
    static final int BACKLOG = 2_048;

    /** Requests that are read and answered at once; others wait their turn. */
    static final int AT_ONCE = 32;

    /** How long a client may keep one of these waiting while others want its place; it is one of the slow ones then. */
    static final Duration PATIENCE = Duration.ofMillis(50);

    /** Slow clients besides: of more, the one that has been slow for the longest time has to go. */
    static final int SLOW = 256;

    /** Written at once: the JDK's server keeps a buffer of twice that as long as a reader does not read. */
    static final int PART_BYTES = 4 << 10;

    /** Event streams at once, a part of the connections. */
    static final int STREAMS = 16;

    /** From the connection to the end of the request. */
    static final Duration REQUEST = Duration.ofSeconds(3);

    /** From the request until its answer was read; of a stream, each event. */
    static final Duration ANSWER = Duration.ofSeconds(5);

    /** How long a stream lasts; the browser asks again then. */
    static final Duration STREAM = Duration.ofSeconds(60);

    private static final Path PROCESS_LIMITS = Path.of("/proc/self/limits"); // proc(5)
    private static final Pattern DESCRIPTORS = Pattern.compile("(?m)^Max open files\\s+([0-9]+)");
    private static final int REQUEST_BYTES = 16 << 10;
    private static final int HEADERS = 64;
    private static final int IDLE_CONNECTIONS = 16;
    private static final int IDLE_SECONDS = 15;
    private static final int LAST_RESORT_SECONDS = 90;
    private static final int LOOK_MILLIS = 1000;

    private WebLimits() {}

    /**
     * Tells the JDK, which reads them when its server and virtual threads are first used. They hold for each server of the process; all
     * share one processor.
     *
     * @param addresses how many there are to listen on, at least one
     */
    static void apply(int addresses) {
        System.setProperty("jdk.virtualThreadScheduler.parallelism", "1"); // nobody else has virtual threads
        System.setProperty("jdk.httpserver.maxConnections", Integer.toString(connections(processLimits(), addresses)));
        System.setProperty("sun.net.httpserver.maxReqTime", Long.toString(REQUEST.toSeconds()));
        System.setProperty("sun.net.httpserver.maxRspTime", Integer.toString(LAST_RESORT_SECONDS));
        System.setProperty("sun.net.httpserver.maxReqHeaderSize", Integer.toString(REQUEST_BYTES));
        System.setProperty("sun.net.httpserver.maxReqHeaders", Integer.toString(HEADERS));
        System.setProperty("sun.net.httpserver.maxIdleConnections", Integer.toString(IDLE_CONNECTIONS));
        System.setProperty("sun.net.httpserver.idleInterval", Integer.toString(IDLE_SECONDS));
        System.setProperty("sun.net.httpserver.clockTick", Integer.toString(LOOK_MILLIS)); // else silent ones stay 10 s
        System.setProperty("sun.net.httpserver.drainAmount", Integer.toString(REQUEST_BYTES));
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** Empty when it cannot be read: then nothing is known of it. */
    private static String processLimits() {
        try {
            return Files.readString(PROCESS_LIMITS);
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Connections at once on each address. Half of the process's file descriptors stay for everything else, which matters more.
     *
     * @param processLimits the text of {@code /proc/self/limits}, perhaps without the line that is looked for
     * @param addresses how many there are to listen on, at least one
     */
    static int connections(String processLimits, int addresses) {
        Matcher descriptors = DESCRIPTORS.matcher(processLimits);
        long most = descriptors.find() ? Long.parseLong(descriptors.group(1)) / 2 : CONNECTIONS;
        return (int) Math.max(1, Math.min(CONNECTIONS, most) / addresses);
    }
}
