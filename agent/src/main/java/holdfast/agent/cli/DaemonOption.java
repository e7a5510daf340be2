package holdfast.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every option of the daemon: keepalived's own under their own names (keepalived(8), 2.2.7 and the additions of 2.3), then
 * Holdfast's. The order is that of the help text.
 */
enum DaemonOption {
    USE_FILE(
            'f',
            "use-file",
            Takes.VALUE,
            "FILE",
            Effect.HONOURED,
            "Configuration file or glob (default /etc/keepalived/keepalived.conf)"),
    VRRP('P', "vrrp", Effect.HONOURED, "Run the VRRP part only"),
    CHECK('C', "check", Effect.HONOURED, "Run the health-checker part only"),
    NO_BFD('B', "no_bfd", Effect.HONOURED, "Do not run the BFD part"),
    ALL("all", Effect.NONE, "every part runs in one process as soon as it is configured"),
    LOG_CONSOLE('l', "log-console", Effect.HONOURED, "Log to standard error too"),
    LOG_DETAIL('D', "log-detail", Effect.HONOURED, "Detailed log, such as each gratuitous ARP"),
    LOG_FACILITY(
            'S',
            "log-facility",
            Takes.VALUE,
            "FACILITY",
            Effect.HONOURED,
            "Syslog facility: 0-7, local0-local7, user, daemon (default)"),
    LOG_FILE(
            'g',
            "log-file",
            Takes.OPTIONAL_VALUE,
            "FILE",
            Effect.HONOURED,
            "Log to FILE too (default /var/log/holdfast.log)"),
    FLUSH_LOG_FILE("flush-log-file", Effect.HONOURED, "Flush the log file after each line"),
    NO_SYSLOG('G', "no-syslog", Effect.HONOURED, "Do not log to syslog"),
    DONT_RELEASE_VRRP('V', "dont-release-vrrp", Effect.HONOURED, "Leave the addresses in place on stop"),
    DONT_RELEASE_IPVS('I', "dont-release-ipvs", Effect.HONOURED, "Leave the IPVS table in place on stop"),
    DONT_FORK('n', "dont-fork", Effect.HONOURED, "Stay in the foreground"),
    DUMP_CONF('d', "dump-conf", Effect.HONOURED, "Log the configuration as understood"),
    PID('p', "pid", Takes.VALUE, "FILE", Effect.HONOURED, "PID file (default /run/keepalived.pid)"),
    ADDRESS_MONITORING('a', "address-monitoring", Effect.HONOURED, "Log every address added or removed by anyone"),
    ALL_CONFIG('e', "all-config", Effect.HONOURED, "An include that finds no file is an error"),
    CONFIG_ID(
            'i',
            "config-id",
            Takes.VALUE,
            "ID",
            Effect.HONOURED,
            "Name for lines that begin with @ID (default: host name)"),
    UMASK('u', "umask", Takes.VALUE, "MASK", Effect.HONOURED, "Mask for the files it creates, such as 022"),
    IGNORE_SIGINT("ignore-sigint", Effect.HONOURED, "Ctrl-C does not stop the daemon"),
    SIGNUM(
            "signum",
            Takes.VALUE,
            "NAME",
            Effect.HONOURED,
            "Print a signal's number: STOP, RELOAD, DATA, STATS, STATS_CLEAR, JSON"),
    CONFIG_TEST(
            't',
            "config-test",
            Takes.OPTIONAL_VALUE,
            "FILE",
            Effect.HONOURED,
            "Check the configuration, report to standard error or FILE"),
    VERSION('v', "version", Effect.HONOURED, "Version, Java runtime and build"),
    HELP('h', "help", Effect.HONOURED, "This text"),

    RELEASE_VIPS('X', "release-vips", Effect.NONE, "addresses are always removed when a router leaves MASTER"),
    DONT_RESPAWN('R', "dont-respawn", Effect.NONE, "there are no child processes to restart"),
    VRRP_PID('r', "vrrp_pid", Takes.VALUE, "FILE", Effect.NONE, "there is one process, its PID file is that of -p"),
    CHECKERS_PID(
            'c', "checkers_pid", Takes.VALUE, "FILE", Effect.NONE, "there is one process, its PID file is that of -p"),
    BFD_PID('b', "bfd_pid", Takes.VALUE, "FILE", Effect.NONE, "there is one process, its PID file is that of -p"),
    SNMP('x', "snmp", Effect.NONE, "there is no SNMP subagent yet"),
    SNMP_AGENT_SOCKET('A', "snmp-agent-socket", Takes.VALUE, "FILE", Effect.NONE, "there is no SNMP subagent yet"),
    CORE_DUMP('m', "core-dump", Effect.NONE, "a Java process has no use for it"),
    CORE_DUMP_PATTERN(
            'M',
            "core-dump-pattern",
            Takes.OPTIONAL_VALUE,
            "PATTERN",
            Effect.NONE,
            "the kernel's core pattern is left alone"),
    PERF("perf", Takes.OPTIONAL_VALUE, "WHEN", Effect.NONE, "use a Java profiler"),
    DEBUG("debug", Takes.OPTIONAL_VALUE, "OPTIONS", Effect.NONE, "use -D for the detailed log"),
    NO_MEM_CHECK("no-mem-check", Effect.NONE, "a Java process has no such check"),

    NAMESPACE('s', "namespace", Takes.VALUE, "NAME", Effect.REFUSED, "start it as 'ip netns exec NAME holdfast ...'"),
    GENHASH('T', "genhash", Effect.REFUSED, "it has to come first: 'holdfast -T ...' or 'holdfast genhash ...'"),

