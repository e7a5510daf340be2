package holdfast.agent.log;

import holdfast.linux.SystemLogSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Lines to the local syslog daemon, under the identity {@code Holdfast_vrrp[PID]}. A line of several goes out as several.
 * A daemon that is merely slow is waited for a little; where there is none, the lines are lost, as with syslog(3).
 */
final class SyslogOutput implements LogOutput {
    private static final int TRIES = 20;
    private static final long BETWEEN_TRIES_NANOS = 5_000_000;

    private final Path path;
    private final SyslogFacility facility;
    private final LocalTimes times;
    private Optional<SystemLogSocket> socket = Optional.empty();
    private boolean answering; // whether it took the line before: only then is it worth waiting for

    SyslogOutput(Path path, SyslogFacility facility, LocalTimes times) {
        this.path = path;
        this.facility = facility;
        this.times = times;
    }

    @Override
    public void write(LogLine line) throws IOException {
        LocalDateTime at = times.at(line.epochMillis());
        for (String part : (line.text() + line.moreWords()).lines().toList()) {
            if (!sent(line.importance().severity(), at, part)) {
                throw new IOException("nobody listens at " + path);
            }
        }
    }

    private boolean sent(int severity, LocalDateTime at, String text) {
        int tries = answering ? TRIES : 1;
        answering = false;
        for (int tried = 0; !answering && tried < tries; tried++) {
            if (tried > 0) {
                LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            }
            answering = socket().write(severity, at, text);
        }
        return answering;
    }

    /** Made with the first line, on the writer thread: the C bindings take 30 ms to load, beside the main thread. */
    private SystemLogSocket socket() {
        if (socket.isEmpty()) {
            String identity = "Holdfast_vrrp[" + ProcessHandle.current().pid() + "]";
            socket = Optional.of(new SystemLogSocket(path, facility.code(), identity));
        }
        return socket.get();
    }

    @Override
    public void close() {
        socket.ifPresent(SystemLogSocket::close);
    }
}
