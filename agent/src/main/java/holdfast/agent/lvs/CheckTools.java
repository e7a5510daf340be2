package holdfast.agent.lvs;

import holdfast.check.SocketWatch;
import holdfast.track.run.ScriptRunner;

/**
 * What checks need besides their loop. One for the life of the agent: checks that use the same are the same after a reload.
 *
 * @param programs runs those of {@code MISC_CHECK}
 * @param sockets waits for what a selector cannot wait for
 */
public record CheckTools(CheckPrograms programs, SocketWatch sockets) implements AutoCloseable {
    /**
     * With nothing open yet.
     *
     * @param runner runs the programs; stays open when this is closed
     */
    public static CheckTools with(ScriptRunner runner) {
        return new CheckTools(new CheckPrograms(runner), new SocketWatch());
    }

    @Override
    public void close() {
        sockets.close();
    }
}
