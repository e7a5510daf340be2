package holdfast.agent.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.doctor.machine.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private static final Deadline TIME_ENOUGH = Deadline.in(Duration.ofHours(1));

    private record Fixed(String name, Finding finding) implements Examination {
        @Override
        public String about() {
            return "one finding";
        }

        @Override
        public void examine(Subject subject, Notebook notebook) {
            notebook.add(finding);
            notebook.unseen("something");
        }
    }

    private static Finding finding(FindingId id, String instance) {
        return Finding.of(
                id, new Place(List.of(instance), java.util.Optional.of("eth0")), "what", "evidence", "so", Remedy.NONE);
    }

    private final Doctor doctor = new Doctor(List.of(
            new Fixed("one", finding(FindingId.VIP_STALE, "VI_1")),
            new Fixed("two", finding(FindingId.PEER_SILENT, "VI_1"))));

    @Test
    void everyExaminationIsMadeInItsOrder() {
        Diagnosis diagnosis = doctor.examine(new Given().subject(), Set.of(), TIME_ENOUGH);
        assertEquals(List.of("one", "two"), diagnosis.examined());
        assertEquals(1, diagnosis.count(Gravity.PROBLEM));
        assertEquals(1, diagnosis.count(Gravity.NOTE));
        assertEquals(
                new Diagnosis.Unseen("one", "something"), diagnosis.unseen().getFirst());
    }

    @Test
    void onlyThoseAskedForAreMade() {
        assertEquals(
                List.of("two"),
                doctor.examine(new Given().subject(), Set.of("two"), TIME_ENOUGH)
                        .examined());
    }

    @Test
    void whatThereIsNoTimeForIsSaid() {
        Diagnosis diagnosis = doctor.examine(new Given().subject(), Set.of(), Deadline.in(Duration.ZERO));
        assertEquals(List.of(), diagnosis.examined());
        assertEquals(2, diagnosis.unseen().size());
        assertTrue(diagnosis.unseen().getFirst().text().contains("no time was left"));
    }

    @Test
    void theSameFindingAboutTwoInstancesIsOne() {
        Notebook notebook = new Notebook();
        notebook.add(finding(FindingId.VIP_STALE, "VI_1"));
        notebook.add(finding(FindingId.VIP_STALE, "VI_2"));
        notebook.add(finding(FindingId.VIP_STALE, "VI_2"));
        assertEquals(
                List.of("VI_1", "VI_2"), notebook.findings().getFirst().place().instances());
        assertEquals(1, notebook.findings().size());
    }
}
