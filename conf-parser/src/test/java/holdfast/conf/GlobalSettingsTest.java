package holdfast.conf;

import static holdfast.conf.Reading.configuration;
import static holdfast.conf.Reading.instance;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.diagnostic.Diagnostic;
import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.AuthHmac;
import holdfast.conf.model.DaemonSettings.GarpExtra;
import holdfast.conf.model.GarpSettings;
import holdfast.conf.model.GlobalDefs;
import holdfast.conf.model.InstanceOptions;
import holdfast.conf.model.LvsSettings;
import holdfast.conf.model.MailSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Settings nothing acts on so far: read, checked, and in the model (keepalived.conf(5); ranges as 2.2.7 reports them). */
class GlobalSettingsTest {
    private static String globals(String... lines) {
        return "global_defs {\n" + String.join("\n", lines) + "\n}\n";
    }

    private static GlobalDefs read(String... lines) {
        return configuration(globals(lines)).globalDefs();
    }

    /** Mistakes only: that nothing acts on a keyword is said, too, and is none. */
    private static List<String> mistakes(String text) {
        return Reading.read(text).diagnostics().stream()
                .filter(diagnostic -> diagnostic.rule().isMistake())
                .map(diagnostic -> diagnostic.span().line() + " " + diagnostic.rule())
                .toList();
    }

    @Test
    void mailHasItsServerAndRecipients() {
        MailSettings mail = read(
                        "notification_email {",
                        "a@example.org b@example.org",
                        "c@example.org",
                        "}",
                        "smtp_server 192.0.2.25 26")
                .mail();
        assertEquals(List.of("a@example.org", "b@example.org", "c@example.org"), mail.recipients());
        assertEquals(Optional.of(new MailSettings.Server("192.0.2.25", 26)), mail.server());
        assertEquals(Duration.ofSeconds(30), mail.connectTimeout());
        assertEquals(
                25,
                read("smtp_server mail.example.org")
                        .mail()
                        .server()
                        .orElseThrow()
                        .port());
        assertEquals(List.of("2 OUT_OF_RANGE"), mistakes(globals("smtp_server 192.0.2.25 99999")));
        assertEquals(
                Duration.ofSeconds(1), read("smtp_connect_timeout 0").mail().connectTimeout());
    }

    @Test
    void alertsAreInheritedFromTheNearest() {
        assertFalse(read().mail().alertsVrrp());
        assertTrue(read("smtp_alert").mail().alertsVrrp());
        assertFalse(read("smtp_alert", "smtp_alert_vrrp off").mail().alertsVrrp());
        assertTrue(Reading.only(Reading.read(globals("smtp_alert") + instance()))
                .options()
                .smtpAlert());
        assertFalse(Reading.only(Reading.read(globals("smtp_alert") + instance("smtp_alert off")))
                .options()
                .smtpAlert());
    }

    @Test
    void theSyncDaemonTakesItsWordsInAnyOrder() {
        LvsSettings.SyncDaemon daemon = read("lvs_sync_daemon eth1 VI_1 ttl 56 id 255 maxlen 6001 port 5536")
                .lvs()
                .syncDaemon()
                .orElseThrow();
        assertEquals("eth1", daemon.interfaceName());
        assertEquals(Optional.of("VI_1"), daemon.vrrpInstance());
        assertEquals(OptionalInt.of(255), daemon.syncId());
        assertEquals(5536, daemon.port());
        assertEquals(
                8848,
                read("lvs_sync_daemon eth1").lvs().syncDaemon().orElseThrow().port());
        assertEquals(
                List.of("2 OUT_OF_RANGE", "2 OUT_OF_RANGE", "2 UNKNOWN_OPTION"),
                mistakes(globals("lvs_sync_daemon eth0 V id 256 ttl 0 fred")));
    }

    @Test
    void timeoutsAreUpToAMonth() {
        LvsSettings.Timeouts timeouts =
                read("lvs_timeouts tcp 123 udp 2678400").lvs().timeouts();
        assertEquals(Optional.of(Duration.ofSeconds(123)), timeouts.tcp());
        assertEquals(Optional.of(Duration.ofDays(31)), timeouts.udp());
        assertEquals(Optional.empty(), timeouts.tcpFin());
        assertEquals(List.of("2 OUT_OF_RANGE", "2 UNKNOWN_OPTION"), mistakes(globals("lvs_timeouts tcp 2678401 foo")));
    }

