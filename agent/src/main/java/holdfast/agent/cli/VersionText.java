package holdfast.agent.cli;

/** What {@code -v} prints. */
public final class VersionText {
    /** The version of the build; a constant because reading it from a resource takes 10 ms of every start. A test compares. */
    private static final String VERSION = "0.1.0";

    private VersionText() {}

    /**
     * The version alone.
     *
     * @return such as {@code 0.1.0}
     */
    public static String version() {
        return VERSION;
    }

    /**
     * Version, Java runtime and system.
     *
     * @return lines, the last one with its line end
     */
    public static String full() {
        return """
                Holdfast v%s
                Java:     %s %s
                System:   %s %s %s
                Language: keepalived.conf of keepalived 2.2 and later
                """.formatted(
                        VERSION,
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.runtime.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch"));
    }
}
