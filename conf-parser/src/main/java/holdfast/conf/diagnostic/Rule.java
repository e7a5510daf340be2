package holdfast.conf.diagnostic;

import static holdfast.conf.diagnostic.Severity.ERROR;
import static holdfast.conf.diagnostic.Severity.NOTE;
import static holdfast.conf.diagnostic.Severity.WARNING;

/**
 * The rules a configuration file is checked against. The number of a rule never changes its meaning; numbers of rules
 * that are gone are not used again.
 *
 * <p>HF00xx: files, bytes and the language; HF01xx: words; HF02xx: values; HF03xx and HF04xx: the file as a whole; HF050x: the machine it is to
 * run on; HF055x and HF057x: the nodes of a pair; HF09xx: what Holdfast does not do.
 *
 * <p>Longer than other files: it is a table, one row a rule, which is read in one piece and has no parts that know less than the whole.
 */
public enum Rule {
    /** The main file or a required included file cannot be read. */
    FILE_UNREADABLE("HF0001", ERROR, "Without the file there is nothing to run."),
    /** An include pattern matches nothing. */
    INCLUDE_MISSING("HF0002", WARNING, "What the file should contain is simply not there."),
    /** A file includes itself, or includes nest too deep. */
    INCLUDE_DEPTH("HF0003", ERROR, "Reading would never end."),
    /** A definition refers to itself, or expansions grow without bound. */
    SUBSTITUTION_LIMIT("HF0004", ERROR, "Expanding would never end."),
    /** The file, a line, or the nesting of blocks is larger than any real configuration. */
    INPUT_LIMIT("HF0005", ERROR, "The rest was not read."),
    /** A byte-order mark, a NUL byte or an encoding that is not bytes of text. */
    ENCODING("HF0006", WARNING, "Keepalived takes the bytes for part of the first word."),
    /** A character that looks like a blank, a quote or a minus sign and is none. */
    INVISIBLE_CHARACTER("HF0007", WARNING, "On the screen it looks right, to the parser it is another word."),
    /** A double quote without its partner. */
    QUOTE_UNCLOSED(
            "HF0008", ERROR, "What the rest of the line means is a guess; keepalived 2.2.7 crashes on some of these."),
    /** A block is not closed before the next begins or the file ends. */
    BRACE_MISSING_END("HF0009", ERROR, "Keepalived would merge this block with what follows, and run that."),
    /** A closing brace that closes nothing, or closes a block too early. */
    BRACE_EXTRA_END("HF0010", ERROR, "What follows is outside the block it was written for."),
    /** A block keyword without its opening brace. */
    BRACE_MISSING_BEGIN("HF0011", ERROR, "What belongs to the block cannot be told from what follows it."),
    /** An opening brace where no block can begin. */
    BRACE_EXTRA_BEGIN("HF0012", WARNING, "No block begins here."),
    /** {@code $NAME = value}, or a name that is no name. */
    DEFINITION_FORM("HF0013", WARNING, "It is not a definition, and references to the name stay as they are."),
    /** {@code $NAME} that nobody defined. */
    UNDEFINED_REFERENCE("HF0014", WARNING, "The text stays as typed and becomes part of the value."),
    /** {@code ~SEQ} or {@code ~LST} that is malformed. */
    SEQUENCE_FORM("HF0015", WARNING, "The line is not repeated."),
    /** Condition without text or id. */
    CONDITION_FORM("HF0016", WARNING, "The line is left out everywhere."),
    /** A line that has lost its line ends. */
    LINES_JOINED("HF0017", ERROR, "Keepalived reads the first statement of a line and drops the others in silence."),
    /** A block that is opened in one file and closed in another. */
    BLOCK_ACROSS_FILES("HF0018", NOTE, "It works, until somebody edits one of the two files."),
    /** A condition before the first or last line of a block only. */
    CONDITION_HALF(
            "HF0019", ERROR, "A condition is about one line; the rest of the block stays where it is not wanted."),
    /** An include without a file, or {@code include_check} with an unknown word. */
    INCLUDE_FORM("HF0020", WARNING, "The line does nothing."),
    /** No line of {@code virtual_ipaddress} is an address. */
    NO_USABLE_ADDRESS("HF0021", ERROR, "Keepalived runs the instance without any address: it wins and holds nothing."),
    /** A block that can only stand outside all others inside one of them. */
    BLOCK_INSIDE_BLOCK("HF0022", ERROR, "Keepalived skips it; it or a '}' above it is misplaced."),

