package holdfast.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.agent.process.RecordedServiceManager;
import holdfast.vrrp.Cause;
import holdfast.vrrp.Effect.NotifiedState;
import holdfast.vrrp.Effect.NotifyTransition;
import holdfast.vrrp.Effect.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceStatusTest {
    private static final long MILLISECOND = 1_000_000L;

    private final RecordedServiceManager recorded = new RecordedServiceManager();
    private final ServiceStatus status = new ServiceStatus(recorded.manager());

    private void becomes(String name, NotifiedState state) {
        status.transitioned(new NotifyTransition(
                new Subject(Subject.Kind.INSTANCE, name), "INIT", state, 100, new Cause.Started()));
    }

    @Test
    void oneLineSaysHowTheRoutersAreDoing() {
        becomes("VI_1", NotifiedState.MASTER);
        becomes("VI_2", NotifiedState.BACKUP);
        becomes("VI_3", NotifiedState.FAULT);
        becomes("VI_4", NotifiedState.BACKUP);
        status.turned(0);
        assertEquals(List.of("STATUS=1 MASTER (VI_1), 2 BACKUP (VI_2, VI_4), 1 FAULT (VI_3)"), recorded.messages());
    }

    @Test
    void manyTransitionsAtOnceAreOneLine() {
        status.turned(0);
        for (int i = 1; i <= 5; i++) {
            becomes("VI_" + i, NotifiedState.MASTER);
            status.turned(i * MILLISECOND);
        }
        status.turned(251 * MILLISECOND);
        status.turned(600 * MILLISECOND);
        assertEquals(List.of("STATUS=Running", "STATUS=5 MASTER"), recorded.messages());
    }

    @Test
    void whatAReloadRemovedIsNotCounted() {
        becomes("VI_1", NotifiedState.MASTER);
        becomes("VI_2", NotifiedState.MASTER);
        becomes("VI_2", NotifiedState.DELETED);
        status.turned(0);
        assertEquals(List.of("STATUS=1 MASTER (VI_1)"), recorded.messages());
    }
}
