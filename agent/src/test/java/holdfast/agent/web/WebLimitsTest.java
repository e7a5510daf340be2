package holdfast.agent.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WebLimitsTest {
    /** As proc(5) shows it. */
    private static String limits(String files) {
        return """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             95678                95678                processes
                Max open files            %s               524288               files
                Max locked memory         8388608              8388608              bytes
                """.formatted(files);
    }

    @Test
    void allAddressesTogetherHaveTwoThousandConnections() {
        assertEquals(2_000, WebLimits.connections(limits("524288"), 1));
        assertEquals(1_000, WebLimits.connections(limits("524288"), 2));
    }

    @Test
    void halfOfTheFileDescriptorsStayForTheDaemon() {
        assertEquals(512, WebLimits.connections(limits("1024"), 1));
        assertEquals(256, WebLimits.connections(limits("1024"), 2));
        assertEquals(1, WebLimits.connections(limits("1"), 1));
    }

    @Test
    void withoutALimitOfDescriptorsThereIsOnlyOurOwn() {
        assertEquals(2_000, WebLimits.connections(limits("unlimited"), 1));
        assertEquals(2_000, WebLimits.connections("", 1));
    }
}
