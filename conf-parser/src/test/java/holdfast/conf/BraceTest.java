package holdfast.conf;

import static holdfast.conf.Reading.findings;
import static holdfast.conf.Reading.instance;
import static holdfast.conf.Reading.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.conf.model.Configuration;
import holdfast.conf.model.VrrpInstance;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Braces in every legal spelling; missing and extra ones found where they are, with one message. */
class BraceTest {
    @Test
    void bracesMayBeGluedOrOnLinesOfTheirOwnOrShareALineWithAValue() {
        ParseResult result = read("""
                global_defs
                {
                  router_id LB }
                vrrp_instance VI_1{
                  interface eth0
                  virtual_router_id 51
                  virtual_ipaddress{ 192.0.2.1/24
                    192.0.2.2/24 }
                  track_interface { eth1 }
                } vrrp_instance VI_2 { interface eth0
                  virtual_router_id 52
                  virtual_ipaddress { 192.0.2.3 } }
                """);
        assertEquals(List.of(), result.diagnostics());
        assertEquals("LB", result.configuration().globalDefs().routerId());
        assertEquals(
                List.of(2, 1),
                result.configuration().vrrpInstances().stream()
                        .map(instance -> instance.virtualIpAddresses().size())
                        .toList());
    }

    @Test
    void twoInstancesAreNeverMergedWhenAnEndIsMissing() {
        ParseResult result = read("""
                vrrp_instance VI_1 {
                  interface eth0
                  virtual_router_id 51
                  virtual_ipaddress { 192.0.2.1/24 }
                vrrp_instance VI_2 {
                  interface eth1
                  virtual_router_id 52
                  virtual_ipaddress { 192.0.2.2/24 }
                }
                """);
        assertEquals(List.of("5 BRACE_MISSING_END"), findings(result));
        assertTrue(result.hasErrors());
        assertTrue(result.render().contains("'vrrp_instance VI_1' (line 1) is not closed before 'vrrp_instance VI_2'"));
        assertEquals(List.of("VI_1 51", "VI_2 52"), names(result.configuration()));
    }

    private static List<String> names(Configuration configuration) {
        return configuration.vrrpInstances().stream()
                .map(instance -> instance.name() + " " + instance.virtualRouterId())
                .toList();
    }

    @Test
    void anInnerBlockLeftOpenIsNamedAtTheNextKeyword() {
        ParseResult result = read("""
                vrrp_instance VI_1 {
                  interface eth0
                  virtual_router_id 51
                  authentication {
                    auth_type PASS
                    auth_pass 1111
                  virtual_ipaddress {
                    192.0.2.1/24
                  }
                }
                """);
        assertEquals(List.of("7 BRACE_MISSING_END"), findings(result));
        assertTrue(result.render().contains("'authentication' (line 4) is not closed before 'virtual_ipaddress'"));
        VrrpInstance instance = Reading.only(result);
        assertEquals(1, instance.virtualIpAddresses().size());
    }

    @Test
    void aListLeftOpenIsNamedByTheIndentationOfTheNextBrace() {
        assertEquals(List.of("7 BRACE_MISSING_END"), findings("""
                vrrp_instance VI_1 {
                  interface eth0
                  virtual_router_id 51
                  priority 101
                  virtual_ipaddress {
                    192.0.2.1/24
                }
                vrrp_instance VI_2 {
                  interface eth0
                  virtual_router_id 52
                  virtual_ipaddress { 192.0.2.2/24 }
                }
                """));
    }

    @Test
    void aMissingEndThatALaterBraceMakesUpForIsFoundByIndentation() {
        ParseResult result = read("""
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_router_id 51
                    authentication {
                        auth_type PASS
                        auth_pass 1111
                    virtual_ipaddress {
                        192.0.2.1/24
                    }
                    }
                }
                """);
        assertEquals("7 BRACE_MISSING_END", findings(result).getFirst());
        assertTrue(result.hasErrors());
        assertEquals(1, Reading.only(result).virtualIpAddresses().size());
    }

    @Test
    void anEndThatComesTooEarlyIsFoundByWhatFollows() {
        ParseResult result = read("""
                vrrp_instance VI_1 {
                  interface eth0
                  virtual_router_id 51
                  authentication {
                    auth_type PASS
                    auth_pass 1111
                  }
                  }
                  virtual_ipaddress {
                    192.0.2.1/24
                  }
                }
                """);
        assertEquals(List.of("8 BRACE_EXTRA_END"), findings(result));
        assertEquals(1, Reading.only(result).virtualIpAddresses().size());
    }

    @Test
    void anEndTooManyIsReportedOnce() {
        assertEquals(List.of("10 BRACE_EXTRA_END"), findings(instance() + "\n}\n"));
    }

    @Test
    void aForgottenBeginIsAddedWhenItsEndIsThere() {
        ParseResult result = read("""
                vrrp_instance VI_1
                  interface eth0
                  virtual_router_id 51
                  virtual_ipaddress { 192.0.2.1/24 }
                }
                """);
        assertEquals(List.of("1 BRACE_MISSING_BEGIN"), findings(result));
        assertEquals(List.of("VI_1 51"), names(result.configuration()));
    }

    @Test
    void theLastBlockLeftOpenIsNamedAtItsBeginning() {
        assertEquals(List.of("1 BRACE_MISSING_END"), findings("""
                vrrp_instance VI_1 {
                  interface eth0
                  virtual_router_id 51
                  virtual_ipaddress { 192.0.2.1/24 }
                """));
    }

    @Test
    void statementsRunTogetherAreAnErrorBecauseTheyWouldBeDropped() {
        ParseResult result = read("vrrp_instance VI_1 { state MASTER interface eth0 virtual_router_id 51\n}\n");
        assertEquals(List.of("1 NO_VIRTUAL_ADDRESS", "1 RUN_TOGETHER"), findings(result));
        assertTrue(result.hasErrors());
    }

    @Test
    void blocksNotActedOnAreReadAndSaidOnce() {
        String group = " {\n group {\n  VI_1\n }\n}\n";
        ParseResult result = read("track_group A" + group + "track_group B" + group + instance());
        assertEquals(List.of(), findings(result));
        assertEquals(
                List.of("1 BLOCK_NO_EFFECT"),
                result.diagnostics().stream()
                        .map(diagnostic -> diagnostic.span().line() + " " + diagnostic.rule())
                        .toList());
        assertEquals(1, result.configuration().vrrpInstances().size());
    }
}