    /** A word that is no keyword anywhere. */
    UNKNOWN_KEYWORD("HF0101", WARNING, "The line is ignored."),
    /** A keyword that is known, but not here. */
    MISPLACED_KEYWORD("HF0102", WARNING, "The line is ignored."),
    /** A keyword that has another name now. */
    RENAMED_KEYWORD("HF0103", WARNING, "It works, for now."),
    /** A keyword that no longer exists. */
    REMOVED_KEYWORD("HF0104", WARNING, "It has no effect; keepalived 2.2.7 does not know it either."),
    /** Words after all values a keyword takes. */
    EXTRA_WORDS("HF0105", WARNING, "Keepalived ignores them without a word."),
    /** Several statements on one line. */
    RUN_TOGETHER("HF0106", ERROR, "Only the first statement of a line counts; the others would be dropped in silence."),
    /** A keyword that may stand once stands twice. */
    REPEATED_KEYWORD("HF0107", WARNING, "Only one of them counts."),
    /** A block of a name that is taken. */
    DUPLICATE_NAME("HF0108", WARNING, "The second block is ignored as a whole."),
    /** A block without the name it needs. */
    NAME_MISSING("HF0109", ERROR, "Nothing can refer to it."),
    /** An argument for a flag that takes none. */
    FLAG_ARGUMENT("HF0110", WARNING, "The flag is on whatever the argument says."),

    /** A keyword without its value. */
    VALUE_MISSING("HF0201", ERROR, "Keepalived stops at once and checks nothing after this line."),
    /** Not a number. */
    NOT_A_NUMBER("HF0202", WARNING, "The default is used."),
    /** A number outside its range. */
    OUT_OF_RANGE("HF0203", WARNING, "The default is used."),
    /** Not an address. */
    NOT_AN_ADDRESS("HF0204", WARNING, "The line is ignored."),
    /** Not one of the words possible here. */
    UNKNOWN_WORD("HF0205", WARNING, "The default is used."),
    /** An option of an address, tracking or peer line that is not known or not possible. */
    UNKNOWN_OPTION("HF0206", WARNING, "The option is ignored."),
    /** A name that is too long for the kernel. */
    NAME_TOO_LONG("HF0207", WARNING, "The kernel has no room for it."),
    /** A password of more than eight characters. */
    PASSWORD_TRUNCATED("HF0208", WARNING, "The packet has room for eight bytes; the rest is not sent."),
    /** A number with more decimal places than count, or rounded to what the protocol can say. */
    ROUNDED("HF0209", WARNING, "What is used is not what is written."),
    /** An option that has no meaning for this address family. */
    FAMILY_OPTION("HF0210", WARNING, "The option is ignored."),

    /** Not a port. */
    PORT("HF0220", WARNING, "The block or line is ignored."),
    /** Options of a tunnel that do not fit its type, or the forwarding method. */
    TUNNEL_OPTION("HF0221", WARNING, "The kernel refuses such a tunnel."),
    /** Not a status code of HTTP. */
    STATUS_CODE("HF0222", WARNING, "The code is not looked for; without any other, 200 to 299 are good."),
    /** Not the MD5 digest of a page. */
    DIGEST("HF0223", WARNING, "The page is not compared with anything."),
    /** Not hexadecimal digits. */
    HEX_DIGITS("HF0224", WARNING, "The bytes are not used."),
    /** Not a range of addresses. */
    ADDRESS_RANGE("HF0225", WARNING, "The line is ignored, and none of the addresses is served."),
    /** Not a mask, or one that does not mean what it looks like. */
    GRANULARITY("HF0226", WARNING, "Clients are told apart in another way than is written."),
    /** A route or rule with something that cannot be read or cannot be. */
    ROUTE_LINE("HF0240", WARNING, "The whole line is left out, as keepalived does."),
    /** A route to an address that is not the first of its network. */
    ROUTE_HOST_BITS("HF0241", WARNING, "The kernel refuses the route."),
    /** A route or rule that keepalived cannot track. */
    UNTRACKED("HF0242", WARNING, "If something else removes it, nobody notices and it does not come back."),
    /** A rule without preference. */
    RULE_PREFERENCE(
            "HF0243",
            WARNING,
            "Keepalived invents one, and the order of rules then depends on who became master first."),

