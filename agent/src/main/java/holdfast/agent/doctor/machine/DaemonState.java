package holdfast.agent.doctor.machine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The daemon on this machine, as far as it answers. */
public sealed interface DaemonState {
    /**
     * It answers.
     *
     * @param pid its process
     * @param version of the program
     * @param configurationFile that it runs with
     * @param instances how it sees its instances
     * @param strangers adverts of virtual routers it does not have
     * @param maintenance whether it keeps out of elections ({@code holdfast maintenance on})
     */
    record Running(
            long pid,
            String version,
            String configurationFile,
            List<InstanceView> instances,
            List<Stranger> strangers,
            boolean maintenance)
            implements DaemonState {
        /** Copies the lists. */
        public Running {
            instances = List.copyOf(instances);
            strangers = List.copyOf(strangers);
        }

        /** The instance of that name. */
        public Optional<InstanceView> instance(String name) {
            return instances.stream().filter(one -> one.name().equals(name)).findFirst();
        }
    }

    /**
     * Nobody listens at the control socket.
     *
     * @param reason in a line
     */
    record Absent(String reason) implements DaemonState {}

    /**
     * There is one, but it does not tell us.
     *
     * @param reason in a line
     * @param command that tells more
     */
    record Silent(String reason, String command) implements DaemonState {}

    /**
     * Adverts of a virtual router that is not configured here.
     *
     * @param interfaceName where
     * @param vrid its number
     * @param ipv6 its family
     * @param packets how many
     */
    record Stranger(String interfaceName, int vrid, boolean ipv6, long packets) {}

    /** The running daemon, if it answers. */
    default Optional<Running> running() {
        return this instanceof Running running ? Optional.of(running) : Optional.empty();
    }

    /**
     * The state out of an answer to {@code status}.
     *
     * @param status docs/status.md tells its members
     */
    static DaemonState of(JsonNode status) {
        JsonNode agent = status.path("agent");
        List<InstanceView> instances = new ArrayList<>();
        status.path("instances").forEach(instance -> instances.add(InstanceView.of(instance)));
        List<Stranger> strangers = new ArrayList<>();
        status.path("unknownVrids")
                .forEach(one -> strangers.add(new Stranger(
                        one.path("interface").asText(),
                        one.path("virtualRouterId").asInt(),
                        one.path("family").asText().equals("IPv6"),
                        one.path("packets").asLong())));
        return new Running(
                agent.path("pid").asLong(),
                agent.path("version").asText(),
                agent.path("configurationFile").asText(),
                instances,
                strangers,
                status.path("maintenance").asBoolean());
    }
}
