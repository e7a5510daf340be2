package holdfast.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import holdfast.conf.effective.ConfFormat;
import holdfast.conf.effective.EffectiveValues;
import holdfast.conf.model.Authentication;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.DroppedBfd;
import holdfast.conf.model.TrackReference;
import holdfast.conf.model.Tracking;
import holdfast.conf.model.VrrpInstance;
import holdfast.conf.model.lvs.Check;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single lines mean, read as keepalived does. Expected is what the dump of keepalived 2.2.7 (Debian 12) shows. */
class KeepalivedDialectTest {
    private static final String FIRST = "vrrp_instance VI_1 {\n interface eth0\n virtual_router_id 51\n";

    private static Configuration read(String text) {
        return Reading.asKeepalived(text).configuration();
    }

    private static VrrpInstance instance(String text) {
        return read(text).vrrpInstances().getFirst();
    }

    private static String password(String definition, String line) {
        return instance(definition + "\n" + FIRST + " authentication {\n auth_type PASS\n " + line + "\n }\n"
                        + " virtual_ipaddress {\n 192.168.1.1/24\n }\n}\n")
                .authentication()
                .map(Authentication::password)
                .orElse("");
    }

    private static List<String> addresses(String definition, String line) {
        return instance(definition + "\n" + FIRST + " virtual_ipaddress {\n 192.168.1.1/24\n " + line + "\n }\n}\n")
                .virtualIpAddresses()
                .stream()
                .map(address -> address.address().getHostAddress() + " " + address.dev())
                .skip(1)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "'$W=\\#', 'auth_pass a${W}b', ab",
        "'$W=\\#', 'auth_pass (${W})', ()",
        "'$W=a\\#', 'auth_pass $W b', a",
        "'$W=\\#a', 'auth_pass $W b', b",
        "'$W=\\!', '${W}auth_pass xx', xx",
        "'$W=auth_pass a\\#b', '$W', a",
        "'', 'auth_pass a\\#b', a",
        "'', 'auth_pass a\\\\#b', a\\\\",
        "'', 'auth_pass a\\\\\\#b', a\\\\",
        "'', 'auth_pass \"a\\#b\"', a\\#b",
    })
    void anEscapedSignBeginsACommentOutsideGlobalDefs(String definition, String line, String expected) {
        assertEquals(expected, password(definition, line));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'router_id a\\#b', a#b",
        "'$W=x\\#z', 'router_id \"a${W}y\"', ax#zy",
        "'$W=x\\#z', 'router_id a${W}y', ax",
        "'$W=x', 'router_id ${W}\\#z', x",
        "'$W=\\#', 'router_id a${W}y', a",
        "'$W=x\\#p#q', 'router_id \"a${W}y\"', ax#py",
    })
    void anEscapedSignIsOneInGlobalDefsUnlessADefinitionIsPutIn(String definition, String line, String expected) {
        String text = definition + "\nglobal_defs {\n" + line + "\n}\n";
        assertEquals(expected, read(text).globalDefs().routerId());
    }

    @Test
    void aLineBeginningWithADefinitionOfOneEscapedSignIsNoComment() {
        assertEquals(List.of("192.168.1.77 eth0"), addresses("$W=\\#", "$W 192.168.1.77/24"));
        assertEquals(List.of("192.168.1.77 eth1"), addresses("$W=\\# dev lo", "192.168.1.77/24 $W dev eth1"));
        assertEquals(List.of(), addresses("$W=${_HASH}", "$W 192.168.1.77/24"));
    }

    @Test
    void aDefinitionGoesOnAfterABackslashBehindWhichOnlyACommentStands() {
        assertEquals(
                List.of("192.168.1.55 eth0", "192.168.1.56 eth0", "192.168.1.57 eth0"),
                addresses("$W=192.168.1.55/24 \\ # one\n192.168.1.56/24 \\ # two\n192.168.1.57/24 # three", "$W"));
        assertEquals(
                List.of("192.168.1.55 eth0", "192.168.1.56 eth0"),
                addresses("$W=192.168.1.55/24 \\\n192.168.1.56/24 \\#\n192.168.1.57/24 # three", "$W"));
        assertEquals(
                List.of("192.168.1.55 eth0"), addresses("$W=192.168.1.55/24 \\\n# comment\n192.168.1.57/24", "$W"));
    }

    @Test
    void slipsAreNotMended() {
        assertEquals(List.of(), addresses("$W = 192.168.1.55/24", "$W"));
        assertEquals(100, instance(FIRST + " @lb1 @^lb2 priority 7\n}\n").priority());
        assertEquals(100, instance(FIRST + " priority = 7\n}\n").priority());
        assertEquals(100, instance(FIRST + " priorty 7\n}\n").priority());
    }

    @Test
    void aHostOfAMailCheckHasNoTimeOutButItsOwn() {
        Configuration found = read("""
                virtual_server 10.0.0.1 80 {
                  connect_timeout 9
                  real_server 10.0.0.2 80 {
                    connect_timeout 8
                    SMTP_CHECK {
                      host {
                        connect_ip 10.0.0.3
                      }
                      connect_timeout 7
                      host {
                        connect_ip 10.0.0.4
                        connect_timeout 6
                      }
                      host {
                        connect_ip 10.0.0.5
                        connect_timeout 0
                      }
                      host {
                      }
                    }
                  }
                }
                """);
        assertEquals(
                List.of("10.0.0.2 7", "10.0.0.3 0", "10.0.0.4 6", "10.0.0.5 0", "10.0.0.2 0"),
                found.virtualServers().getFirst().realServers().getFirst().checkers().stream()
                        .map(checker -> checker.connection().orElseThrow())
                        .map(to -> to.address().getHostAddress() + " "
                                + to.timeout().toSeconds())
                        .toList());
    }

    @Test
    void aBfdInstanceThatIsDroppedIsTrackedAllTheSame() {
        Configuration found = read("""
                bfd_instance b1 {
                  weight 5
                }
                bfd_instance b2 {
                  neighbor_ip 192.168.1.2
                }
                bfd_instance b3 {
                  neighbor_ip x
                }
                bfd_instance b4 {
                  neighbor_ip 10.0.0.9
                }
                bfd_instance b5 {
                  neighbor_ip 10.0.0.9
                  weight 7
                }
                bfd_instance b6 {
                  neighbor_ip 10.0.0.19
                  source_ip fd00::1
                  weight 7 reverse
                }
                bfd_instance b7 {
                  vrrp
                }
                bfd_instance b8 {
                  checker
                }
                bfd_instance b10 {
                  neighbor_ip 10.0.0.133
                  checker
                }
                """ + FIRST + """
                 track_bfd {
                   b1
                   b2
                   b3
                   b4
                   b5
                   b6
                   b7
                   b8
                   b10
                   b12
                   b13
                 }
                }
                bfd_instance b12 {
                  weight 11
                  neighbor_ip 10.0.0.137
                }
                virtual_server 10.0.0.1 80 {
                  real_server 10.0.0.2 80 {
                    BFD_CHECK {
                      name b1
                    }
                    BFD_CHECK {
                      name b7
                    }
                    BFD_CHECK {
                      name b8
                    }
                  }
                }
                """);
        assertEquals(
                List.of(
                        new TrackReference("b1", 5, false),
                        new TrackReference("b2", 0, false),
                        new TrackReference("b3", 0, false),
                        new TrackReference("b4", 0, false),
                        new TrackReference("b5", 7, false),
                        new TrackReference("b6", 7, true),
                        new TrackReference("b7", 0, false)),
                found.vrrpInstances().getFirst().tracking().bfds());
        assertEquals(
                List.of("b1", "b3", "b5", "b6", "b7", "b8"),
                found.droppedBfds().stream().map(DroppedBfd::name).toList());
        assertEquals(
                List.of(new Check.Bfd("b1"), new Check.Bfd("b8")),
                found.virtualServers().getFirst().realServers().getFirst().checkers().stream()
                        .map(checker -> checker.check())
                        .toList());
    }

    @Test
    void aTrackedObjectStandsAboveAndItsLineHasNoUnknownOption() {
        String scripts = "vrrp_script a {\n script /bin/true\n weight 3\n}\nvrrp_script b {\n script /bin/true\n}\n";
        String later = "vrrp_script c {\n script /bin/true\n}\n";
        Tracking tracking = instance(scripts + FIRST
                        + " track_script {\n a weight=0\n b weight 999\n c\n }\n"
                        + " track_interface {\n eth1 weight=3\n eth2\n }\n}\n" + later)
                .tracking();
        assertEquals(List.of(new TrackReference("b", 0, false)), tracking.scripts());
        assertEquals(List.of(new TrackReference("eth2", 0, false)), tracking.interfaces());
    }

    @Test
    void nftablesTakesThePlaceOfIptables() {
        String text = "global_defs {\n nftables fred\n vrrp_iptables IN OUT\n}\n";
        assertEquals(
                "keepalived",
                read(text).globalDefs().kernel().nftables().table().orElseThrow());
        assertFalse(read(text).globalDefs().kernel().iptables().isPresent());
        assertEquals(
                "fred",
                read("global_defs {\n nftables fred\n nftables joe\n}\n")
                        .globalDefs()
                        .kernel()
                        .nftables()
                        .table()
                        .orElseThrow());
    }

    @Test
    void theFindingsAreThoseOfTheOtherDialect() {
        String text = FIRST + " foo {\n priority 7\n }\n virtual_ipaddress {\n 192.168.1.1\n }\n}\n";
        assertEquals(
                Reading.read(text).diagnostics(), Reading.asKeepalived(text).diagnostics());
    }

    @Test
    void whatIsPrintedIsReadTheSameAgain() {
        String text = "bfd_instance b1 {\n weight 5\n}\n" + FIRST
                + " virtual_ipaddress {\n 192.168.1.77/24\n }\n track_bfd {\n b1\n }\n foo {\n priority 7\n }\n}\n";
        String printed = ConfFormat.of(EffectiveValues.of(Reading.asKeepalived(text)), true);
        assertEquals(read(text), read(printed), printed);
    }
}