    NO_VIP_LEASE("no-vip-lease", Effect.HONOURED, "Addresses without lifetime, as keepalived adds them"),
    CONTROL(
            "control",
            Takes.VALUE,
            "FILE",
            Effect.HONOURED,
            "Socket for 'holdfast lvs' and the like (default /run/holdfast/control.sock; with -p X.pid: X.sock beside it)"),
    NO_CONTROL("no-control", Effect.HONOURED, "No such socket"),
    GUARDIAN(
            "guardian",
            Effect.HONOURED,
            "Without systemd: a small process starts the daemon again when it is killed, and it goes on where it was"),
    EARLY_START(
            "early-start",
            Effect.HONOURED,
            "'state MASTER' listens for one interval only where nobody answers for its addresses"),
    LENIENT(
            "lenient",
            Effect.HONOURED,
            "Run in spite of broken braces, quotes and misspelt blocks, with what could be understood"),
    EVENT_HOOK(
            "event-hook",
            Takes.VALUE,
            "PROGRAM",
            Effect.HONOURED,
            "Call PROGRAM for every event, with the event as JSON in its argument"),
    LOG_FORMAT(
            "log-format",
            Takes.VALUE,
            "FORMAT",
            Effect.HONOURED,
            "text (default) or json, for -l and -g; syslog has text"),
    VERIFY_CERTIFICATES(
            "verify-certificates",
            Effect.HONOURED,
            "SSL_GET passes only where the server's certificate is trusted and made for the name asked"),
    LISTEN(
            "listen",
            Takes.VALUE,
            "ADDRESS:PORT",
            Effect.HONOURED,
            "Metrics for Prometheus and a web page there, read only; may be given again (default: nowhere)"),
    PEER_PAGE(
            "peer-page",
            Takes.VALUE,
            "URL",
            Effect.HONOURED,
            "Show the node whose page this is on our page, too; may be given again"),
    BESIDE_KEEPALIVED(
            "beside-keepalived", Effect.HONOURED, "Start although a keepalived runs with the same configuration file"),
    ADOPT(
            "adopt",
            Effect.HONOURED,
            "Start as MASTER of what a keepalived of this node is MASTER of, before it ends; for 'holdfast migrate'"),
    /** What the process on the terminal starts the daemon with; not for people. */
    BACKGROUND_CHILD("holdfast-background-child", Effect.HONOURED, ""),
    /** What a daemon starts the process with that is to take its place; not for people. */
    SUCCESSOR("holdfast-successor", Effect.HONOURED, "");

    /** Whether an option is followed by a value. */
    enum Takes {
        NOTHING,
        VALUE,
        /** Attached to the option only, as getopt_long(3) wants it. */
        OPTIONAL_VALUE
    }

    /** What becomes of an option. */
    enum Effect {
        /** It does what it does in keepalived. */
        HONOURED,
        /** It is accepted so that existing command lines work; a line in the log says that nothing follows from it. */
        NONE,
        /** It would mean something else than its user expects, so the program does not start. */
        REFUSED
    }

    private static final char NO_LETTER = 0;

    private final char letter;
    private final String longName;
    private final Takes takes;
    private final String valueName;
    private final Effect effect;
    private final String text;

    DaemonOption(String longName, Effect effect, String text) {
        this(DaemonOption.NO_LETTER, longName, Takes.NOTHING, "", effect, text);
    }

    DaemonOption(char letter, String longName, Effect effect, String text) {
        this(letter, longName, Takes.NOTHING, "", effect, text);
    }

    DaemonOption(String longName, Takes takes, String valueName, Effect effect, String text) {
        this(DaemonOption.NO_LETTER, longName, takes, valueName, effect, text);
    }

    DaemonOption(char letter, String longName, Takes takes, String valueName, Effect effect, String text) {
        this.letter = letter;
        this.longName = longName;
        this.takes = takes;
        this.valueName = valueName;
        this.effect = effect;
        this.text = text;
    }

    /**
     * The option with a short form.
     *
     * @param letter the character after the dash
     * @return the option, if there is one
     */
    static Optional<DaemonOption> byLetter(char letter) {
        for (DaemonOption option : values()) {
            if (option.letter == letter && letter != NO_LETTER) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    /**
     * All long names a user may write.
     *
     * @return names without the dashes, in the order of the help text
     */
    static List<String> longNames() {
        List<String> names = new ArrayList<>();
        for (DaemonOption option : values()) {
            if (!option.isInternal()) {
                names.add(option.longName);
            }
        }
        return names;
    }

    /**
     * The option as people write it.
     *
     * @return {@code -f}, or {@code --all} where there is no short form
     */
    String shortest() {
        return letter == NO_LETTER ? "--" + longName : "-" + letter;
    }

    boolean hasLetter() {
        return letter != NO_LETTER;
    }

    String longName() {
        return longName;
    }

    Takes takes() {
        return takes;
    }

    String valueName() {
        return valueName;
    }

    Effect effect() {
        return effect;
    }

    /**
     * For an honoured option what it does, for any other why it has no effect or is refused.
     *
     * @return a phrase without full stop
     */
    String text() {
        return text;
    }

    /** Whether keepalived does not have it. */
    boolean isOurs() {
        return this == NO_VIP_LEASE
                || this == EARLY_START
                || this == LENIENT
                || this == CONTROL
                || this == NO_CONTROL
                || this == GUARDIAN
                || this == EVENT_HOOK
                || this == LOG_FORMAT
                || this == VERIFY_CERTIFICATES
                || this == LISTEN
                || this == PEER_PAGE
                || this == BESIDE_KEEPALIVED
                || this == ADOPT
                || isInternal();
    }

    boolean isInternal() {
        return this == BACKGROUND_CHILD || this == SUCCESSOR;
    }
}
