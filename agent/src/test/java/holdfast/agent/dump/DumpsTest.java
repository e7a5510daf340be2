package holdfast.agent.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import holdfast.agent.configuration.GivenConfiguration;
import holdfast.agent.status.AgentStatus;
import holdfast.agent.status.GivenStatus;
import holdfast.agent.status.InstanceStatus;
import holdfast.conf.model.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shapes as Debian's keepalived 2.2.7 wrote them for the same configuration. */
class DumpsTest {
    private static final String TEXT = """
            vrrp_script chk {
                script "/bin/check arg1"
                interval 1
                weight -20
                rise 2
                fall 3
            }
            vrrp_instance VI_1 {
                state BACKUP
                interface eth0
                virtual_router_id 51
                priority 101
                advert_int 1
                preempt_delay 2
                authentication {
                    auth_type PASS
                    auth_pass s3cr3tpw
                }
                virtual_ipaddress {
                    192.0.2.100/24
                    192.0.2.101/32 dev eth0 label eth0:1
                }
                track_script {
                    chk
                }
                notify_master "/bin/notify master"
            }
            """;

    private static Configuration configuration() {
        return GivenConfiguration.of(TEXT);
    }

    private static List<DumpedInstance> instances(InstanceStatus status) {
        return DumpedInstance.of(configuration(), List.of(status));
    }

