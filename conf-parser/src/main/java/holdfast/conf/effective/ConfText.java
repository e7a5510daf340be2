package holdfast.conf.effective;

import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.ScriptUser;
import holdfast.conf.schema.Keywords;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Values as they are written in a file, quoted and escaped where that is needed. */
final class ConfText {
    private static final int GROUPS = 8;

    private ConfText() {}

    /** One word; in quotes also when it is spelt like a keyword, which could begin another statement. */
    static String word(String text) {
        boolean plain = !text.isEmpty()
                && !text.startsWith("include")
                && !Keywords.isKnown(text)
                && text.chars().allMatch(c -> (c < 128 && Character.isLetterOrDigit(c)) || "_./:+-,%*".indexOf(c) >= 0);
        return plain ? text : '"' + text + '"';
    }

    /** A command, as one quoted text unless it is one plain word, and the account it runs as. */
    static String command(ScriptCommand command) {
        String text = arguments(command.argv());
        return command.runAs().map(user -> text + " " + user(user)).orElse(text);
    }

    /** {@code USER [GROUP]}. */
    static String user(ScriptUser user) {
        return user.group().map(group -> word(user.user()) + " " + word(group)).orElse(word(user.user()));
    }

    /**
     * Words of a command. They are cut twice when read: escapes have two backslashes, so that the second time still sees one,
     * and no double quote, which would end the text before that.
     */
    static String arguments(List<String> argv) {
        List<String> words = new ArrayList<>();
        for (String argument : argv) {
            String escaped = escaped(argument);
            boolean plain = !argument.isEmpty() && argument.indexOf(' ') < 0 && argument.indexOf('\'') < 0;
            words.add(plain ? escaped : "'" + escaped + "'");
        }
        return '"' + String.join(" ", words) + '"';
    }

    /** A text that is cut once when read, such as a regular expression. */
    static String quotedOnce(String text) {
        return '"' + escaped(text).replace("\\\\", "\\") + '"';
    }

    private static String escaped(String argument) {
        var text = new StringBuilder();
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            boolean reference = c == '$' || c == '~';
            if (c < ' ' || c == '"' || c == '\'' || c == '\\' || c == 0x7f || reference) {
                // octal: keepalived 2.2.7 reads hexadecimal digits as long as there are any
                text.append("\\\\")
                        .append((char) ('0' + (c >> 6)))
                        .append((char) ('0' + ((c >> 3) & 7)))
                        .append((char) ('0' + (c & 7)));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** An address (RFC 5952 for IPv6). */
    static String address(InetAddress address) {
        return address instanceof Inet6Address ? sixteen(address.getAddress()) : address.getHostAddress();
    }

    private static String sixteen(byte[] bytes) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
        }
        int start = -1;
        int length = 1; // a single zero is not shortened
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        var text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    /** What follows a keyword; empty: nothing. */
    static String of(Datum value) {
        return switch (value) {
            case Datum.Text(String text) -> word(text);
            case Datum.Words(List<String> words) -> String.join(" ", words);
            case Datum.Amount(var number) -> number.toPlainString();
            case Datum.Flag _ -> "";
            case Datum.Switch(boolean on) -> on ? "on" : "off";
            case Datum.Command(ScriptCommand command) -> command(command);
        };
    }
}
