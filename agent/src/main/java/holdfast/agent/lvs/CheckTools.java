package holdfast.agent.lvs;

import holdfast.check.SocketWatch;
import holdfast.track.run.ScriptRunner;

/**
 * What checks need besides their loop. One for the life of the agent: checks that use the same are the same after a reload.
 *
 * @param programs runs those of {@code MISC_CHECK}
 * @param sockets waits for what a selector cannot wait for
 * @param verifyCertificates whether {@code SSL_GET} believes only a certificate that is trusted
 */
public record CheckTools(CheckPrograms programs, SocketWatch sockets, boolean verifyCertificates)
        implements AutoCloseable {
    /**
     * With nothing open yet.
     *
     * @param runner runs the programs; stays open when this is closed
     * @param verifyCertificates whether {@code SSL_GET} believes only a certificate that is trusted
     */
    public static CheckTools with(ScriptRunner runner, boolean verifyCertificates) {
        return new CheckTools(new CheckPrograms(runner), new SocketWatch(), verifyCertificates);
    }

    @Override
    public void close() {
        sockets.close();
    }
}
