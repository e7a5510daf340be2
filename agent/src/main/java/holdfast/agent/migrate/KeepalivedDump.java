package holdfast.agent.migrate;

import holdfast.linux.Signals;
import holdfast.linux.ThisProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keepalived's states, from the file it writes on USR1 ({@code /tmp/keepalived.data}, keepalived(8)). */
final class KeepalivedDump implements RunningDaemon {
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final Pattern INSTANCE = Pattern.compile("^ VRRP Instance = (.+)$");
    private static final Pattern STATE = Pattern.compile("^   State = (MASTER|BACKUP|FAULT|INIT)$");

    private final Services services;
    private final Patience patience;

    KeepalivedDump(Services services, Patience patience) {
        this.services = services;
        this.patience = patience;
    }

    @Override
    public Map<String, String> states() throws MigrationException {
        long pid = services.mainPid(Changeover.KEEPALIVED);
        // As it sees the file: the unit may have a /tmp of its own.
        Path dump = Path.of("/proc/" + pid + "/root/tmp/keepalived.data");
        try {
            FileTime before = written(dump);
            ThisProcess.signal(Math.toIntExact(pid), Signals.USR1);
            if (!patience.until(() -> !written(dump).equals(before), LONGEST)) {
                throw new MigrationException(
                        "keepalived does not write its data to /tmp/keepalived.data when asked with USR1");
            }
            return read(Files.readString(dump, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new MigrationException("cannot ask keepalived for its states: " + e.getMessage(), e);
        }
    }

    /** Somebody else's file of that name says nothing. */
    private static FileTime written(Path dump) {
        try {
            PosixFileAttributes file = Files.readAttributes(dump, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            boolean trusted = file.isRegularFile() && file.owner().getName().equals("root") && file.size() > 0;
            return trusted ? file.lastModifiedTime() : FileTime.fromMillis(0);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    /** The first state after an instance's name is the instance's; interfaces and addresses come later. */
    static Map<String, String> read(String dump) {
        Map<String, String> states = new LinkedHashMap<>();
        String instance = "";
        for (String line : dump.lines().toList()) {
            Matcher name = INSTANCE.matcher(line);
            Matcher state = STATE.matcher(line);
            if (name.matches()) {
                instance = name.group(1).strip();
            } else if (!instance.isEmpty() && state.matches()) {
                states.putIfAbsent(instance, state.group(1));
            }
        }
        return states;
    }
}