    /** A name nobody defined. */
    UNDEFINED_NAME("HF0301", WARNING, "Nothing is tracked by this line."),
    /** {@code virtual_router_id} is missing or cannot be used. */
    VRID_MISSING("HF0302", ERROR, "Without a number there is no virtual router; keepalived then runs none at all."),
    /** {@code interface} is missing. */
    INTERFACE_MISSING("HF0303", ERROR, "Without an interface there is no virtual router."),
    /** Two instances with one number on one link. */
    VRID_DUPLICATE("HF0304", ERROR, "They would answer each other; keepalived then runs none at all."),
    /** No address at all. */
    NO_VIRTUAL_ADDRESS("HF0305", WARNING, "The election is held and nothing moves."),
    /** Both families among the addresses in adverts. */
    FAMILY_MIXED("HF0306", WARNING, "An advert carries one family only (RFC 9568, 5.2)."),
    /** The same address twice. */
    ADDRESS_DUPLICATE("HF0307", WARNING, "Two owners of one address in one node."),
    /** {@code nopreempt} that cannot work. */
    NOPREEMPT_MASTER("HF0308", WARNING, "nopreempt is switched off."),
    /** Authentication in a version that has none. */
    AUTHENTICATION_VERSION("HF0309", WARNING, "Version 3 has no authentication; none is done."),
    /** Authentication that is incomplete or of a kind not supported. */
    AUTHENTICATION_FORM("HF0310", WARNING, "Adverts are sent without authentication."),
    /** Unicast words without peers, or peers that cannot be used. */
    UNICAST_INCOMPLETE("HF0311", WARNING, "Multicast is used."),
    /** A sync group without, or with only one, member. */
    SYNC_GROUP_SIZE("HF0312", WARNING, "There is nothing to keep in step."),
    /** A script, process or file block without the thing itself. */
    TRACKED_OBJECT_INCOMPLETE("HF0313", WARNING, "The block is removed, and with it every line that names it."),
    /** Tracking the own interface, which is always tracked. */
    TRACKS_OWN_INTERFACE("HF0314", WARNING, "It is tracked anyway; a weight here would not do what it says."),
    /** Something {@code vrrp_strict} does not allow. */
    STRICT("HF0315", WARNING, "Strict mode changes the value."),
    /** Values that contradict each other. */
    CONTRADICTION("HF0316", WARNING, "Only one of them can be followed."),
    /** Version 2 with IPv6 addresses. */
    VERSION_FAMILY("HF0317", NOTE, "Version 2 knows IPv4 only."),
    /** Weighted trackers of an address owner. */
    OWNER_WEIGHTS("HF0318", WARNING, "The priority of an address owner never changes (RFC 9568, 5.2.4)."),
    /** An interval the protocol version cannot express. */
    ADVERT_INTERVAL("HF0319", WARNING, "Both nodes must use the same interval, or adverts are dropped."),
    /** A name used above its definition. */
    DEFINED_LATER("HF0321", NOTE, "Order does not matter to Holdfast; keepalived ignores the line."),

