package holdfast.agent.log;

import holdfast.agent.log.LogLine.Importance;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line of the log tells of, for programs: stable over versions, whatever becomes of the words. Found from the words, on the writer's
 * thread and only where JSON is written; who logs has no work with it. docs/logs.md explains each.
 */
enum LogEvent {
    DAEMON_START("^(Starting Holdfast|Running on Linux|Command line: )"),
    DAEMON_READY("^Startup complete"),
    DAEMON_STOP("^(Stopping$|Stopped Holdfast)"),
    DAEMON_RESTART("^(Restarting: |Restarted: |Not restarted|Process \\d+ goes on)|goes? on as MASTER: "),
    RELOAD_BEGIN("^Reloading \\.\\.\\."),
    RELOAD_STEP("^Reload: |^Reload complete"),
    RELOAD_DONE("^Reloaded: "),
    RELOAD_REFUSED("^Reload (refused|failed)"),
    INTERNAL_ERROR("[Pp]lease report (this|it)|a mistake in Holdfast"),
    SECURITY("SECURITY VIOLATION"),
    CONFIGURATION("\\[HF\\d{4}]|^Configuration"),
    VRRP_STATE("^\\(.*\\) Entering \\w+ STATE|^VRRP_Group\\(.*\\) Syncing"),
    VRRP_SILENCE("Receive advertisement timeout|ready to be MASTER"),
    VRRP_PRIORITY("[Cc]hanging effective priority|Setting effective priority"),
    VRRP_PRIORITY_ZERO("sent 0 priority|received priority 0"),
    VRRP_RIVAL("Master received advert"),
    VRRP_REJECTED("ignoring advertisement"),
    VRRP_UNKNOWN_VRID("^Unknown VRID"),
    VRRP_HAND_OVER("handing over|nobody took over|in maintenance|maintenance is"),
    VRRP_LATE("VRRP thread timer expired"),
    ADDRESS_SET("setting VIPs|could be added now|^Taking over "),
    ADDRESS_REMOVED("removing VIPs|was left behind; removed"),
    ADDRESS_ANNOUNCED("gratuitous ARPs"),
    ADDRESS_REFUSED("^\\(.*\\) (cannot (add|remove|renew)|the kernel refused)|keeps its lease"),
    ADDRESS_LOST("the lease of the addresses lapsed|removed by|was removed"),
    ADDRESS_NEWS("^Netlink reflector"),
    ADVERT_UNSENT("Error sending packet|Packets leave again"),
    ADVERT_UNHEARD("cannot listen for adverts|adverts cannot be heard"),
    SCRIPT("^VRRP_Script\\(|^Script `|^Track script "),
    FILE("^track file |^no inotify"),
    PROCESS("^Quorum \\w+ for tracked process|tracked processes"),
    BFD("\\bBFD\\b"),
    NOTIFY("notify script|notify FIFO|wait for its notify"),
    MAIL("^(Mail |SMTP alert|Too many mails|No more mails)"),
    HOOK("[Ee]vent hook"),
    CHECK("healthchecker for service|^Check of |health checks|_CHECK of "),
    OPERATOR("^(User |Operator: |What operators|Operators' orders)"),
    REAL_SERVER("^(Adding|Removing|Disabling|Enabling) service|no longer exist|Changing weight from"),
    VIRTUAL_SERVER("VS \\[?|[Vv]irtual server|sorry server|alive servers|quorum|IPVS|^The other director "),
    CONTROL("[Cc]ontrol socket"),
    LISTENER("^Metrics and web page|[Ll]istener"),
    LOG("log lines dropped"),
    /** Any other line of that level. */
    OTHER_ERROR(""),
    OTHER_WARNING(""),
    OTHER_INFO(""),
    OTHER_DEBUG("");

    private static final Map<String, Pattern> SUBJECTS = new LinkedHashMap<>();

    static {
        SUBJECTS.put("instance", Pattern.compile("^\\(([^)]+)\\) "));
        SUBJECTS.put("group", Pattern.compile("^VRRP_Group\\(([^)]+)\\)"));
        SUBJECTS.put("script", Pattern.compile("^VRRP_Script\\(([^)]+)\\)"));
        SUBJECTS.put("realServer", Pattern.compile("\\bservice (\\[[^ ]+]:\\w+:\\d+)"));
        SUBJECTS.put("virtualServer", Pattern.compile("\\bVS (\\[[^ ]+]:\\w*:?\\d+|FWM \\d+)"));
        SUBJECTS.put("rule", Pattern.compile("\\[(HF\\d{4})]"));
    }

    private final Pattern pattern;

    LogEvent(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /** The word in the log: {@code vrrp-state}. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a message tells of. */
    static LogEvent of(String message, Importance importance) {
        for (LogEvent event : values()) {
            if (!event.pattern.pattern().isEmpty()
                    && event.pattern.matcher(message).find()) {
                return event;
            }
        }
        return switch (importance) {
            case ERROR -> OTHER_ERROR;
            case WARNING -> OTHER_WARNING;
            case INFORMATION -> OTHER_INFO;
            case DETAIL -> OTHER_DEBUG;
        };
    }

    /** Whom a message is about, by the name of the member. */
    static Map<String, String> subjects(String message) {
        Map<String, String> found = new LinkedHashMap<>();
        SUBJECTS.forEach((name, pattern) -> {
            Matcher matcher = pattern.matcher(message);
            if (matcher.find()) {
                found.put(name, matcher.group(1));
            }
        });
        return found;
    }
}
