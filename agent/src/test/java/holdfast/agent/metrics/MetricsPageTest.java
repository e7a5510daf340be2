package holdfast.agent.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.status.GivenStatus;
import holdfast.agent.status.InstanceState;
import holdfast.agent.status.InstanceStatus;
import holdfast.agent.status.PeerView;
import holdfast.agent.web.GivenObservation;
import holdfast.agent.web.Observation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsPageTest {
    private static final String OPEN_METRICS =
            "application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.4";

    private final MetricsPage page = new MetricsPage();

    private String text(Observation observation) {
        return new String(page.of(Optional.of(observation), Optional.empty()).bytes(), StandardCharsets.UTF_8);
    }

    private static void assertHas(String text, String... lines) {
        List<String> all = text.lines().toList();
        for (String line : lines) {
            assertTrue(all.contains(line), () -> line + " is not in\n" + text);
        }
    }

    /** The descriptions of keepalived-exporter's collector (v1.4), without the check script that it runs itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "keepalived_up gauge",
                "keepalived_vrrp_state gauge",
                "keepalived_vrrp_excluded_state gauge",
                "keepalived_gratuitous_arp_delay_total counter",
                "keepalived_advertisements_received_total counter",
                "keepalived_advertisements_sent_total counter",
                "keepalived_become_master_total counter",
                "keepalived_release_master_total counter",
                "keepalived_packet_length_errors_total counter",
                "keepalived_advertisements_interval_errors_total counter",
                "keepalived_ip_ttl_errors_total counter",
                "keepalived_invalid_type_received_total counter",
                "keepalived_address_list_errors_total counter",
                "keepalived_authentication_invalid_total counter",
                "keepalived_authentication_mismatch_total counter",
                "keepalived_authentication_failure_total counter",
                "keepalived_priority_zero_received_total counter",
                "keepalived_priority_zero_sent_total counter",
                "keepalived_script_status gauge",
                "keepalived_script_state gauge"
            })
    void everyMetricOfTheExporterIsThere(String nameAndType) {
        assertHas(text(GivenObservation.ofEverything()), "# TYPE " + nameAndType);
    }

    @Test
    void theExportersLabelsAndNumbers() {
        assertHas(
                text(GivenObservation.ofEverything()),
                "keepalived_up 1.0",
                "holdfast_up 1.0",
                "keepalived_vrrp_state{iname=\"VI_1\",intf=\"eth0\",ip_address=\"192.0.2.100/24\",vrid=\"51\"} 1.0",
                "keepalived_vrrp_excluded_state{iname=\"VI_1\",intf=\"eth0\",ip_address=\"192.0.2.101\",vrid=\"51\"} 1.0",
                "keepalived_advertisements_received_total{iname=\"VI_1\",intf=\"eth0\",vrid=\"51\"} 12.0",
                "keepalived_advertisements_sent_total{iname=\"VI_1\",intf=\"eth0\",vrid=\"51\"} 7.0",
                "keepalived_become_master_total{iname=\"VI_1\",intf=\"eth0\",vrid=\"51\"} 1.0",
                "keepalived_priority_zero_received_total{iname=\"VI_1\",intf=\"eth0\",vrid=\"51\"} 2.0",
                "keepalived_packet_length_errors_total{iname=\"VI_1\",intf=\"eth0\",vrid=\"51\"} 1.0",
                "keepalived_authentication_failure_total{iname=\"VI_1\",intf=\"eth0\",vrid=\"51\"} 3.0",
                "keepalived_gratuitous_arp_delay_total{iname=\"VI_1\",intf=\"eth0\",vrid=\"51\"} 7.0",
                "keepalived_script_status{name=\"chk\"} 0.0",
                "keepalived_script_state{name=\"chk\"} 0.0");
    }

    @Test
    void whyAndWithWhom() {
        assertHas(
                text(GivenObservation.ofEverything()),
                "holdfast_build_info{java=\"" + System.getProperty("java.runtime.version")
                        + "\",router_id=\"lb1\",version=\"0.1.0\"} 1",
                "holdfast_instance_state{iname=\"VI_1\",state=\"BACKUP\"} 1.0",
                "holdfast_instance_state{iname=\"VI_1\",state=\"MASTER\"} 0.0",
                "holdfast_instance_transitions_total{cause=\"higher-priority\",iname=\"VI_1\",state=\"BACKUP\"} 1.0",
                "holdfast_instance_priority{iname=\"VI_1\"} 81.0",
                "holdfast_instance_masters{iname=\"VI_1\"} 1.0",
                "holdfast_adverts_rejected_total{iname=\"VI_1\",reason=\"wrong_password\"} 3.0",
                "holdfast_peer_priority{iname=\"VI_1\",peer=\"192.0.2.2\"} 100.0",
                "holdfast_peer_last_advert_age_seconds{iname=\"VI_1\",peer=\"192.0.2.2\"} 0.4",
                "holdfast_address_present{address=\"192.0.2.100/24\",iname=\"VI_1\",intf=\"eth0\"} 0.0",
                "holdfast_script_failing{script=\"chk\"} 1.0",
                "holdfast_script_duration_seconds_count{script=\"chk\"} 10",
                "holdfast_script_duration_seconds_sum{script=\"chk\"} 0.25",
                "holdfast_bfd_session_up{neighbor=\"192.0.2.9\",session=\"bfd1\"} 0.0",
                "holdfast_takeover_seconds_bucket{le=\"0.001\"} 0",
                "holdfast_takeover_seconds_bucket{le=\"0.003\"} 1",
                "holdfast_takeover_seconds_sum 0.002");
    }

    @Test
    void virtualServersWithWhatTheKernelCounts() {
        String server = "{real_server=\"10.0.0.11:80\",virtual_server=\"TCP 10.0.0.1:80\"} ";
        assertHas(
                text(GivenObservation.ofEverything()),
                "holdfast_virtual_server_quorum_up{virtual_server=\"group web\"} 1.0",
                "holdfast_virtual_server_real_servers{health=\"down\",virtual_server=\"TCP 10.0.0.1:80\"} 1.0",
                "holdfast_real_server_up" + server + "1.0",
                "holdfast_real_server_weight" + server + "3.0",
                "holdfast_real_server_active_connections" + server + "12.0",
                "holdfast_real_server_connections_total" + server + "500.0",
                "holdfast_real_server_incoming_bytes_total" + server + "700000.0",
                "holdfast_checks{health=\"down\",kind=\"TCP_CHECK\"} 1.0",
                "holdfast_checks{health=\"up\",kind=\"TCP_CHECK\"} 6.0",
                "holdfast_check_tries_total{kind=\"TCP_CHECK\",result=\"failed\"} 3.0",
                "holdfast_check_duration_seconds_count{kind=\"TCP_CHECK\"} 23",
                "holdfast_check_duration_seconds_sum{kind=\"TCP_CHECK\"} 0.046",
                "holdfast_real_servers_omitted 0.0");
    }

    @Test
    void whoeverAsksForOpenMetricsGetsIt() {
        MetricsPage.Text text = page.of(Optional.of(GivenObservation.ofEverything()), Optional.of(OPEN_METRICS));
        assertEquals("application/openmetrics-text; version=1.0.0; charset=utf-8", text.contentType());
        assertTrue(new String(text.bytes(), StandardCharsets.UTF_8).endsWith("# EOF\n"));
        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8",
                page.of(Optional.of(GivenObservation.ofEverything()), Optional.of("*/*"))
                        .contentType());
    }

    @Test
    void aLoopThatDoesNotAnswerIsDown() {
        String text = new String(page.of(Optional.empty(), Optional.empty()).bytes(), StandardCharsets.UTF_8);
        assertHas(text, "keepalived_up 0.0", "holdfast_up 0.0");
        assertFalse(text.contains("keepalived_vrrp_state"));
    }

    @Test
    void aPasswordIsNotShown() {
        assertFalse(text(GivenObservation.ofEverything()).contains("s3cr3tpw"));
    }

    @Test
    void strangersDoNotMakeMoreAndMoreSeries() {
        List<PeerView> peers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            peers.add(new PeerView(
                    GivenStatus.ip("198.51.100." + i),
                    false,
                    true,
                    1,
                    Optional.of(new PeerView.Heard(Duration.ZERO, 1, 2, Duration.ofSeconds(1), "message")),
                    0,
                    Optional.empty()));
        }
        InstanceStatus crowded =
                GivenStatus.instance(InstanceState.BACKUP, GivenStatus.backup().entry(), Optional.empty(), peers);
        String text = text(GivenObservation.of(crowded));
        assertEquals(
                16,
                text.lines()
                        .filter(line -> line.startsWith("holdfast_peer_priority{"))
                        .count());
        assertHas(text, "holdfast_instance_masters{iname=\"VI_1\"} 200.0");
    }

    @Test
    void whatIsNamedTwiceIsToldOnceAndCostsNothingElse() {
        String text = text(GivenObservation.of(GivenStatus.backup(), GivenStatus.backup()));
        assertEquals(
                1,
                text.lines()
                        .filter(line -> line.startsWith("holdfast_instance_priority{"))
                        .count());
    }

    /** What Prometheus 2.53 and 3 send with native histograms: formats that are not here come first. */
    @Test
    void aReaderThatWouldRatherHaveProtobufGetsAText() {
        String protobuf = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";
        Observation observation = GivenObservation.ofEverything();
        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8",
                page.of(Optional.of(observation), Optional.of(protobuf)).contentType());
        assertEquals(
                "application/openmetrics-text; version=1.0.0; charset=utf-8",
                page.of(Optional.of(observation), Optional.of(protobuf + ";q=0.6," + OPEN_METRICS))
                        .contentType());
    }
}