    /** A virtual server without a usable real server. */
    NO_REAL_SERVER("HF0330", WARNING, "There is nothing to forward to; keepalived leaves the virtual server out."),
    /** The same real server twice in a virtual server. */
    REAL_SERVER_DUPLICATE("HF0331", WARNING, "The second is left out, with its weight and its checks."),
    /** Addresses of both families where only one is possible. */
    SERVER_FAMILY("HF0332", WARNING, "Only a tunnel can cross from one family to the other; the server is left out."),
    /** A real server's port that cannot be honoured. */
    REAL_SERVER_PORT("HF0333", WARNING, "Only NAT can change the port of a packet; another one is used."),
    /** A quorum that the weights cannot reach, or a hysteresis that leaves nothing of it. */
    QUORUM("HF0334", WARNING, "Another number is used."),
    /** A virtual server without {@code protocol}. */
    PROTOCOL_MISSING("HF0335", WARNING, "Keepalived takes UDP, so that a TCP service is not served at all."),
    /** A virtual server without scheduler or forwarding method. */
    BALANCING_MISSING("HF0336", WARNING, "Keepalived takes one and complains."),
    /** A virtual server without port that is not persistent. */
    PORT_MISSING("HF0337", WARNING, "The kernel takes all ports together only for persistent services."),
    /** A check without the thing to check. */
    CHECK_INCOMPLETE("HF0338", WARNING, "The check is left out; keepalived 2.2.7 crashes on an HTTP_GET without url."),
    /** A {@code virtual_server_group} that is not there or has no line. */
    SERVER_GROUP("HF0339", WARNING, "There is no address to serve."),
    /** Something that has no meaning with a firewall mark. */
    FWMARK_OPTION("HF0340", WARNING, "A firewall mark has no protocol, port or address; it is ignored."),
    /** Words about a sorry server that is not there. */
    SORRY_SERVER("HF0341", WARNING, "There is no sorry server they could be about."),
    /** A BFD session that cannot be. */
    BFD_INCOMPLETE("HF0342", WARNING, "The session is left out, and nothing that names it is told."),
    /** A check that connects to port 0. */
    CHECK_PORT("HF0343", WARNING, "Nothing can answer there; the server never comes up."),
    /** A scheduler's flag with another scheduler. */
    SCHEDULER_FLAG("HF0344", WARNING, "The flag is ignored, or means something else."),

    /** A virtual address without a prefix length. */
    ADDRESS_WITHOUT_LENGTH("HF0401", NOTE, "The address is then in no network: nothing else is reached through it."),
    /** A network, broadcast, multicast or unspecified address as a virtual address. */
    ADDRESS_NOT_FOR_HOSTS(
            "HF0402", WARNING, "Hosts do not answer to such an address; keepalived adds it without a word."),
    /** A virtual address that is also the source of adverts. */
    ADDRESS_IS_SOURCE("HF0403", WARNING, "The address a backup sends from would be the master's."),
    /** A virtual address that is also a peer's. */
    ADDRESS_IS_PEER("HF0404", WARNING, "Adverts to that peer never leave the master, and there are two masters."),
    /** The subnet-router anycast address of an IPv6 prefix. */
    ADDRESS_ANYCAST("HF0405", NOTE, "Every router of the network answers to it (RFC 4291, 2.6.1)."),
    /** The same address in two places that are not compared elsewhere. */
    ADDRESS_ELSEWHERE("HF0406", NOTE, "When one of the two goes, the other one loses its address, or clients see two."),
    /** IPv6 without a link-local address first. */
    IPV6_LINK_LOCAL_FIRST("HF0407", NOTE, "RFC 9568, 5.2.9 wants it, and routers of other makers drop the advert."),
    /** The own source address among the unicast peers. */
    PEER_IS_SELF("HF0408", WARNING, "Adverts to oneself tell nobody anything, and a peer is probably missing."),
    /** More addresses than an advert has room for. */
    TOO_MANY_ADDRESSES("HF0409", WARNING, "An advert counts up to 255 addresses and has to fit a packet."),

    /** Priority 255 with {@code state BACKUP}. */
    OWNER_AS_BACKUP("HF0411", NOTE, "The owner of the addresses takes them at once, also from a healthy master."),
    /** {@code state MASTER} without a priority. */
    MASTER_WITHOUT_PRIORITY(
            "HF0412", NOTE, "An owner takes over at once, cannot be demoted by trackers and needs no election."),
    /** What trackers make of a priority. */
    PRIORITY_WHEN_FAILED("HF0413", NOTE, "If no other node's priority lies between the two, nothing is taken over."),
    /** Priority and weights add up to more than 254. */
    WEIGHT_CUT_ABOVE("HF0414", NOTE, "The first failures change less than they should, or nothing."),
    /** Weights take a priority below 1. */
    WEIGHT_CUT_BELOW("HF0415", NOTE, "Nodes with different numbers of failures end up equal."),
    /** Weights that change nobody's rank. */
    WEIGHT_TOO_SMALL("HF0416", NOTE, "Nothing is taken over when the trackers fail."),
    /** {@code weight 0}. */
    WEIGHT_ZERO("HF0417", NOTE, "0 is the strongest weight, not the weakest."),
    /** Members of a sync group with different priorities. */
    GROUP_PRIORITIES("HF0418", NOTE, "With members won by different nodes, none of them may hold the group."),
    /** Weighted trackers of a member of a sync group. */
    GROUP_IGNORES_WEIGHTS(
            "HF0419", WARNING, "A group moves as a whole; keepalived ignores the weights of its members."),

