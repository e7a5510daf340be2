package holdfast.agent.web;

import java.time.Duration;

/** What bounds the listener: whoever talks to it, and however slowly, gets this much of the daemon and no more. */
final class WebLimits {
    /** Connections at once on each address; whoever comes later is turned away until one ends. */
    static final int CONNECTIONS = 128;

    /** Event streams at once, a part of the connections. */
    static final int STREAMS = 16;

    /** From the connection to the end of the request. */
    static final Duration REQUEST = Duration.ofSeconds(3);

    /** From the request until its answer was read; of a stream, each event. */
    static final Duration ANSWER = Duration.ofSeconds(5);

    /** How long a stream lasts; the browser asks again then. */
    static final Duration STREAM = Duration.ofSeconds(60);

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
     */
    static void apply() {
        System.setProperty("jdk.virtualThreadScheduler.parallelism", "1"); // nobody else has virtual threads
        System.setProperty("jdk.httpserver.maxConnections", Integer.toString(CONNECTIONS));
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
}
