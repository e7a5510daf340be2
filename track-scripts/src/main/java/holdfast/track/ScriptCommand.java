package holdfast.track;

import java.nio.file.Path;
import java.util.List;

/** What a tracked script does. */
public sealed interface ScriptCommand {

    /** Runs a program. The first word is an absolute path; see {@link holdfast.track.security.ScriptSecurity}. */
    record Program(List<String> argv) implements ScriptCommand {
        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if there is no word
         */
        public Program {
            argv = List.copyOf(argv);
            if (argv.isEmpty()) {
                throw new IllegalArgumentException("a script needs at least a program");
            }
        }
    }

    /** Succeeds while a file can be read: keepalived's special form {@code <FILE}. Runs no program. */
    record FileReadable(Path file) implements ScriptCommand {}

    /**
     * The command of a {@code script} keyword.
     *
     * @param words the words as split by the configuration language, at least one
     * @throws IllegalArgumentException if there is no word
     */
    static ScriptCommand of(List<String> words) {
        if (!words.isEmpty() && words.getFirst().startsWith("<")) {
            String rest = words.getFirst().substring(1);
            if (!rest.isEmpty()) {
                return new FileReadable(Path.of(rest));
            }
            if (words.size() > 1) {
                return new FileReadable(Path.of(words.get(1)));
            }
        }
        return new Program(words);
    }
}