    /** A script's timeout is longer than its interval. */
    SCRIPT_TIMEOUT("HF0421", NOTE, "A run that is still active when the next is due makes that one be left out."),
    /** A script that notices failures late. */
    SCRIPT_SLOW("HF0422", NOTE, "The service is away for that long, and the takeover comes on top of it."),
    /** A dead master is noticed late. */
    TAKEOVER_SLOW("HF0423", NOTE, "Nobody holds the addresses for that long."),
    /** One lost packet causes a takeover. */
    ONE_LOST_ADVERT("HF0424", NOTE, "Networks lose packets, and two masters cost more than a second of waiting."),
    /** A keyword that needs {@code nopreempt}. */
    NO_EFFECT_WITHOUT_NOPREEMPT("HF0425", NOTE, "keepalived looks at it only where nopreempt is given."),
    /** {@code garp_master_refresh_repeat} without a refresh. */
    REFRESH_REPEAT_ALONE("HF0426", NOTE, "The refresh itself is off unless its interval is given."),
    /** Announcements that take long. */
    ANNOUNCEMENT_SLOW("HF0427", NOTE, "Until an address is announced, switches and hosts send to the old master."),
    /** A long {@code vrrp_startup_delay}. */
    STARTUP_DELAY_LONG("HF0428", NOTE, "After a power failure of all nodes nobody holds the addresses for that long."),

    /** {@code vrrp_strict} and unicast. */
    STRICT_UNICAST("HF0431", NOTE, "The manual lists unicast peers among what strict mode forbids."),

    /** Shell syntax where there is no shell. */
    SHELL_SYNTAX("HF0441", WARNING, "Keepalived starts the program itself; the rest is arguments."),
    /** A program named by something else than an absolute path. */
    SCRIPT_PATH_RELATIVE("HF0442", NOTE, "Which program runs, if one does, depends on how the daemon was started."),
    /** {@code ~} or a variable in front of a path. */
    SCRIPT_PATH_EXPANSION("HF0443", WARNING, "There is no such file, and the script never succeeds."),

    /** A password that ends at a comment. */
    PASSWORD_CUT_BY_COMMENT(
            "HF0451", WARNING, "What is sent is not what is written; a node that quotes it is not understood."),
    /** A password everybody knows. */
    PASSWORD_WELL_KNOWN(
            "HF0452",
            NOTE,
            "It distinguishes this virtual router from no other that was copied from the same example."),
    /** A password at all. */
    PASSWORD_IN_CLEAR(
            "HF0453", NOTE, "RFC 9568 has no authentication any more, since this kind protects against nothing."),

