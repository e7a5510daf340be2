package holdfast.agent.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Bits from linux/capability.h: CAP_NET_ADMIN is 12, CAP_NET_RAW is 13. */
class PrivilegesTest {
    private static List<String> missing(String effective) {
        return Privileges.missingIn(List.of("Name:\tjava", "CapPrm:\t0000000000000000", "CapEff:\t" + effective));
    }

    @Test
    void rootLacksNothing() {
        assertEquals(List.of(), missing("000001ffffffffff"));
    }

    @Test
    void anOrdinaryUserLacksBoth() {
        assertEquals(List.of("CAP_NET_ADMIN", "CAP_NET_RAW"), missing("0000000000000000"));
    }

    @Test
    void aContainerWithItsUsualCapabilitiesLacksOne() { // Docker's default set
        assertEquals(List.of("CAP_NET_ADMIN"), missing("00000000a80425fb"));
    }

    @Test
    void theTwoAloneSuffice() {
        assertEquals(List.of(), missing("0000000000003000"));
    }
}
