package holdfast.agent.cli;

import picocli.CommandLine.Option;

/** {@code --json} of a command that otherwise prints sentences; mixed in. */
public final class JsonOption {
    @Option(names = "--json", description = "The answer for programs.")
    private boolean json;

    /** For picocli, which fills in the field. */
    public JsonOption() {}

    /** Whether it was given. */
    public boolean isGiven() {
        return json;
    }
}
