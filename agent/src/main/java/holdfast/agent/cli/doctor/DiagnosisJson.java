package holdfast.agent.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.doctor.Diagnosis;
import holdfast.agent.doctor.Examination;
import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.Gravity;
import holdfast.agent.doctor.machine.DaemonState;
import holdfast.agent.doctor.segment.Speaker;
import holdfast.agent.json.JsonMapping;
import holdfast.linux.AddressText;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The diagnosis for programs; docs/doctor.md tells the members. */
final class DiagnosisJson {

    private DiagnosisJson() {}

    /** What can be examined, with its line end. */
    static String of(List<Examination> examinations) {
        ObjectNode object = JsonMapping.MAPPER.createObjectNode();
        ArrayNode list = object.putArray("examinations");
        examinations.forEach(one -> list.addObject().put("name", one.name()).put("about", one.about()));
        return text(object);
    }

    /** The document with its line end. */
    static String of(Diagnosis diagnosis, int status) {
        ObjectNode object = JsonMapping.MAPPER.createObjectNode();
        object.put("file", diagnosis.subject().file());
        object.put("daemon", daemon(diagnosis.subject().daemon()));
        object.put("status", status);
        ObjectNode counts = object.putObject("counts");
        for (Gravity gravity : Gravity.values()) {
            counts.put(gravity.word(), diagnosis.count(gravity));
        }
        ArrayNode examined = object.putArray("examined");
        diagnosis.examined().forEach(examined::add);
        ArrayNode findings = object.putArray("findings");
        diagnosis.findings().forEach(finding -> finding(findings.addObject(), finding));
        ArrayNode unseen = object.putArray("notExamined");
        diagnosis
                .unseen()
                .forEach(one ->
                        unseen.addObject().put("examination", one.examination()).put("what", one.text()));
        diagnosis.subject().capture().ifPresent(capture -> {
            ArrayNode speakers = object.putArray("speakers");
            capture.speakers().forEach(speaker -> speaker(speakers.addObject(), speaker));
        });
        return text(object);
    }

    private static String text(ObjectNode object) {
        try {
            return JsonMapping.INDENTED.writeValueAsString(object) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e); // trees can always be written
        }
    }

    private static String daemon(DaemonState daemon) {
        return switch (daemon) {
            case DaemonState.Running _ -> "running";
            case DaemonState.Absent _ -> "absent";
            case DaemonState.Silent _ -> "silent";
        };
    }

    private static void finding(ObjectNode object, Finding finding) {
        object.put("id", finding.id().word());
        object.put("severity", finding.gravity().word());
        ArrayNode instances = object.putArray("instances");
        finding.place().instances().forEach(instances::add);
        object.put("interface", finding.place().interfaceName().orElse(null));
        object.put("what", finding.what());
        object.put("evidence", filled(finding.evidence()));
        object.put("consequence", filled(finding.consequence()));
        object.put("command", finding.remedy().command().orElse(null));
        object.put("advice", filled(finding.remedy().advice()));
    }

    private static String filled(String text) {
        return text.isEmpty() ? null : text;
    }

    private static void speaker(ObjectNode object, Speaker speaker) {
        object.put("interface", speaker.interfaceName());
        object.put("source", AddressText.of(speaker.source()));
        object.put("mac", speaker.mac().toString());
        object.put("thisNode", speaker.ourselves());
        object.put("virtualRouterId", speaker.vrid());
        object.put("family", speaker.ipv6() ? "IPv6" : "IPv4");
        object.put("destination", AddressText.of(speaker.destination()));
        object.put("ttl", speaker.hopLimit());
        object.put("packets", speaker.packets());
        object.put("first", speaker.first().toString());
        object.put("last", speaker.latest().toString());
        object.put(
                "measuredSeconds",
                speaker.measured().map(time -> time.toMillis() / 1000.0).orElse(null));
        object.put("broken", speaker.broken().orElse(null));
        Optional<Speaker.Said> last = speaker.last();
        if (last.isEmpty()) {
            object.putNull("advert");
            return;
        }
        Speaker.Said said = last.get();
        ObjectNode advert = object.putObject("advert");
        advert.put("version", said.version());
        advert.put("priority", said.priority());
        advert.put("intervalSeconds", said.interval().toMillis() / 1000.0);
        advert.put("authentication", said.authentication());
        advert.put("password", speaker.password().word());
        advert.put("checksum", said.checksum());
        ArrayNode addresses = advert.putArray("addresses");
        said.addresses().forEach(address -> addresses.add(AddressText.of(address)));
    }
}
