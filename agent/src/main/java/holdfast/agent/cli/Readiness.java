package holdfast.agent.cli;

/**
 * What the daemon tells whoever started it. When the daemon goes to the background, the process on the terminal waits
 * for this call and then exits with status 0.
 */
@FunctionalInterface
public interface Readiness {
    /**
     * The daemon runs: configuration translated, sockets open, event loop about to wait for the first time. Called at most
     * once, from any thread; never blocks for longer than writing one line to a pipe takes. In a daemon that goes to the
     * background, standard input, output and error lead nowhere from then on.
     */
    void ready();
}
