package bench;

import holdfast.drill.lab.AgentKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is measured.
 *
 * @param name what people call it
 * @param command the command that starts it
 * @param options behind those that every agent gets
 */
record Program(String name, String command, String options) {
    static Program holdfast(String launcher) {
        return new Program("Holdfast", launcher, "");
    }

    /** As installed. Without syslog its lines would go to a console: {@code -G}. */
    static Program keepalived() {
        return new Program("Keepalived", "keepalived", "-G");
    }

    /**
     * It runs through a script that notes when it becomes the program; {@code $EPOCHREALTIME} costs no process.
     *
     * @param execTime where that is noted
     */
    AgentKind kind(Path execTime) throws IOException {
        Path script = execTime.resolveSibling(execTime.getFileName() + "-start");
        Files.writeString(script, """
                #!/bin/bash
                echo "$EPOCHREALTIME" >%s
                exec %s "$@" %s
                """.formatted(execTime, command, options));
        if (!script.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + script + " executable");
        }
        return new AgentKind.Holdfast(script);
    }
}
