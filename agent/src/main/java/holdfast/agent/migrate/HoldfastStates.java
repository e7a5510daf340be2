package holdfast.agent.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import holdfast.agent.control.ControlClient;
import holdfast.agent.control.ControlFailure;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Holdfast's states, from its control socket. */
final class HoldfastStates implements RunningDaemon {
    private final Path socket;

    HoldfastStates(Path socket) {
        this.socket = socket;
    }

    @Override
    public Map<String, String> states() throws MigrationException {
        Map<String, String> states = new LinkedHashMap<>();
        for (JsonNode instance : ask("status").path("instances")) {
            states.put(
                    instance.path("instance").asText(), instance.path("state").asText());
        }
        return states;
    }

    /** Tells it to end, and to leave everything to the other daemon. */
    void leave() throws MigrationException {
        ask("daemon.leave");
    }

    private JsonNode ask(String command) throws MigrationException {
        try {
            return new ControlClient(socket).ask(ControlClient.request(command));
        } catch (ControlFailure e) {
            throw new MigrationException(e.getMessage(), e);
        }
    }
}
