package holdfast.agent;

import holdfast.agent.control.ControlServer;
import holdfast.agent.web.WebServer;
import java.util.Optional;
import java.util.function.Supplier;

/** Where operators and their programs come in: the control socket and the listener. Closed, they can be opened again. Any thread. */
final class Doors implements AutoCloseable {
    private final Supplier<Optional<ControlServer>> newControl;
    private final Supplier<Optional<WebServer>> newWeb;
    private Optional<ControlServer> control = Optional.empty(); // guarded by this
    private Optional<WebServer> web = Optional.empty(); // guarded by this
    private boolean open; // guarded by this

    /**
     * Closed so far.
     *
     * @param control makes the server of the control socket, if there is to be one
     * @param web makes the listener, if there is to be one
     */
    Doors(Supplier<Optional<ControlServer>> control, Supplier<Optional<WebServer>> web) {
        this.newControl = control;
        this.newWeb = web;
    }

    /** Returns at once. */
    synchronized void open() {
        if (!open) {
            open = true;
            control = newControl.get();
            web = newWeb.get();
            control.ifPresent(ControlServer::start);
            web.ifPresent(WebServer::start);
        }
    }

    /** What is asked for and not answered yet is not answered any more. */
    @Override
    public synchronized void close() {
        open = false;
        control.ifPresent(ControlServer::close);
        web.ifPresent(WebServer::close);
        control = Optional.empty();
        web = Optional.empty();
    }
}
