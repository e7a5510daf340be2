package holdfast.conf.model.lvs;

import holdfast.conf.model.ScriptCommand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The kinds of checks, named as in the file (keepalived.conf(5), "Virtual server(s)"). */
public sealed interface Check {
    /** The word of its block: {@code TCP_CHECK}. */
    default String keyword() {
        return switch (this) {
            case Tcp _ -> "TCP_CHECK";
            case Http http -> http.ssl() ? "SSL_GET" : "HTTP_GET";
            case Misc _ -> "MISC_CHECK";
            case Smtp _ -> "SMTP_CHECK";
            case Dns _ -> "DNS_CHECK";
            case Udp _ -> "UDP_CHECK";
            case Ping _ -> "PING_CHECK";
            case File _ -> "FILE_CHECK";
            case Bfd _ -> "BFD_CHECK";
        };
    }

    /** {@code TCP_CHECK}: a connection can be made. */
    record Tcp() implements Check {}

    /**
     * {@code HTTP_GET} and {@code SSL_GET}: each URL in turn answers as expected.
     *
     * @param ssl whether it is {@code SSL_GET}; certificates are not verified
     * @param protocol {@code http_protocol}
     * @param enableSni the server name is sent, with {@code SSL_GET}
     * @param sniName the name to send instead of the virtual host
     * @param fastRecovery no delay between URLs when starting and recovering
     * @param tlsCompliant a connection closed without TLS's close message is a failure
     * @param urls at least one
     */
    record Http(
            boolean ssl,
            HttpProtocol protocol,
            boolean enableSni,
            Optional<String> sniName,
            boolean fastRecovery,
            boolean tlsCompliant,
            List<CheckedUrl> urls)
            implements Check {
        /** Copies the list. */
        public Http {
            urls = List.copyOf(urls);
        }
    }

    /** Versions of HTTP. */
    enum HttpProtocol {
        /** {@code 1.0}, the default. */
        HTTP_1_0("1.0"),
        /** {@code 1.0C}: 1.0 with {@code Connection: close}. */
        HTTP_1_0_CLOSE("1.0C"),
        /** {@code 1.1}. */
        HTTP_1_1("1.1");

        private final String word;

        HttpProtocol(String word) {
            this.word = word;
        }

        /** The word in the file. */
        public String word() {
            return word;
        }
    }

    /**
     * {@code MISC_CHECK}: a program ends with status 0.
     *
     * @param program what to run
     * @param timeout after that long it is ended and has failed; default: the delay loop
     * @param dynamic status 2 to 255 sets the weight
     */
    record Misc(ScriptCommand program, Duration timeout, boolean dynamic) implements Check {}

    /**
     * {@code SMTP_CHECK}: a mail server greets and takes a {@code HELO}.
     *
     * @param heloName the name to greet with; empty: that of this node
     */
    record Smtp(Optional<String> heloName) implements Check {}

    /**
     * {@code DNS_CHECK}: a name server answers.
     *
     * @param type record type in capitals, default {@code SOA}
     * @param name domain name, default {@code .}
     */
    record Dns(String type, String name) implements Check {}

    /**
     * {@code UDP_CHECK}: no ICMP error comes back, and a reply if one is required.
     *
     * @param payload what to send, two hexadecimal digits a byte; empty: random bytes
     * @param requireReply whether a reply must come
     * @param reply what it must begin with, as far as it is long; {@code x} stands for any digit
     * @param minReplyLength least bytes, 0 to 65535
     * @param maxReplyLength most bytes, 0 to 65535
     */
    record Udp(
            Optional<String> payload,
            boolean requireReply,
            Optional<String> reply,
            int minReplyLength,
            int maxReplyLength)
            implements Check {}

    /** {@code PING_CHECK}: an ICMP echo is answered. */
    record Ping() implements Check {}

    /**
     * {@code FILE_CHECK}: the number in a file changes the weight.
     *
     * @param trackFile name of the {@code track_file}
     * @param weight factor
     * @param reverse whether the sense is turned round
     */
    record File(String trackFile, int weight, boolean reverse) implements Check {}

    /**
     * {@code BFD_CHECK}: a BFD session is up.
     *
     * @param name name of the {@code bfd_instance}
     */
    record Bfd(String name) implements Check {}
}
