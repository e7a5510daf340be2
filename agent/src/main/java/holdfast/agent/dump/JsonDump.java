package holdfast.agent.dump;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.status.AgentStatus;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.GarpSettings;
import holdfast.conf.model.NotifyScripts;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.VrrpInstance;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code keepalived.json}: keys, their order and the mixture of numbers and booleans are part of what readers rely on. Version 2 has the same
 * array as the member {@code vrrp} of an object.
 */
final class JsonDump {
    /** As keepalived masks passwords from 2.4 on. */
    static final String MASKED = "********";

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonDump() {}

    /**
     * The document.
     *
     * @param instances those to tell of
     * @param counters of each, by its name
     * @param version 1 or 2
     */
    static String text(
            Configuration configuration,
            AgentStatus status,
            List<DumpedInstance> instances,
            Map<String, Map<String, Long>> counters,
            int version) {
        ArrayNode vrrp = MAPPER.createArrayNode();
        for (DumpedInstance instance : instances) {
            ObjectNode object = vrrp.addObject();
            data(object.putObject("data"), instance, configuration);
            ObjectNode stats = object.putObject("stats");
            counters.get(instance.config().name()).forEach(stats::put);
        }
        try {
            if (version == 1) {
                return MAPPER.writeValueAsString(vrrp);
            }
            ObjectNode document = MAPPER.createObjectNode();
            document.set("vrrp", vrrp);
            processes(document.putArray("track_process"), configuration, status);
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e); // trees can always be written
        }
    }

    private static void data(ObjectNode data, DumpedInstance instance, Configuration configuration) {
        VrrpInstance config = instance.config();
        data.put("iname", config.name());
        data.put("dont_track_primary", number(config.dontTrackPrimary()));
        data.put("skip_check_adv_addr", number(config.skipCheckAdvAddr()));
        data.put("strict_mode", number(config.strict()));
        data.put("vmac_ifname", instance.virtualMacInterface().orElse(""));
        data.put("ifp_ifname", instance.virtualMacInterface().orElse(config.interfaceName()));
        data.put("master_priority", instance.masterPriority());
        data.put("last_transition", instance.lastTransition());
        garp(data, config.garp());
        data.put("lower_prio_no_advert", number(config.lowerPrioNoAdvert()));
        data.put("higher_prio_send_advert", number(config.higherPrioSendAdvert()));
        data.put("vrid", config.virtualRouterId());
        data.put("base_priority", config.priority());
        data.put("effective_priority", instance.status().priority().effective());
        data.put("vipset", instance.isMaster());
        data.put("promote_secondaries", config.promoteSecondaries());
        data.put("adver_int", DumpedInstance.seconds(config.advertInterval()));
        data.put(
                "master_adver_int",
                DumpedInstance.seconds(instance.status()
                        .master()
                        .map(master -> master.interval())
                        .orElse(config.advertInterval())));
        data.put("accept", number(config.accept()));
        data.put("nopreempt", !config.preemption().preempt());
        data.put("preempt_delay", config.preemption().preemptDelay().toSeconds());
        data.put("state", instance.stateNumber());
        data.put("wantstate", instance.stateNumber());
        data.put("version", config.version());
        data.put("smtp_alert", config.options().smtpAlert());
        data.put("notify_deleted", config.notifyScripts().deleted().isPresent());
        scripts(data, config.notifyScripts());
        list(data, "vips", instance.lines(config.virtualIpAddresses()));
        list(data, "evips", instance.lines(config.virtualIpAddressesExcluded()));
        list(data, "vroutes", config.virtualRoutes().stream().map(RouteLine::of).toList());
        list(data, "vrules", config.virtualRules().stream().map(RuleLine::of).toList());
        tracked(data, config, configuration);
        data.put("auth_type", config.authentication().isPresent() ? 1 : 0);
        config.authentication().ifPresent(_ -> data.put("auth_data", MASKED));
    }

    private static void garp(ObjectNode data, GarpSettings garp) {
        data.put("garp_delay", garp.masterDelay().toSeconds());
        data.put("garp_refresh", garp.masterRefresh().toSeconds());
        data.put("garp_rep", garp.masterRepeat());
        data.put("garp_refresh_rep", garp.masterRefreshRepeat());
        data.put("garp_lower_prio_delay", garp.lowerPrioDelay().toSeconds());
        data.put("garp_lower_prio_rep", garp.lowerPrioRepeat());
    }

    private static void scripts(ObjectNode data, NotifyScripts scripts) {
        script(data, "script_master", scripts.master());
        script(data, "script_backup", scripts.backup());
        script(data, "script_fault", scripts.fault());
        script(data, "script_stop", scripts.stop());
        script(data, "script_deleted", scripts.deleted());
        script(data, "script", scripts.any());
        script(data, "script_master_rx_lower_pri", scripts.masterRxLowerPri());
    }

    private static void script(ObjectNode data, String key, Optional<ScriptCommand> command) {
        command.ifPresent(known -> data.put(key, words(known)));
    }

    /** Each word in single quotes. */
    static String words(ScriptCommand command) {
        return command.argv().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    }

    private static void tracked(ObjectNode data, VrrpInstance config, Configuration configuration) {
        List<String> interfaces = config.tracking().interfaces().stream()
                .map(known -> known.name())
                .toList();
        list(data, "track_ifp", interfaces);
        list(
                data,
                "track_script",
                config.tracking().scripts().stream()
                        .flatMap(reference -> configuration.vrrpScript(reference.name()).stream())
                        .map(script -> words(script.script()))
                        .toList());
    }

    private static void list(ObjectNode data, String key, List<String> lines) {
        if (!lines.isEmpty()) {
            ArrayNode array = data.putArray(key);
            lines.forEach(array::add);
        }
    }

    private static void processes(ArrayNode array, Configuration configuration, AgentStatus status) {
        configuration.vrrpTrackProcesses().forEach(process -> {
            ObjectNode object = array.addObject();
            object.put("name", process.name());
            object.put("process", process.process());
            object.put("weight", process.weight());
            object.put("quorum", process.quorum());
            object.put("have_quorum", Tracking.isGood(status, "process", process.name()));
        });
    }

    private static int number(boolean value) {
        return value ? 1 : 0;
    }
}
