package holdfast.agent.log;

import holdfast.linux.SystemLogSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.concurrent.locks.LockSupport;

/**
 * Lines to the local syslog daemon, under the identity {@code Holdfast_vrrp[PID]}. A line of several goes out as several.
 * A daemon that is merely slow is waited for a little; where there is none, the lines are lost, as with syslog(3).
 */
final class SyslogOutput implements LogOutput {
    private static final int TRIES = 20;
    private static final long BETWEEN_TRIES_NANOS = 5_000_000;

    private final Path path;
    private final SystemLogSocket socket;
    private final ZoneId zone;
    private boolean answering = true;

    SyslogOutput(Path path, SyslogFacility facility, ZoneId zone) {
        this.path = path;
        this.socket = new SystemLogSocket(
                path,
                facility.code(),
                "Holdfast_vrrp[" + ProcessHandle.current().pid() + "]");
        this.zone = zone;
    }

    @Override
    public void write(LogLine line) throws IOException {
        LocalDateTime at = LocalDateTime.ofInstant(Instant.ofEpochMilli(line.epochMillis()), zone);
        for (String part : line.text().lines().toList()) {
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
            answering = socket.write(severity, at, text);
        }
        return answering;
    }

    @Override
    public void close() {
        socket.close();
    }
}