    /** A block or definition nothing refers to. */
    NEVER_USED("HF0461", NOTE, "It has no effect; often the line that names it is missing or misspelt."),
    /** A condition whose id is nearly another one. */
    CONDITION_MISSPELT("HF0462", NOTE, "The line is left out everywhere, and nothing says so."),
    /** Conditions, none of which is about this node. */
    CONDITION_NEVER_HOLDS("HF0463", NOTE, "All lines with an id are left out here."),
    /** Mail without server or recipient. */
    ALERT_INCOMPLETE("HF0465", NOTE, "Nobody is told, and nobody is told that either."),
    /** Two virtual servers for the same service. */
    VIRTUAL_SERVER_TWICE("HF0471", WARNING, "The kernel has one service of each kind; both blocks change it in turn."),
    /** A real server with the virtual address. */
    REAL_SERVER_IS_VIRTUAL("HF0472", WARNING, "Packets are forwarded to where they already are."),
    /** A check that may take longer than its interval. */
    CHECK_TIMEOUT("HF0473", NOTE, "A hanging server is noticed after the timeout, not after the delay loop."),
    /** {@code ops} with persistence. */
    ONE_PACKET("HF0474", NOTE, "Packets of one client cannot go both to any server and to the same."),
    /** A real server without any check. */
    REAL_SERVER_UNCHECKED("HF0475", NOTE, "A server without a check is always up."),
    /** Checks that are a minute or more apart. */
    CHECK_SELDOM("HF0476", NOTE, "Until the next check a dead server gets its share of the clients."),
    /** {@code inhibit_on_failure} with persistence. */
    PERSISTENCE_KEEPS_FAILED("HF0477", NOTE, "Weight 0 keeps out new clients only."),
    /** A quorum whose loss nobody notices. */
    QUORUM_WITHOUT_CONSEQUENCE("HF0478", NOTE, "The quorum only says when the sorry server and the scripts come in."),
    /** A sorry server that is a real server, too. */
    SORRY_IS_REAL("HF0479", NOTE, "When it is needed, it is down with the others."),
    /** A virtual server on an address no instance holds. */
    SERVICE_ADDRESS_NOT_HELD("HF0480", NOTE, "Packets reach a node only if it has the address."),
    /** A host of a mail check without a time-out of its own. */
    HOST_WITHOUT_TIMEOUT("HF0481", NOTE, "For keepalived 2.2.7 the time-out of the check is not that of its hosts."),

    /** A network interface this machine does not have. */
    HOST_INTERFACE("HF0501", ERROR, "An instance cannot run without its interface; keepalived then runs none at all."),
    /** A script that cannot be started here. */
    HOST_SCRIPT("HF0502", WARNING, "A tracked script that cannot be started counts as failed; a notification is lost."),
    /** A script that others could change. */
    HOST_SCRIPT_SECURITY("HF0503", WARNING, "Whoever can change the script decides what root runs."),
    /** A virtual address that an interface has as its own. */
    HOST_OWN_ADDRESS("HF0504", WARNING, "Both nodes answer for it, and it disappears here when this node is backup."),
    /** A virtual address in a net the interface has no address in. */
    HOST_OTHER_NET("HF0505", WARNING, "Hosts on this link do not look for it here; often a slip in a digit."),
    /** A setting of the kernel that stands in the way. */
    HOST_SYSCTL("HF0506", WARNING, "The kernel would not do what the configuration expects of it."),
    /** A source address no interface has. */
    HOST_SOURCE("HF0507", WARNING, "Adverts cannot be sent from an address this node does not have."),
    /** A user or group this machine does not have. */
    HOST_USER("HF0508", WARNING, "The script is not run."),
    /** An interface without an address that adverts could come from. */
    HOST_NO_ADDRESS("HF0509", WARNING, "The instance stays in FAULT until the interface has an address."),
    /** A virtual router that one node of a pair does not have. */
    PAIR_MISSING("HF0551", WARNING, "Without a second node nobody takes over."),
    /** The same virtual router with different numbers. */
    PAIR_VRID("HF0552", ERROR, "To each other they are strangers: both would be MASTER."),
    /** The same virtual router in different versions of the protocol. */
    PAIR_VERSION("HF0553", ERROR, "Each drops what the other sends: both would be MASTER."),
    /** Passwords or kinds of authentication that differ. */
    PAIR_AUTHENTICATION("HF0554", ERROR, "Each drops what the other sends: both would be MASTER."),
    /** Advert intervals that differ. */
    PAIR_INTERVAL("HF0555", ERROR, "Version 2 drops adverts with another interval (RFC 3768, 7.1)."),
    /** Virtual addresses that differ. */
    PAIR_ADDRESSES(
            "HF0556", ERROR, "Version 2 drops adverts that list other addresses; whatever is missing does not move."),
    /** The same virtual addresses in another order. */
    PAIR_ADDRESS_ORDER(
            "HF0557", WARNING, "keepalived before 2.3.3 drops adverts whose addresses come in another order."),
    /** Multicast on one node and unicast on the other, or different groups. */
    PAIR_TRANSPORT("HF0558", ERROR, "They do not listen where the other one speaks: both would be MASTER."),
    /** Unicast peers that do not point at each other. */
    PAIR_PEERS("HF0559", ERROR, "Who is not in the list is not told, and takes the silence for a failure."),
    /** Different checksums of version 3 over IPv4. */
    PAIR_CHECKSUM("HF0560", WARNING, "keepalived drops adverts whose checksum is of the other kind."),
    /** Sync groups that keep other instances together. */
    PAIR_SYNC_GROUP("HF0561", WARNING, "What moves together on one node would be torn apart on the other."),
    /** Equal priorities. */
    PAIR_PRIORITY("HF0562", WARNING, "The files do not say who is MASTER; the higher address decides."),
    /** One router_id for two nodes. */
    PAIR_ROUTER_ID("HF0563", WARNING, "Mails and logs do not tell which node they are about."),
    /** One source address for two nodes. */
    PAIR_SOURCE("HF0564", ERROR, "Each takes the adverts of the other for its own and ignores them."),
    /** More than one node would be MASTER. */
    ELECTION_BOTH("HF0571", ERROR, "An address on two nodes at once: connections break at random."),
    /** No node would be MASTER, though one could serve. */
    ELECTION_NONE("HF0572", ERROR, "The addresses are nowhere, though a node is there that could hold them."),
    /** A failed tracker that does not move anything. */
    ELECTION_STAYS(
            "HF0573", WARNING, "The check is run for nothing: clients stay on the node where the service failed."),
    /** A {@code garp_group} that changes nothing, or an interface in two of them. */
    GARP_GROUP("HF0350", WARNING, "The group, or the interface in it, is ignored."),

