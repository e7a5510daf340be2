package holdfast.agent.doctor.examination;

import holdfast.agent.doctor.Examination;
import holdfast.agent.doctor.Finding;
import holdfast.agent.doctor.FindingId;
import holdfast.agent.doctor.Notebook;
import holdfast.agent.doctor.Place;
import holdfast.agent.doctor.Remedy;
import holdfast.agent.doctor.Subject;
import holdfast.agent.doctor.machine.Programs;
import holdfast.agent.doctor.machine.Programs.Answer;

/** Whether the clock is set by others. VRRP does not need it; comparing the logs of two nodes does. */
public final class ClockExamination implements Examination {
    private final Programs programs;

    /** Asks timedatectl(1). */
    public ClockExamination(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public String about() {
        return "whether the clock is synchronised, so that the logs of two nodes can be compared";
    }

    @Override
    public void examine(Subject subject, Notebook notebook) {
        switch (programs.run("timedatectl", "show", "--property=NTPSynchronized", "--value")) {
            case Answer.Ended(int status, String output, String _)
            when status == 0 && output.strip().equals("yes") ->
                notebook.fine(Place.MACHINE, "the clock is synchronised");
            case Answer.Ended(int status, String output, String _)
            when status == 0 && output.strip().equals("no") ->
                notebook.add(Finding.of(
                        FindingId.CLOCK_UNSYNCHRONISED,
                        Place.MACHINE,
                        "the clock is not synchronised",
                        "timedatectl: NTPSynchronized=no",
                        "VRRP goes by another clock and does not mind; logs of two nodes cannot be compared",
                        Remedy.command("timedatectl set-ntp true", "needs systemd-timesyncd or chrony")));
            case Answer.Ended ended ->
                notebook.unseen("whether the clock is synchronised: timedatectl: "
                        + ended.errors().strip().lines().findFirst().orElse("status " + ended.status()));
            case Answer.Missing _ -> notebook.unseen("whether the clock is synchronised: no timedatectl");
            case Answer.Failed(String reason) ->
                notebook.unseen("whether the clock is synchronised: timedatectl: " + reason);
        }
    }
}
