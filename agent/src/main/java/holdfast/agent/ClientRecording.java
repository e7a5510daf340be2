package holdfast.agent;

import holdfast.agent.cli.ExitStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * For the build of the image alone: runs several commands one after the other, for the start-up archive that they share has to be recorded in
 * one process.
 */
final class ClientRecording {
    private ClientRecording() {}

    /**
     * The entry point.
     *
     * @param arguments commands with their arguments, each ended by a semicolon
     * @throws IllegalStateException when one of them breaks; a refusal of the daemon is an answer
     */
    public static void main(String[] arguments) {
        List<String> words = new ArrayList<>();
        for (String argument : arguments) {
            if (!argument.equals(";")) {
                words.add(argument);
                continue;
            }
            if (Client.run(words, System.out, System.err) == ExitStatus.INTERNAL.code()) {
                throw new IllegalStateException("failed: " + String.join(" ", words));
            }
            words.clear();
        }
    }
}
