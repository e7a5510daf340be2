package holdfast.it.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.agent.lvs.CheckTools;
import holdfast.agent.lvs.LvsPlan;
import holdfast.check.FileCheck;
import holdfast.ipvs.CheckVerdict;
import holdfast.ipvs.CheckVerdict.WeightChange;
import holdfast.track.TrackedFiles;
import holdfast.track.run.ScriptRunner;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** MISC_CHECK of a program and FILE_CHECK of a file that operators change. */
class ProgramsAndFilesIT {
    @Test
    void aProgramDecidesAboutAServerAndItsWeight() {
        CheckLab.test(lab -> {
            String status = lab.file("status", "0").toString();
            String script = lab.file("asks", "#!/bin/sh\nexit $(cat \"$1\")\n").toString();
            String dies = lab.file("dies", "#!/bin/sh\nkill -9 $$\n").toString();
            String slow = lab.file("sleeps", "#!/bin/sh\nsleep 60\n").toString();
            lab.server().run(List.of("chmod", "755", script, dies, slow));
            String call = "misc_path \"" + script + " " + status + "\"";
            Verdicts verdicts = lab.check(CheckConf.empty()
                    .check("status", 80, "MISC_CHECK {", call, "}")
                    .check("weight", 80, "MISC_CHECK {", call, "misc_dynamic", "}")
                    .check("dies", 80, "MISC_CHECK {", "misc_path " + dies, "misc_dynamic", "}")
                    .check("slow", 80, "MISC_CHECK {", "misc_path " + slow, "misc_timeout 1", "}"));
            verdicts.awaitUp("status");
            verdicts.awaitUp("weight");
            verdicts.awaitDown("dies", "ended by signal 9");
            verdicts.awaitDown("slow", "timed out");
            lab.file("status", "12");
            verdicts.awaitDown("status", "exited with status 12");
            Verdicts.Result weighed = verdicts.await(
                    "weight", "up with another weight", result -> result.words().equals("exited with status 12"));
            assertEquals(OptionalInt.of(10), weighed.weight());
            lab.file("status", "137"); // what a shell reports for signal 9, too
            weighed = verdicts.await(
                    "weight", "up with another weight", result -> result.words().equals("exited with status 137"));
            assertEquals(OptionalInt.of(135), weighed.weight());
            lab.file("status", "1");
            verdicts.awaitDown("weight", "exited with status 1");
            lab.file("status", "0");
            verdicts.awaitUp("status");
            verdicts.awaitUp("weight");
        });
    }

    @Test
    void aFileDecidesAboutAServerAndItsWeight() {
        CheckLab.test(lab -> {
            String path = lab.file("number", "0").toString();
            CheckConf conf = CheckConf.empty()
                    .after("track_file number {\n    file " + path + "\n    weight 2\n}")
                    .check("file", 80, "FILE_CHECK {", "track_file number", "}");
            try (ScriptRunner scripts = new ScriptRunner();
                    CheckTools tools = CheckTools.with(scripts, false)) {
                LvsPlan plan = lab.plan(conf, tools);
                FileCheck check = plan.fileChecks().get("number").getFirst().check();
                var verdicts = new LinkedBlockingQueue<CheckVerdict>();
                try (TrackedFiles files = new TrackedFiles((_, value) -> verdicts.add(check.verdict(value)))) {
                    files.update(plan.files());
                    assertEquals(added(0), verdicts.poll(10, TimeUnit.SECONDS));
                    lab.file("number", "21");
                    assertEquals(added(42), awaitLast(verdicts, added(42)));
                    lab.file("number", "-2147483648");
                    CheckVerdict fault = new CheckVerdict.Failed("tracked file number has status -2147483648");
                    assertEquals(fault, awaitLast(verdicts, fault));
                    lab.file("number", "5");
                    assertEquals(added(10), awaitLast(verdicts, added(10)));
                }
            }
        });
    }

    private static CheckVerdict added(long weight) {
        return new CheckVerdict.Passed(new WeightChange.By(weight));
    }

    /** A file that is written anew is empty for a moment, which may be seen. */
    private static CheckVerdict awaitLast(LinkedBlockingQueue<CheckVerdict> verdicts, CheckVerdict wanted)
            throws InterruptedException {
        CheckVerdict verdict = verdicts.poll(10, TimeUnit.SECONDS);
        while (verdict != null && !verdict.equals(wanted)) {
            verdict = verdicts.poll(10, TimeUnit.SECONDS);
        }
        return verdict;
    }
}
