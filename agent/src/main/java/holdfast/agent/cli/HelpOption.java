package holdfast.agent.cli;

import picocli.CommandLine.Option;

/** {@code -h} of a subcommand; mixed in. */
public final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    /** For picocli, which fills in the field. */
    public HelpOption() {}
}