    /** Parsed, but Holdfast does nothing with it yet. */
    NO_EFFECT("HF0901", WARNING, "Keepalived would act on it."),
    /** A whole block Holdfast does nothing with yet. */
    BLOCK_NO_EFFECT("HF0902", NOTE, "Keepalived would act on it."),
    /** Something without which running would do harm, and which Holdfast cannot do. */
    UNSUPPORTED("HF0903", ERROR, "Other nodes would not understand this one.");

    private final String id;
    private final Severity severity;
    private final String why;

    Rule(String id, Severity severity, String why) {
        this.id = id;
        this.severity = severity;
        this.why = why;
    }

    /** The number people quote: {@code HF} and four digits. */
    public String id() {
        return id;
    }

    /** How bad a breach usually is; one {@link Diagnostic} may say otherwise. */
    public Severity severity() {
        return severity;
    }

    /** Why it matters, in a sentence. */
    public String why() {
        return why;
    }

    /** Whether a finding of this rule is a mistake in the file, rather than advice or a limit of Holdfast. */
    public boolean isMistake() {
        return severity != Severity.NOTE
                && !id.startsWith("HF09")
                && this != HOST_SCRIPT_SECURITY // as keepalived has it: a status of its own
                && this != HOST_OTHER_NET
                && this != HOST_SYSCTL;
    }

    /**
     * Whether the structure of the file is broken: braces, quotes, statements run together. What was read is then a
     * repair, and keepalived would run something else.
     */
    public boolean isStructural() {
        return switch (this) {
            case NO_USABLE_ADDRESS,
                    LINES_JOINED,
                    CONDITION_HALF,
                    BLOCK_INSIDE_BLOCK,
                    QUOTE_UNCLOSED,
                    BRACE_MISSING_END,
                    BRACE_EXTRA_END,
                    BRACE_MISSING_BEGIN,
                    BRACE_EXTRA_BEGIN,
                    RUN_TOGETHER -> true;
            default -> false;
        };
    }

    /**
     * Whether {@code --lenient} overrules an error of this rule: the structure is broken, or a line that keepalived ignores was to
     * say something that matters. Where keepalived refuses, too, an error stays one.
     */
    public boolean isOverruledByLenient() {
        return isStructural() || this == UNKNOWN_KEYWORD || this == MISPLACED_KEYWORD;
    }
}
