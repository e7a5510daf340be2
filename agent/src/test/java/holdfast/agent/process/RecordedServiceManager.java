package holdfast.agent.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A service manager without watchdog that keeps what it was told. */
public final class RecordedServiceManager {
    private final List<String> messages = new ArrayList<>();
    private final ServiceManager manager = new ServiceManager(messages::add, Optional.empty(), () -> {});

    public ServiceManager manager() {
        return manager;
    }

    public List<String> messages() {
        return messages;
    }
}