    private static JsonNode json(int version) throws IOException {
        AgentStatus status = GivenStatus.agent(GivenStatus.backup());
        List<DumpedInstance> instances = instances(GivenStatus.backup());
        Map<String, Map<String, Long>> counters =
                Map.of("VI_1", DumpedCounters.of(instances.getFirst().status().counters()));
        return new ObjectMapper().readTree(JsonDump.text(configuration(), status, instances, counters, version));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void jsonHasKeepalivedsKeysInItsOrder() throws IOException {
        JsonNode one = json(1).get(0);
        assertEquals(List.of("data", "stats"), names(one));
        assertEquals(
                List.of(
                                "iname dont_track_primary skip_check_adv_addr strict_mode vmac_ifname ifp_ifname master_priority"
                                        .split(" ", -1),
                                "last_transition garp_delay garp_refresh garp_rep garp_refresh_rep garp_lower_prio_delay"
                                        .split(" ", -1),
                                "garp_lower_prio_rep lower_prio_no_advert higher_prio_send_advert vrid base_priority"
                                        .split(" ", -1),
                                "effective_priority vipset promote_secondaries adver_int master_adver_int accept nopreempt"
                                        .split(" ", -1),
                                "preempt_delay state wantstate version smtp_alert notify_deleted script_master vips track_script"
                                        .split(" ", -1),
                                "auth_type auth_data".split(" ", -1))
                        .stream()
                        .flatMap(java.util.Arrays::stream)
                        .toList(),
                names(one.get("data")));
        assertEquals(
                List.of(
                        "advert_rcvd",
                        "advert_sent",
                        "become_master",
                        "release_master",
                        "packet_len_err",
                        "advert_interval_err",
                        "ip_ttl_err",
                        "invalid_type_rcvd",
                        "addr_list_err",
                        "invalid_authtype",
                        "authtype_mismatch",
                        "auth_failure",
                        "pri_zero_rcvd",
                        "pri_zero_sent"),
                names(one.get("stats")));
    }

    @Test
    void jsonHasKeepalivedsMixtureOfNumbersAndBooleans() throws IOException {
        JsonNode data = json(1).get(0).get("data");
        assertEquals("1", data.get("state").toString());
        assertEquals("81", data.get("effective_priority").toString());
        assertEquals("100", data.get("master_priority").toString());
        assertEquals("0", data.get("dont_track_primary").toString());
        assertEquals("false", data.get("nopreempt").toString());
        assertEquals("false", data.get("vipset").toString());
        assertEquals("1", data.get("adver_int").toString());
        assertEquals("2", data.get("preempt_delay").toString());
        // 2026-11-22 06:00:02 UTC
        assertEquals(
                "1795327202.000000",
                data.get("last_transition").decimalValue().setScale(6).toPlainString());
        assertEquals(
                "[\"192.0.2.100/24 dev eth0 scope global\",\"192.0.2.101 dev eth0 scope global label eth0:1\"]",
                data.get("vips").toString());
        assertEquals("[\"'/bin/check' 'arg1'\"]", data.get("track_script").toString());
        assertEquals("'/bin/notify' 'master'", data.get("script_master").asText());
    }

    @Test
    void versionTwoWrapsTheSameArray() throws IOException {
        JsonNode document = json(2);
        assertEquals(List.of("vrrp", "track_process"), names(document));
        assertEquals(json(1), document.get("vrrp"));
    }

    @Test
    void thePasswordIsInNoDump() throws IOException {
        AgentStatus status = GivenStatus.agent(GivenStatus.backup());
        String data = DataDump.text(configuration(), status, instances(GivenStatus.backup()), GivenMachine.MACHINE);
        assertFalse(data.contains("s3cr3tpw"));
        assertFalse(json(1).toString().contains("s3cr3tpw"));
        assertTrue(data.contains("   Password = ********\n"), data);
    }

    @Test
    void theDataOfAnInstanceHasKeepalivedsLines() {
        AgentStatus status = GivenStatus.agent(GivenStatus.backup());
        String data = DataDump.text(configuration(), status, instances(GivenStatus.backup()), GivenMachine.MACHINE);
        for (String line : List.of(
                "------< VRRP Topology >------",
                " VRRP Instance = VI_1",
                "   VRRP Version = 2",
                "   State = BACKUP",
                "   Flags: none",
                "   Interface = eth0",
                "   Using src_ip = 192.0.2.1",
                "   Multicast address 224.0.0.18",
                "   Gratuitous ARP delay = 5",
                "   Virtual Router ID = 51",
                "   Priority = 101",
                "   Effective priority = 81",
                "   Advert interval = 1 sec",
                "   Preempt = enabled",
                "   Preempt delay = 2 secs",
                "   Authentication type = SIMPLE_PASSWORD",
                "   Virtual IP (2):",
                "     192.0.2.100/24 dev eth0 scope global",
                "   Tracked scripts :",
                "     chk weight -20",
                "   Master state transition script = '/bin/notify' 'master', uid:gid 0:0",
                "------< VRRP Scripts >------",
                " VRRP Script = chk",
                "   Command = '/bin/check' 'arg1'",
                "   Status = BAD")) {
            assertTrue(data.contains(line + "\n"), line + " is missing in\n" + data);
        }
    }

    @Test
    void statisticsCountErrorsUnderKeepalivedsNamesAndFromZeroAgainWhenCleared() {
        InstanceStatus status = GivenStatus.backup();
        Map<String, Long> counted = DumpedCounters.of(status.counters());
        assertEquals(3, counted.get("auth_failure"));
        assertEquals(1, counted.get("packet_len_err"));
        assertTrue(StatsDump.text(Map.of("VI_1", counted)).startsWith("""
                VRRP Instance: VI_1
                  Advertisements:
                    Received: 12
                    Sent: 7
                  Became master: 1
                  Released master: 1
                  Packet Errors:
                    Length: 1
                """));
        assertEquals(
                0L,
                DumpedCounters.since(counted, status.counters()).values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
    }

    @Test
    void aLinkInThePlaceOfTheFileIsReplacedAndNotFollowed(@TempDir Path folder) throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "keep");
        Path file = Files.createSymbolicLink(folder.resolve("keepalived.stats"), precious);
        DumpFile.write(file, "text", 0177);
        assertEquals("keep", Files.readString(precious));
        assertEquals("text", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        DumpFile.write(file, "text", 022);
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
}
