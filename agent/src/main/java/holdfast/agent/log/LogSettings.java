package holdfast.agent.log;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the log goes and how much of it, from {@code -l -D -S -g -G --log-format --flush-log-file}.
 *
 * @param console also on standard error, in keepalived's console shape ({@code -l})
 * @param detailed debug lines too, such as one for each gratuitous ARP ({@code -D})
 * @param syslog to the local syslog daemon (unless {@code -G})
 * @param facility the syslog facility ({@code -S})
 * @param file also appended to this file ({@code -g})
 * @param format what lines look like on the console and in the file ({@code --log-format}); syslog has text
 * @param flushEachLine the file is flushed after each line ({@code --flush-log-file}), not only when the queue is empty
 */
public record LogSettings(
        boolean console,
        boolean detailed,
        boolean syslog,
        SyslogFacility facility,
        Optional<Path> file,
        LogFormat format,
        boolean flushEachLine) {

    /** keepalived's defaults: syslog alone, facility daemon, without details. */
    public static final LogSettings DEFAULT =
            new LogSettings(false, false, true, SyslogFacility.DAEMON, Optional.empty(), LogFormat.TEXT, false);
}
