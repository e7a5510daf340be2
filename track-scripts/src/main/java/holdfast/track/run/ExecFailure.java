package holdfast.track.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out, after the fact, why a program could not be executed (exit status 126 or 127). */
final class ExecFailure {
    private static final int LONGEST_INTERPRETER_LINE = 256;

    private ExecFailure() {}

    /** What is wrong with the file, in words; if nothing is, that the status came from within the script. */
    static String explain(Path program, int status) {
        for (int i = 1; i <= program.getNameCount(); i++) {
            Path component = program.getRoot() == null
                    ? program.subpath(0, i)
                    : program.getRoot().resolve(program.subpath(0, i));
            if (!Files.exists(component)) {
                return component + " does not exist";
            }
        }
        if (!Files.isRegularFile(program)) {
            return program + " is not a regular file";
        }
        String interpreter = interpreterOf(program);
        if (!interpreter.isEmpty() && !Files.exists(Path.of(interpreter))) {
            return "interpreter " + interpreter + " of " + program + " does not exist";
        }
        if (!Files.isExecutable(program)) {
            return program + " is not executable";
        }
        return status == 127
                ? "a command that " + program + " runs was not found"
                : program + " or a command in it may not be executed by this user";
    }

    private static String interpreterOf(Path program) {
        try (InputStream in = Files.newInputStream(program)) {
            String head = new String(in.readNBytes(LONGEST_INTERPRETER_LINE), StandardCharsets.UTF_8);
            if (!head.startsWith("#!")) {
                return "";
            }
            return head.substring(2).lines().findFirst().orElse("").strip().split("\\s", 2)[0];
        } catch (IOException e) {
            return ""; // unreadable for us says nothing about the interpreter
        }
    }
}
