package holdfast.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import holdfast.agent.cli.Invocation.Place;
import holdfast.agent.log.LogSettings;
import holdfast.agent.log.SyslogFacility;
import holdfast.agent.web.WebSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms below were tried on keepalived 2.2.7; where Holdfast differs the test says so. */
class DaemonArgumentsTest {
    private static Invocation parse(String line) throws StartupFailure {
        return DaemonArguments.parse(line.isEmpty() ? List.of() : List.of(line.split(" ", -1)));
    }

    private static Invocation.Run run(String line) throws StartupFailure {
        return assertInstanceOf(Invocation.Run.class, parse(line));
    }

    private static DaemonOptions options(String line) throws StartupFailure {
        return run(line).options();
    }

    private static StartupFailure refusal(String line) {
        return assertThrows(StartupFailure.class, () -> parse(line));
    }

    @Test
    void anEmptyCommandLineMeansKeepalivedsDefaults() throws StartupFailure {
        DaemonOptions options = options("");
        assertEquals("/etc/keepalived/keepalived.conf", options.configurationFile());
        assertEquals(Path.of("/run/keepalived.pid"), options.pidFile());
        assertEquals(LogSettings.DEFAULT, options.log());
        assertEquals(EnumSet.allOf(Subsystem.class), options.subsystems());
        assertTrue(options.vipLease());
        assertEquals(DaemonOptions.defaults(), options);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-n -l -D -f x.conf",
                "-nlD -f x.conf",
                "-nlDf x.conf",
                "-nlDfx.conf",
                "--dont-fork --log-console --log-detail --use-file x.conf",
                "--dont-fork --log-console --log-detail --use-file=x.conf",
                "--dont-f --log-c --log-d --use=x.conf",
                "-f wrong.conf -D -n -f x.conf -l",
            })
    void shortLongClusteredAttachedAndShortenedFormsMeanTheSame(String line) throws StartupFailure {
        DaemonOptions options = options(line);
        assertEquals("x.conf", options.configurationFile());
        assertTrue(options.foreground());
        assertTrue(options.log().console());
        assertTrue(options.log().detailed());
        assertInstanceOf(Place.Foreground.class, run(line).place());
    }

    @Test
    void aValueMayLookLikeAnOption() throws StartupFailure {
        assertEquals(Optional.of("-t"), options("-i -t").configId());
    }

    @Test
    void anOptionalValueIsAttachedOrNothing() throws StartupFailure {
        assertEquals(
                Optional.empty(),
                assertInstanceOf(Invocation.Test.class, parse("-t -f x.conf")).report());
        assertEquals(
                Optional.of(Path.of("out.log")),
                assertInstanceOf(Invocation.Test.class, parse("-tout.log")).report());
        assertEquals(
                Optional.of(Path.of("out.log")),
                assertInstanceOf(Invocation.Test.class, parse("--config-te=out.log"))
                        .report());
        assertEquals(
                Optional.of(Path.of("/var/log/holdfast.log")),
                options("-g -n").log().file());
        assertEquals(
                Optional.of(Path.of("/tmp/a.log")),
                options("-ng/tmp/a.log").log().file());
    }

    /** keepalived goes on with the default file here, and so tests or runs another one than its user thinks. */
    @Test
    void aWordWithoutOptionIsRefusedWithTheWayToWriteIt() {
        StartupFailure test = refusal("-t x.conf");
        assertEquals(ExitStatus.USAGE, test.status());
        assertEquals(
                "unexpected argument 'x.conf': to check a file, write '-t -f x.conf' or 'holdfast check x.conf'",
                test.getMessage());
        assertTrue(refusal("-n x.conf").getMessage().contains("'-f x.conf'"));
        assertTrue(refusal("-n --log-file a.log").getMessage().contains("'--log-file=a.log'"));
        assertTrue(refusal("-n -- -t").getMessage().contains("'-t'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--nonsense | unknown option --nonsense",
                "-nZ | unknown option -Z in '-nZ'",
                "-Z | unknown option -Z",
                "--use-flie=x | unknown option --use-flie, did you mean --use-file?",
                "-f | option -f needs a value: -f FILE",
                "--use-file | option --use-file needs a value: --use-file FILE",
                "--vrrp=3 | option --vrrp takes no value, but '3' is given",
                "--conf -t | option --conf is ambiguous: --config-id, --config-test",
                "-S mail | unknown syslog facility 'mail' after -S",
                "-u 999 | '999' after -u is not a file mask",
                "-u abc | 'abc' after -u is not a file mask",
                "-s blue | option -s is not supported: start it as 'ip netns exec NAME holdfast ...'",
                "-T | option -T is not supported",
            })
    void whatIsNotUnderstoodIsRefusedWithTheWordAndAWayOut(String line, String message) {
        StartupFailure refusal = refusal(line);
        assertEquals(ExitStatus.USAGE, refusal.status());
        assertTrue(refusal.getMessage().startsWith(message), refusal.getMessage());
    }

    @Test
    void anEmptyFileNameIsRefused() {
        assertTrue(refusal("--use-file=").getMessage().contains("empty"));
        assertTrue(refusal("--pid=").getMessage().contains("empty"));
    }

    @ParameterizedTest
    @CsvSource({"0,LOCAL0", "7,LOCAL7", "local3,LOCAL3", "LOCAL3,LOCAL3", "user,USER", "daemon,DAEMON"})
    void facilitiesAreNamedAsInKeepalived(String word, SyslogFacility facility) throws StartupFailure {
        assertEquals(facility, options("-S " + word).log().facility());
    }

    @Test
    void partsAreChosenAndExcluded() throws StartupFailure {
        assertEquals(Set.of(Subsystem.VRRP), options("-P").subsystems());
        assertEquals(Set.of(Subsystem.CHECKERS), options("-C").subsystems());
        assertEquals(Set.of(Subsystem.VRRP, Subsystem.CHECKERS), options("-PC").subsystems());
        assertEquals(Set.of(Subsystem.VRRP, Subsystem.CHECKERS), options("-B").subsystems());
    }

    @Test
    void aMaskIsReadAsStrtolReadsIt() throws StartupFailure {
        assertEquals(0b000_010_010, options("-u 022").umask().orElseThrow());
        assertEquals(63, options("--umask=0x3f").umask().orElseThrow());
        assertEquals(18, options("-u18").umask().orElseThrow());
        assertTrue(options("-n").umask().isEmpty());
    }

    @Test
    void whatHasNoEffectIsAcceptedAndSaid() throws StartupFailure {
        Invocation.Run run = run("-nR --all -x -A /a -r /b -c /c -b /d -mM --perf=all --debug=Dv --no-mem-check -X");
        assertEquals(13, run.remarks().size());
        assertTrue(
                run.remarks().contains("Option -r has no effect: there is one process, its PID file is that of -p"),
                () -> run.remarks().toString());
        assertTrue(run("-nlD").remarks().isEmpty());
    }

    @Test
    void theIpvsTableMayStayAtTheEnd() throws StartupFailure {
        assertTrue(options("-I").keepIpvsOnExit());
        assertTrue(options("--dont-release-ipvs").keepIpvsOnExit());
        assertFalse(options("-n").keepIpvsOnExit());
    }

    @Test
    void optionsOfOurOwn() throws StartupFailure {
        assertFalse(options("--no-vip-lease").vipLease());
        assertTrue(options("--lenient").lenient());
        assertFalse(options("-n").verifyCertificates());
        assertTrue(options("--verify-certificates").verifyCertificates());
    }

    @Test
    void theSecondProcessGetsTheSameLineWithAbsolutePaths() throws StartupFailure {
        Place.Background place = assertInstanceOf(
                Place.Background.class,
                run("-lD -f conf.d/*.conf -i blue -p/run/a.pid -glog -S 3").place());
        String here = Path.of("").toAbsolutePath().toString();
        assertEquals(
                List.of(
                        "--holdfast-background-child",
                        "--log-console",
                        "--log-detail",
                        "--use-file=" + here + "/conf.d/*.conf",
                        "--config-id=blue",
                        "--pid=/run/a.pid",
                        "--log-file=" + here + "/log",
                        "--log-facility=3"),
                place.arguments());
        assertInstanceOf(
                Place.BackgroundChild.class,
                assertInstanceOf(Invocation.Run.class, DaemonArguments.parse(place.arguments()))
                        .place());
    }

    @ParameterizedTest // as 'keepalived --signum=NAME' printed them
    @CsvSource({"STOP,15", "RELOAD,1", "DATA,10", "STATS,12", "STATS_CLEAR,63", "JSON,36"})
    void signalNumbersAreKeepaliveds(String name, int number) throws StartupFailure {
        assertEquals(new Invocation.SignalNumber(number), parse("--signum=" + name));
    }

    @Test
    void anUnknownSignalNameIsRefusedWithTheNamesThereAre() { // keepalived: status 1
        StartupFailure refusal = refusal("--signum=stop");
        assertEquals(1, refusal.status().code());
        assertTrue(refusal.getMessage().endsWith("STOP, RELOAD, DATA, STATS, STATS_CLEAR, JSON"));
    }

    @Test
    void helpAndVersionWinOverTheRest() throws StartupFailure {
        assertInstanceOf(Invocation.Version.class, parse("-lv"));
        assertInstanceOf(Invocation.Help.class, parse("-t --help -v"));
        assertInstanceOf(Invocation.Help.class, parse("-h extra"));
    }

    @Test
    void theControlSocketFollowsThePidFileUnlessItIsNamedOrTurnedOff() throws StartupFailure {
        assertEquals(
                Optional.of(Path.of("/run/holdfast/control.sock")),
                options("-n").controlSocket());
        assertEquals(
                Optional.of(Path.of("/run/lb1.sock")),
                options("-n -p /run/lb1.pid").controlSocket());
        assertEquals(
                Optional.of(Path.of("/tmp/c")),
                options("-n -p /run/lb1.pid --control=/tmp/c").controlSocket());
        assertEquals(Optional.empty(), options("-n --no-control").controlSocket());
    }

    @Test
    void anEventHookIsAFileAndThereIsNoneWithoutOne() throws StartupFailure {
        assertEquals(Optional.empty(), options("-n").eventHook());
        assertEquals(
                Optional.of(Path.of("/usr/local/bin/hook")),
                options("-n --event-hook=/usr/local/bin/hook").eventHook());
        assertEquals(2, refusal("--event-hook=").status().code());
    }

    @Test
    void theListenerHasAllAddressesThatAreGiven() throws StartupFailure {
        assertEquals(Optional.empty(), options("-n").web());
        WebSettings web = options("-n --listen 127.0.0.1:9650 --listen=[::1]:9651 --peer-page http://192.0.2.2:9650")
                .web()
                .orElseThrow();
        assertEquals(
                List.of(
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 9650),
                        new InetSocketAddress(InetAddress.ofLiteral("::1"), 9651)),
                web.addresses());
        assertEquals(List.of(URI.create("http://192.0.2.2:9650/")), web.peerPages());
    }

    @Test
    void aListenerThatCannotBeIsRefusedWithWhatToWrite() {
        assertEquals(
                "'9650' is not an address with a port: write 10.0.0.1:9650, [2001:db8::1]:9650 or *:9650",
                refusal("--listen 9650").getMessage());
        assertEquals(
                "option --peer-page is about our own page, which needs --listen ADDRESS:PORT",
                refusal("--peer-page http://192.0.2.2:9650/").getMessage());
    }
}
