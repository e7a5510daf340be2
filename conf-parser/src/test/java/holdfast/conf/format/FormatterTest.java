package holdfast.conf.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormatterTest {
    private static final Formatter FORMATTER = new Formatter(Indentation.STANDARD);

    private static String format(String text) {
        return format(FORMATTER, text);
    }

    private static String format(Formatter formatter, String text) {
        return new String(format(formatter, text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static byte[] format(Formatter formatter, byte[] bytes) {
        return switch (formatter.format("x.conf", bytes)) {
            case Formatted.Text(byte[] text) -> text;
            case Formatted.LeftAlone(var problems, var _) -> throw new AssertionError(problems);
        };
    }

    private static List<String> problems(String text) {
        return switch (FORMATTER.format("x.conf", text.getBytes(StandardCharsets.UTF_8))) {
            case Formatted.Text _ -> List.of();
            case Formatted.LeftAlone(var problems, var _) ->
                problems.stream().map(found -> found.rule().name()).toList();
        };
    }

    @Test
    void aLineStandsAsDeepAsTheBlocksItIsIn() {
        assertEquals("""
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_ipaddress {
                        192.0.2.1/24
                    }
                }
                """, format("""
                vrrp_instance VI_1{
                interface eth0  \t
                \t\tvirtual_ipaddress   {
                  192.0.2.1/24
                        }
                  }
                """));
    }

    @Test
    void theUnitCanBeATabOrAnyNumberOfBlanks() {
        String text = "global_defs {\nrouter_id a\n}\n";
        assertEquals("global_defs {\n\trouter_id a\n}\n", format(new Formatter(Indentation.TAB), text));
        assertEquals("global_defs {\n  router_id a\n}\n", format(new Formatter(Indentation.blanks(2)), text));
    }

    @Test
    void commentsKeepTheirTextAndFollowTheBlock() {
        assertEquals(
                "global_defs { # a  {\n    ! b }\n    router_id a   # c\n} # d\n",
                format("global_defs{ # a  {\n! b }\nrouter_id a   # c\n} # d\n"));
    }

    @Test
    void wordsAndTheBlanksBetweenThemStay() {
        assertEquals(
                "global_defs {\n    router_id    \"a  {b}\"\n}\n",
                format("global_defs {\nrouter_id    \"a  {b}\"\n}\n"));
    }

    @Test
    void lineEndsStayAsTheyAre() {
        assertEquals("global_defs {\r\n    router_id a\n}", format("global_defs {  \r\nrouter_id a\n}"));
        assertEquals("global_defs {\r    router_id a\r}\r", format("global_defs {\rrouter_id a\r}\r"));
    }

    @Test
    void bytesOutsideUtf8AndTheByteOrderMarkStay() {
        byte[] latin = "global_defs{\nrouter_id a\u00e9 # \u00a0\n}\n".getBytes(StandardCharsets.ISO_8859_1);
        assertArrayEquals(
                "global_defs {\n    router_id a\u00e9 # \u00a0\n}\n".getBytes(StandardCharsets.ISO_8859_1),
                format(FORMATTER, latin));
        assertEquals("\uFEFFglobal_defs {\n}\n", format("\uFEFFglobal_defs{\n  }\n"));
    }

    @Test
    void aBlockThatOnlyOneNodeOpensIsClosedForThatNode() {
        assertEquals("""
                @a vrrp_instance A {
                @^a vrrp_instance B {
                    interface eth0
                    @a priority 100
                    # said of one
                    @^a priority 50
                }
                """, format("""
                @a vrrp_instance A {
                @^a vrrp_instance B {
                interface eth0
                    @a priority 100
                # said of one
                @^a priority 50
                }
                """));
    }

    @Test
    void definitionsOverSeveralLinesAreNotTouched() {
        String text = """
                $ADDRESSES= \\
                   virtual_ipaddress { \\
                      192.0.2.1/24   \\
                }
                vrrp_instance A {
                    $ADDRESSES
                    interface eth0
                }
                """;
        assertEquals(text, format(text.replace("    $ADDR", "$ADDR").replace("    interface", "\tinterface")));
    }

    @Test
    void aDefinitionMayOpenABlock() {
        assertEquals("$START=vrrp_instance A {\n$START\n    interface eth0\n}\n", format("""
                $START=vrrp_instance A {
                $START
                interface eth0
                }
                """));
    }

    @Test
    void aBraceAfterADollarNameIsNotMovedAway() {
        // with a blank it would be a reference
        assertEquals("vrrp_instance $A{\n}\n", format("vrrp_instance $A{\n}\n"));
    }

    @Test
    void includesAreNotTouched() {
        assertEquals("include {a,b}.conf \nglobal_defs {\n}\n", format("  include {a,b}.conf \nglobal_defs{\n}\n"));
    }

    @Test
    void severalStatementsStayOnOneLine() {
        assertEquals("a { b { c } d { e }\n    f\n} g {\n}\n", format("a{ b  { c } d{ e }\nf\n} g{\n}\n"));
    }

    @Test
    void partsOfAFileAreFormattedAsTheyStand() {
        assertEquals("priority 100\nvirtual_ipaddress {\n    192.0.2.1\n}\n", format("""
                  priority 100
                  virtual_ipaddress{
                  192.0.2.1
                }
                """));
    }

    @Test
    void aFileWhoseBracesOrQuotesAreBrokenIsLeftAlone() {
        assertEquals(List.of("BRACE_MISSING_END"), problems("global_defs {\nrouter_id a\n"));
        assertEquals(List.of("BRACE_EXTRA_END"), problems("global_defs {\n}\n}\n"));
        assertEquals(List.of("QUOTE_UNCLOSED"), problems("global_defs {\nrouter_id \"a\n}\n"));
    }

    @Test
    void anEmptyFileStaysEmpty() {
        assertEquals("", format(""));
        assertTrue(problems("").isEmpty());
    }
}