    @Test
    void processesHavePrioritiesAndNames() {
        GlobalDefs globals = read(
                "vrrp_rt_priority 50",
                "checker_priority -2",
                "bfd_no_swap",
                "vrrp_cpu_affinity 0 3",
                "process_names",
                "max_auto_priority");
        assertEquals(OptionalInt.of(50), globals.processes().vrrp().realtimePriority());
        assertEquals(OptionalInt.of(-2), globals.processes().checker().niceness());
        assertTrue(globals.processes().bfd().noSwap());
        assertEquals(List.of(0, 3), globals.processes().vrrp().cpuAffinity());
        assertEquals(
                Optional.of("keepalived_lvs"), globals.processes().checker().name());
        assertEquals(99, globals.processes().maxAutoPriority());
        assertEquals(Duration.ofMillis(10), globals.processes().bfd().realtimeLimit());
        assertEquals(List.of("2 NOT_A_NUMBER"), mistakes(globals("vrrp_cpu_affinity 1 foo")));
    }

    @Test
    void minimalAnnouncementsAreOnePacketEach() {
        assertEquals(
                new GarpSettings(Duration.ZERO, 1, Duration.ZERO, 1, Duration.ZERO, 1),
                read("vrrp_min_garp").garp());
        assertEquals(
                3,
                Reading.only(Reading.read(globals("vrrp_min_garp") + instance("garp_master_repeat 3")))
                        .garp()
                        .masterRepeat());
    }

    @Test
    void rangesAreThoseOfKeepalived() {
        for (String line : List.of(
                "vrrp_garp_extra_if all 90000",
                "startup_script_timeout 1001",
                "vrrp_priority 20",
                "bfd_rt_priority 100",
                "max_auto_priority 100",
                "min_auto_priority_delay 0",
                "json_version 3")) {
            assertEquals(List.of("2 OUT_OF_RANGE"), mistakes(globals(line)), line);
        }
        assertEquals(List.of("7 OUT_OF_RANGE"), mistakes(instance("garp_extra_if 86401")));
        assertEquals(List.of("7 OUT_OF_RANGE"), mistakes(instance("debug 5")));
    }

    @Test
    void anInstanceInheritsExtraAnnouncementsOrSwitchesThemOff() {
        String global = globals("vrrp_garp_extra_if all 100");
        assertEquals(
                Optional.of(new GarpExtra(Duration.ofSeconds(100), true)),
                Reading.only(Reading.read(global + instance())).options().garpExtra());
        assertEquals(
                Optional.empty(),
                Reading.only(Reading.read(global + instance("garp_extra_if 0")))
                        .options()
                        .garpExtra());
    }

    @Test
    void signedAdvertsHaveKeys() {
        String key = "0123456789abcdef0123456789abcdef";
        InstanceOptions options = Reading.only(Reading.read(instance(
                        "advert_int 4", "auth_hmac {", "key 1 " + key, "key 2 hex:" + key + key, "active_key 2", "}")))
                .options();
        AuthHmac hmac = options.authHmac().orElseThrow();
        assertEquals(List.of(1, 2), hmac.keys().stream().map(AuthHmac.Key::id).toList());
        assertEquals(OptionalInt.of(2), hmac.activeKey());
        assertEquals(Duration.ofSeconds(12), hmac.timeWindow()); // three intervals
        assertEquals(AuthHmac.Mode.ENFORCE, hmac.mode());
        assertFalse(hmac.toString().contains(key), "no key in a log");
        assertEquals(
                List.of("8 OUT_OF_RANGE"), mistakes(instance("auth_hmac {", "key 1 short", "mode permissive", "}")));
        assertEquals(
                List.of("9 UNDEFINED_NAME"),
                mistakes(instance("auth_hmac {", "key 1 " + key, "active_key 3", "mode receive-only", "}")));
    }

    /** Nodes that insist on signatures refuse adverts without one: both sides would be master. */
    @Test
    void signedAdvertsThatOthersInsistOnAreRefused() {
        String key = "key 1 0123456789abcdef0123456789abcdef";
        for (String mode : List.of("", "mode enforce")) {
            ParseResult result = Reading.read(instance("auth_hmac {", key, mode, "}"));
            assertTrue(result.hasErrors());
            assertEquals(
                    List.of(Rule.UNSUPPORTED),
                    result.diagnostics().stream().map(Diagnostic::rule).toList());
        }
        assertFalse(Reading.read(instance("auth_hmac {", key, "mode permissive", "}"))
                .hasErrors());
    }

    @Test
    void aBlockNothingActsOnIsNamedOnceAndItsKeywordsAreNot() {
        long said =
                Reading.read(instance("auth_hmac {", "mode permissive", "time_window 9", "}")).diagnostics().stream()
                        .filter(diagnostic -> diagnostic.rule() == Rule.NO_EFFECT)
                        .count();
        assertEquals(1, said);
    }
}
