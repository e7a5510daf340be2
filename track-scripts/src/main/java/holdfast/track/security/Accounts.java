package holdfast.track.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.PumpStreamHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users and groups of this machine: {@code /etc/passwd} and {@code /etc/group}, and for names that are not there
 * getent(1), which asks the name service (LDAP and the like) and may take up to five seconds.
 */
public final class Accounts {
    private static final Path GETENT = Path.of("/usr/bin/getent");
    private static final Duration GETENT_LIMIT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);

    private final Path passwd;
    private final Path group;

    /** The accounts of this machine. */
    public static Accounts ofThisMachine() {
        return new Accounts(Path.of("/etc/passwd"), Path.of("/etc/group"));
    }

    Accounts(Path passwd, Path group) {
        this.passwd = passwd;
        this.group = group;
    }

    /**
     * Finds a user.
     *
     * @param nameOrId login name, or user id in decimal
     */
    public Optional<Account> user(String nameOrId) {
        return entry(passwd, "passwd", nameOrId, 4).flatMap(fields -> {
            OptionalLong uid = number(fields.get(2));
            OptionalLong gid = number(fields.get(3));
            return uid.isPresent() && gid.isPresent()
                    ? Optional.of(new Account(fields.getFirst(), uid.getAsLong(), gid.getAsLong()))
                    : Optional.empty();
        });
    }

    /**
     * Finds the id of a group.
     *
     * @param nameOrId group name, or group id in decimal (which need not have a name)
     */
    public OptionalLong group(String nameOrId) {
        OptionalLong id = number(nameOrId);
        if (id.isPresent()) {
            return id;
        }
        return entry(group, "group", nameOrId, 3)
                .map(fields -> number(fields.get(2)))
                .orElse(OptionalLong.empty());
    }

    private static Optional<List<String>> entry(Path file, String database, String key, int fewestFields) {
        if (key.isEmpty() || key.indexOf(':') >= 0 || key.startsWith("-")) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            Optional<List<String>> local = first(lines, key, fewestFields);
            if (local.isPresent()) {
                return local;
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}", file, e.getMessage());
        }
        return first(nameService(database, key).lines(), key, fewestFields);
    }

    private static Optional<List<String>> first(Stream<String> lines, String key, int fewestFields) {
        return lines.map(line -> List.of(line.split(":", -1)))
                .filter(fields -> fields.size() >= fewestFields)
                .filter(fields -> fields.getFirst().equals(key) || fields.get(2).equals(key))
                .findFirst();
    }

    /** What getent prints; empty if it finds nothing, is not installed or takes too long. */
    private static String nameService(String database, String key) {
        if (!Files.isExecutable(GETENT)) {
            return "";
        }
        var output = new ByteArrayOutputStream();
        var executor = DefaultExecutor.builder()
                .setExecuteStreamHandler(new PumpStreamHandler(output))
                .get();
        executor.setExitValues(null);
        executor.setWatchdog(ExecuteWatchdog.builder().setTimeout(GETENT_LIMIT).get());
        try {
            int status = executor.execute(
                    new CommandLine(GETENT).addArgument(database, false).addArgument(key, false));
            return status == 0 ? output.toString(StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            LOG.warn("getent {} {}: {}", database, key, e.getMessage());
            return "";
        }
    }

    private static OptionalLong number(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 10 && text.chars().allMatch(Character::isDigit);
        return digits ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
