package holdfast.agent.lvs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.agent.lvs.operator.LvsListing.Tries;
import holdfast.check.CheckId;
import holdfast.check.CheckReport;
import holdfast.check.CheckStatus;
import holdfast.check.Verdict;
import holdfast.ipvs.RealServerId;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TryTallyTest {
    private static final CheckId HTTP = new CheckId("[10.0.0.1]:tcp:80", "[10.0.0.11]:tcp:80", 0);
    private static final CheckId OTHER_HTTP = new CheckId("[10.0.0.1]:tcp:80", "[10.0.0.12]:tcp:80", 0);
    private static final CheckId TCP = new CheckId("[10.0.0.1]:tcp:80", "[10.0.0.12]:tcp:80", 1);

    private static LvsPlan.CheckerId checker(String id) {
        return new LvsPlan.CheckerId(new RealServerId("web", InetAddress.ofLiteral("10.0.0.11"), 80), id);
    }

    private static CheckReport report(CheckId id, Verdict verdict) {
        return new CheckReport(id, CheckStatus.UP, false, verdict, 0, 0, false, Duration.ofMillis(2));
    }

    @Test
    void triesAreCountedByKindAndAReloadTakesNothingBack() {
        TryTally tally = new TryTally(Map.of(
                HTTP, checker("HTTP_GET"),
                OTHER_HTTP, checker("HTTP_GET (2)"),
                TCP, checker("TCP_CHECK 10.0.0.9 port 81")));
        tally.note(report(HTTP, new Verdict.Passed("200", OptionalInt.empty())));
        tally.note(report(OTHER_HTTP, new Verdict.Failed("refused")));
        tally.note(report(TCP, new Verdict.Undecided("no socket")));
        tally.replace(Map.of(TCP, checker("TCP_CHECK")));
        tally.note(report(TCP, new Verdict.Passed("", OptionalInt.empty())));
        tally.note(report(HTTP, new Verdict.Failed("of before the reload")));
        assertEquals(
                Map.of(
                        "HTTP_GET", new Tries(1, 1, 0, Duration.ofMillis(4)),
                        "TCP_CHECK", new Tries(1, 0, 1, Duration.ofMillis(4))),
                tally.byKind());
    }
}
