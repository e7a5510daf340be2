package holdfast.agent.cli;

import holdfast.agent.cli.DaemonOption.Effect;

/** What {@code -h} prints: 80 columns, keepalived's options first, no line without use. */
public final class HelpText {
    private static final int COLUMN = 28;
    private static final int WIDTH = 80;

    private HelpText() {}

    /**
     * The help text of the daemon and the list of subcommands.
     *
     * @return lines, the last one with its line end
     */
    public static String daemon() {
        StringBuilder text = new StringBuilder("""
                Usage: holdfast [OPTION...]          run the daemon
                       holdfast COMMAND [ARGUMENT...]

                Keeps virtual IP addresses alive with VRRP, from a keepalived.conf.

                Commands:
                  check FILE...             Check configuration files and explain what is wrong
                  config FILE               Print the values that count, with their origins
                  fmt FILE...               Re-indent configuration files
                  genhash OPTION...         Print the digest of a web page
                  drill                     Watch two nodes survive failures in a lab of its own
                  status [INSTANCE]         Show who is master, since when and why
                  watch [INSTANCE]          Show that again and again
                  why INSTANCE              Explain why an instance is what it is
                  history [INSTANCE]        Show the last changes of state
                  events                    Print what happened as JSON lines, and follow
                  stats [INSTANCE]          Show the counters
                  doctor                    Find faults of this node and its network, with the
                                            command that mends each
                  check-status              Say whether somebody should look; also for Nagios
                  lvs                       Show virtual servers, take real servers in and out
                  real-server               Prepare this machine behind a director (DR, TUN)
                  plan [FILE]               What a reload would do, and whom it would hit
                  reload                    Read the configuration again; what that did
                  migrate                   Come from Keepalived and go back, without a gap
                  help [COMMAND]            This text, or that of a command

                Options, as keepalived has them:
                """);
        for (DaemonOption option : DaemonOption.values()) {
            if (option.effect() == Effect.HONOURED && !option.isOurs()) {
                line(text, option);
            }
        }
        text.append("\nOptions of Holdfast alone:\n");
        line(text, DaemonOption.NO_VIP_LEASE);
        line(text, DaemonOption.EARLY_START);
        line(text, DaemonOption.LENIENT);
        line(text, DaemonOption.CONTROL);
        line(text, DaemonOption.NO_CONTROL);
        line(text, DaemonOption.GUARDIAN);
        line(text, DaemonOption.EVENT_HOOK);
        line(text, DaemonOption.LOG_FORMAT);
        line(text, DaemonOption.VERIFY_CERTIFICATES);
        line(text, DaemonOption.LISTEN);
        line(text, DaemonOption.PEER_PAGE);
        line(text, DaemonOption.BESIDE_KEEPALIVED);
        line(text, DaemonOption.ADOPT);
        text.append("\nAccepted without effect, so that existing command lines work:\n");
        text.append(wrapped(names(Effect.NONE), 2)).append('\n');
        text.append("\nNot supported: ").append(names(Effect.REFUSED)).append('\n');
        return text.append("""

                Signals: TERM, INT stop; HUP reloads; USR1, USR2, RTMIN+2 and RTMAX-1 write
                Keepalived's files of state and statistics.
                Exit status: 0 fine, 1 failed, 2 wrong command line, 4 may not or cannot run,
                6 no configuration; with -t: 4 would not start, 5 would start with remarks,
                6 script security.
                """).toString();
    }

    private static void line(StringBuilder text, DaemonOption option) {
        StringBuilder left = new StringBuilder(option.hasLetter() ? "  " + option.shortest() + ", " : "      ");
        left.append("--").append(option.longName());
        switch (option.takes()) {
            case NOTHING -> {}
            case VALUE -> left.append('=').append(option.valueName());
            case OPTIONAL_VALUE -> left.append("[=").append(option.valueName()).append(']');
        }
        if (left.length() >= COLUMN) {
            text.append(left).append('\n');
            left.setLength(0);
        }
        left.repeat(' ', COLUMN - left.length());
        text.append(left)
                .append(wrapped(option.text(), COLUMN).substring(COLUMN))
                .append('\n');
    }

    private static String names(Effect effect) {
        StringBuilder names = new StringBuilder();
        for (DaemonOption option : DaemonOption.values()) {
            if (option.effect() == effect) {
                names.append(names.isEmpty() ? "" : " ").append(option.shortest());
            }
        }
        return names.toString();
    }

    /** Words in lines of at most 80 columns, each line after so many blanks. */
    private static String wrapped(String words, int indent) {
        StringBuilder text = new StringBuilder(" ".repeat(indent));
        int column = indent;
        for (String word : words.split(" ", -1)) {
            if (column > indent && column + 1 + word.length() > WIDTH) {
                text.append('\n').append(" ".repeat(indent));
                column = indent;
            }
            if (column > indent) {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
        }
        return text.toString();
    }
}
