package holdfast.drill.scenario;

import holdfast.drill.lab.Host;
import holdfast.drill.lab.HostProcess;
import holdfast.drill.lab.LabException;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** HAProxy on a host: a proxy in front of web servers, or such a web server itself. One thread drives it. */
public final class Haproxy {
    private static final String COMMON = """
            defaults
                mode http
                timeout connect 300ms
                timeout client 2s
                timeout server 2s

            """;
    private static final long STOP_MILLISECONDS = 3_000;

    private final Host host;
    private final String configuration;
    private HostProcess process;

    private Haproxy(Host host, String configuration) {
        this.host = host;
        this.configuration = configuration;
    }

    /**
     * A web server that answers every request with its own name.
     *
     * @param host where it will run
     * @return a server that does not run yet
     */
    public static Haproxy webServer(Host host) {
        return new Haproxy(host, COMMON + """
                frontend site
                    bind :80
                    http-request return status 200 content-type text/plain string "%s\\n"
                """.formatted(host.name()));
    }

    /**
     * A proxy that spreads requests over web servers and says in a header which node it is.
     *
     * @param host where it will run
     * @param servers the servers' addresses
     * @return a proxy that does not run yet
     */
    public static Haproxy proxy(Host host, List<InetAddress> servers) {
        StringBuilder text = new StringBuilder(COMMON).append("""
                frontend site
                    bind :::80 v4v6
                    http-response set-header X-Node %s
                    default_backend web

                backend web
                    balance roundrobin
                    option httpchk GET /
                """.formatted(host.name()));
        for (InetAddress server : servers) {
            String address =
                    server instanceof Inet6Address ? "[" + server.getHostAddress() + "]" : server.getHostAddress();
            text.append("    server %s %s:80 check inter 1s fall 2 rise 1%n"
                    .formatted("web" + servers.indexOf(server), address));
        }
        return new Haproxy(host, text.toString());
    }

    /**
     * Starts it.
     *
     * @return when
     * @throws LabException when it cannot be started
     */
    public Instant start() {
        Path file = host.directory().resolve("haproxy.cfg");
        try {
            Files.writeString(file, configuration);
        } catch (IOException e) {
            throw new LabException("cannot write " + file + ": " + e.getMessage(), e);
        }
        Instant before = Instant.now();
        process = host.spawn(host.directory().resolve("haproxy.log"), List.of("haproxy", "-db", "-f", file.toString()));
        return before;
    }

    /**
     * Stops it and waits for its end.
     *
     * @return when it was told to
     */
    public Instant stop() {
        Instant before = Instant.now();
        process.terminate();
        if (!process.awaitExit(STOP_MILLISECONDS)) {
            process.kill();
        }
        return before;
    }

    /**
     * Whether it runs.
     *
     * @return false before its start and after its end
     */
    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /**
     * Its configuration file's text.
     *
     * @return for reports
     */
    public String configuration() {
        return configuration;
    }
}
