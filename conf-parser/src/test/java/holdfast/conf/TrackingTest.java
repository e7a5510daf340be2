package holdfast.conf;

import static holdfast.conf.Reading.findings;
import static holdfast.conf.Reading.instance;
import static holdfast.conf.Reading.only;
import static holdfast.conf.Reading.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.diagnostic.Rule;
import holdfast.conf.model.ScriptUser;
import holdfast.conf.model.TrackReference;
import holdfast.conf.model.VrrpScript;
import holdfast.conf.model.VrrpSyncGroup;
import holdfast.conf.model.VrrpTrackProcess.ParameterMatch;
import holdfast.conf.model.WantedState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tracked things, notify scripts and sync groups (keepalived.conf(5)). */
class TrackingTest {
    private static final String SCRIPT = "vrrp_script chk {\n script \"/bin/true\"\n weight 2\n}\n";

    @Test
    void theSeedPairReadsAsItIsMeant() {
        ParseResult result = read("""
                ! Configuration File for keepalived
                global_defs {
                    router_id LVS_DEVEL
                }
                vrrp_script chk_haproxy {
                    script "killall -0 haproxy"
                    interval 2
                    weight 2
                }
                """ + instance("state MASTER", "priority 101", "track_script {", "chk_haproxy", "}"));
        assertEquals(List.of(), result.diagnostics());
        VrrpScript script = result.configuration().vrrpScript("chk_haproxy").orElseThrow();
        assertEquals(List.of("killall", "-0", "haproxy"), script.script().argv());
        assertEquals(Duration.ofSeconds(2), script.interval());
        assertEquals(Duration.ofSeconds(2), script.timeout()); // the interval, when not given
        assertEquals(1, script.rise());
        assertEquals(
                List.of(new TrackReference("chk_haproxy", 2, false)),
                only(result).tracking().scripts());
    }

    @Test
    void aLineMayChangeWeightAndSense() {
        assertEquals(
                List.of(new TrackReference("chk", -10, true)),
                only(read(SCRIPT + instance("track_script {", "chk weight -10 reverse", "}")))
                        .tracking()
                        .scripts());
        assertEquals(
                List.of(new TrackReference("chk", 3, false)),
                only(read(SCRIPT.replace("2", "3 reverse") + instance("track_script {", "chk noreverse", "}")))
                        .tracking()
                        .scripts());
    }

    @Test
    void aNameNobodyDefinedTracksNothingAndTheNearestIsNamed() {
        ParseResult result = read(SCRIPT + instance("track_script { chj }"));
        assertEquals(List.of("11 UNDEFINED_NAME"), findings(result));
        assertFalse(result.hasErrors());
        assertEquals(
                Optional.of("did you mean 'chk'?"),
                result.diagnostics().getFirst().hint());
        assertTrue(only(result).tracking().isEmpty());
    }

    @Test
    void orderDoesNotMatterButIsNoted() {
        ParseResult result = read(instance("track_script { chk }") + SCRIPT);
        assertEquals(List.of(), findings(result));
        assertEquals(Rule.DEFINED_LATER, result.diagnostics().getFirst().rule());
        assertEquals(1, only(result).tracking().scripts().size());
    }

    @Test
    void theOwnInterfaceIsNotTrackedTwice() {
        ParseResult result = read(instance("track_interface {", "eth0", "eth1 weight -20", "}"));
        assertEquals(List.of("8 TRACKS_OWN_INTERFACE"), findings(result));
        assertEquals(
                List.of(new TrackReference("eth1", -20, false)),
                only(result).tracking().interfaces());
    }

    @Test
    void weightsDoNotChangeAnOwner() {
        assertEquals(List.of("12 OWNER_WEIGHTS"), findings(SCRIPT + instance("priority 255", "track_script { chk }")));
    }

    @Test
    void aWeightWithAnEqualsSignIsReportedAndTheTrackerKept() {
        ParseResult result = read(SCRIPT + instance("track_script { chk weight=0 }"));
        assertEquals(List.of("11 UNKNOWN_OPTION"), findings(result));
        assertEquals(
                Optional.of("write 'weight 0', without '='"),
                result.diagnostics().getFirst().hint());
        assertEquals(1, only(result).tracking().scripts().size());
    }

    @Test
    void filesAndProcessesHaveTheirOwnDefaults() {
        ParseResult result = read("""
                track_file f {
                  file /run/weight
                  init_file 7 overwrite
                }
                vrrp_track_process p {
                  process nginx
                  quorum 2
                  delay 0.5
                }
                """ + instance("track_file { f }", "track_process { p weight -5 }"));
        assertEquals(List.of(), result.diagnostics());
        assertEquals(
                List.of(new TrackReference("f", 1, false)),
                only(result).tracking().files());
        assertEquals(
                List.of(new TrackReference("p", -5, false)),
                only(result).tracking().processes());
        assertEquals(
                7,
                result.configuration()
                        .trackFiles()
                        .getFirst()
                        .initFile()
                        .orElseThrow()
                        .value());
        var process = result.configuration().vrrpTrackProcesses().getFirst();
        assertEquals(2, process.quorum());
        assertEquals(Duration.ofMillis(500), process.terminateDelay());
    }

