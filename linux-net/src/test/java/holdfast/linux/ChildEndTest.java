package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers are those of waitid(2) and asm-generic/siginfo.h. */
class ChildEndTest {
    private static final int CLD_EXITED = 1;
    private static final int CLD_KILLED = 2;
    private static final int CLD_DUMPED = 3;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 127, 128, 129, 137, 192, 255})
    void anExitStatusIsWhatItIs(int status) {
        assertEquals(new ChildEnd.Exited(status), ChildEnd.of(CLD_EXITED, status));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 15, 34, 64})
    void aSignalIsASignalWithAndWithoutACoreFile(int signal) {
        assertEquals(new ChildEnd.Killed(signal), ChildEnd.of(CLD_KILLED, signal));
        assertEquals(new ChildEnd.Killed(signal), ChildEnd.of(CLD_DUMPED, signal));
    }

    @Test
    void signalNineIsNotStatus137() {
        assertNotEquals(ChildEnd.of(CLD_EXITED, 137), ChildEnd.of(CLD_KILLED, 9));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 5, 6})
    void aChildThatWasTracedOrStoppedOrWentOnHasNotEnded(int code) {
        assertThrows(IllegalArgumentException.class, () -> ChildEnd.of(code, 0));
    }
}