    /** keepalived.conf(5): {@code param_match {initial|partial}}; alone, it asks for a process without parameters. */
    @Test
    void theWordAfterParamMatchIsTheWayParametersAreCompared() {
        assertEquals(ParameterMatch.PARTIAL, parameterMatch("nginx -g", "param_match partial"));
        assertEquals(ParameterMatch.INITIAL, parameterMatch("nginx -g", "param_match initial"));
        assertEquals(ParameterMatch.EXACT, parameterMatch("nginx", "param_match"));
        assertEquals(ParameterMatch.EXACT, parameterMatch("nginx -g", ""));
        assertEquals(ParameterMatch.NONE, parameterMatch("nginx", ""));
    }

    private static ParameterMatch parameterMatch(String process, String line) {
        ParseResult result = read("vrrp_track_process p {\n process " + process + "\n " + line + "\n}\n");
        assertEquals(List.of(), result.diagnostics());
        return result.configuration().vrrpTrackProcesses().getFirst().parameterMatch();
    }

    @Test
    void aBfdSessionLendsItsWeight() {
        ParseResult result = read("""
                bfd_instance core {
                  neighbor_ip 192.0.2.254
                  weight -30 reverse
                }
                """ + instance("track_bfd { core }"));
        assertEquals(
                List.of(new TrackReference("core", -30, true)),
                only(result).tracking().bfds());
        assertEquals(
                List.of(new TrackReference("core", 7, false)),
                only(read("bfd_instance core {\n neighbor_ip 192.0.2.254\n weight -30 reverse\n}\n"
                                + instance("track_bfd { core weight 7 noreverse }")))
                        .tracking()
                        .bfds());
    }

    @Test
    void aBlockWithoutTheThingIsLeftOutAndSoIsWhatNamesIt() {
        assertEquals(
                List.of("1 TRACKED_OBJECT_INCOMPLETE", "10 UNDEFINED_NAME"),
                findings("vrrp_script chk {\n interval 2\n}\n" + instance("track_script { chk }")));
    }

    @Test
    void scriptsRunAsTheirUserOrTheGlobalOne() {
        ParseResult result = read("global_defs {\n script_user nobody nogroup\n}\n" + SCRIPT
                + instance("notify_master \"/bin/notify a b\" root", "notify_backup /bin/notify"));
        var nobody = new ScriptUser("nobody", Optional.of("nogroup"));
        assertEquals(
                Optional.of(nobody),
                result.configuration().vrrpScripts().getFirst().script().runAs());
        var notify = only(result).notifyScripts();
        assertEquals(
                List.of("/bin/notify", "a", "b"), notify.master().orElseThrow().argv());
        assertEquals(
                Optional.of(new ScriptUser("root", Optional.empty())),
                notify.master().orElseThrow().runAs());
        assertEquals(Optional.of(nobody), notify.backup().orElseThrow().runAs());
    }

    @Test
    void ofSeveralNotifyScriptsTheFirstCounts() {
        ParseResult result = read(instance("notify_master /bin/a", "notify_master /bin/b"));
        assertEquals(List.of("8 REPEATED_KEYWORD"), findings(result));
        assertEquals(
                List.of("/bin/a"),
                only(result).notifyScripts().master().orElseThrow().argv());
    }

    @Test
    void wordsAfterAnUnquotedScriptAreReported() {
        assertEquals(List.of("2 EXTRA_WORDS"), findings("vrrp_script s {\n script /bin/check all\n}\n"));
    }

    @Test
    void groupsKeepKnownMembersAndStartAsBackup() {
        String two = instance("state MASTER", "priority 101")
                + instance("state MASTER", "priority 101")
                        .replace("VI_1", "VI_2")
                        .replace("51", "52")
                        .replace("192.0.2.1", "192.0.2.2");
        ParseResult result = read(two + "vrrp_sync_group G {\n group {\n VI_1\n VI_2\n VI_9\n }\n}\n");
        assertEquals(List.of("23 UNDEFINED_NAME"), findings(result));
        VrrpSyncGroup group = result.configuration().vrrpSyncGroups().getFirst();
        assertEquals(List.of("VI_1", "VI_2"), group.group());
        assertEquals(Optional.of("G"), only(result).syncGroup());
        assertEquals(WantedState.BACKUP, only(result).state());
    }

    @Test
    void groupsOfOneOrNoneAreReported() {
        assertEquals(List.of("9 SYNC_GROUP_SIZE"), findings(instance() + "vrrp_sync_group G {\n group { VI_1 }\n}\n"));
        assertEquals(List.of("1 SYNC_GROUP_SIZE"), findings("vrrp_sync_group G {\n}\n"));
    }
}
