package holdfast.conf;

import com.fasterxml.jackson.databind.JsonNode;
import holdfast.conf.model.Configuration;
import holdfast.conf.model.lvs.Check;
import holdfast.conf.model.lvs.CheckConnection;
import holdfast.conf.model.lvs.CheckSchedule;
import holdfast.conf.model.lvs.CheckedUrl;
import holdfast.conf.model.lvs.ForwardingMethod;
import holdfast.conf.model.lvs.HealthChecker;
import holdfast.conf.model.lvs.Persistence;
import holdfast.conf.model.lvs.RealServer;
import holdfast.conf.model.lvs.Scheduling;
import holdfast.conf.model.lvs.VirtualServer;
import holdfast.conf.model.lvs.VirtualService;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What keepalived printed about virtual servers and checkers, and what we have, as maps that can be compared. */
final class CorpusLoadBalancing {
    private CorpusLoadBalancing() {}

    /** keepalived's virtual and real servers, in order. */
    static List<Map<String, String>> expectedServers(JsonNode topology) {
        List<Map<String, String>> all = new ArrayList<>();
        for (JsonNode node : topology) {
            all.add(expectedServer(node));
            node.path("real_servers").forEach(server -> all.add(expectedRealServer(server)));
        }
        return all;
    }

    private static Map<String, String> expectedServer(JsonNode node) {
        Map<String, String> values = new TreeMap<>();
        values.put("virtual_server", canonical(node.get("_").asText().replaceFirst(", VPORT = ", " ")));
        copy(node, "Address family", values);
        copy(node, "connection timeout", values);
        copy(node, "delay_loop", values);
        copy(node, "lvs_sched", values);
        copy(node, "Hashed", values);
        copy(node, "One packet scheduling", values);
        copy(node, "protocol", values);
        copy(node, "quorum", values);
        copy(node, "Using smtp notification", values);
        copy(node, "default forwarding method", values);
        copy(node, "persistence timeout", values);
        copy(node, "persistence granularity", values);
        copy(node, "VirtualHost", values);
        copy(node, "Retry count", values);
        copy(node, "Retry delay", values);
        node.fieldNames().forEachRemaining(key -> {
            if (key.startsWith("sorry server = ")) {
                values.put("sorry server", canonical(key) + " " + node.get(key));
            }
            if (key.startsWith("Quorum ")) {
                values.put(key, node.get(key).asText().replaceFirst(", uid:gid.*", ""));
            }
        });
        String flags = node.path("flags").toString().toUpperCase(Locale.ROOT);
        for (String flag : List.of("ALPHA", "OMEGA", "INHIBIT ON FAILURE")) {
            values.put(flag, Boolean.toString(flags.contains(flag + " IS ON")));
        }
        return values;
    }

    private static Map<String, String> expectedRealServer(JsonNode node) {
        Map<String, String> values = new TreeMap<>();
        values.put(
                "real_server",
                canonical(node.get("_").asText().replaceFirst(", RPORT = ", " ").replaceFirst(", WEIGHT.*", "")));
        copy(node, "forwarding method", values);
        copy(node, "connection timeout", values);
        copy(node, "connection limit range", values);
        copy(node, "Delay loop", values);
        copy(node, "Using smtp notification", values);
        copy(node, "initial weight", values);
        copy(node, "Retry count", values);
        copy(node, "Retry delay", values);
        String all = node.toString().toUpperCase(Locale.ROOT);
        values.put("ALPHA", Boolean.toString(all.contains("ALPHA IS ON")));
        values.put("INHIBIT ON FAILURE", Boolean.toString(all.contains("INHIBIT ON FAILURE IS ON")));
        return values;
    }

    /** Ours. */
    static List<Map<String, String>> actualServers(Configuration configuration) {
        List<Map<String, String>> all = new ArrayList<>();
        for (VirtualServer server : configuration.virtualServers()) {
            all.add(actualServer(server));
            server.realServers().forEach(real -> all.add(actualRealServer(real)));
        }
        return all;
    }

    private static Map<String, String> actualServer(VirtualServer server) {
        Map<String, String> values = new TreeMap<>();
        values.put(
                "virtual_server",
                switch (server.service()) {
                    case VirtualService.Endpoint endpoint ->
                        "VS VIP = " + text(endpoint.address()) + " " + endpoint.port();
                    case VirtualService.FirewallMark mark -> "VS FWMARK = " + mark.mark();
                    case VirtualService.Group group -> "VS GROUP = [" + group.name() + "]:0";
                });
        Scheduling scheduling = server.scheduling();
        values.put("Address family", server.family().toString().toLowerCase(Locale.ROOT));
        values.put("connection timeout", seconds(server.checks().connectTimeout()));
        values.put("delay_loop", seconds(server.checks().delayLoop()));
        values.put("lvs_sched", scheduling.scheduler());
        values.put("Hashed", scheduling.hashed() ? "enabled" : "disabled");
        values.put("One packet scheduling", scheduling.onePacket() ? "enabled" : "disabled");
        values.put("protocol", server.protocol().map(Enum::toString).orElse("none"));
        values.put(
                "quorum",
                server.quorum().quorum() + ", hysteresis = " + server.quorum().hysteresis());
        values.put("Using smtp notification", server.smtpAlert() ? "yes" : "no");
        values.put("default forwarding method", text(server.forwarding()));
        server.persistence().ifPresent(given -> persistence(given, values));
        server.virtualHost().ifPresent(host -> values.put("VirtualHost", host));
        retries(server.checks().retry(), server.checks().delayBeforeRetry().map(CorpusLoadBalancing::seconds), values);
        server.sorryServer()
                .ifPresent(sorry -> values.put(
                        "sorry server",
                        "sorry server = [" + text(sorry.address()) + "]:"
                                + server.protocol()
                                        .map(Enum::toString)
                                        .orElse("none")
                                        .toLowerCase(Locale.ROOT) + ":"
                                + sorry.port() + " [\"forwarding method = " + text(sorry.forwarding())
                                + "\",\"Inhibit on failure is " + (sorry.inhibitOnFailure() ? "ON" : "OFF") + "\"]"));
        server.quorum()
                .up()
                .ifPresent(
                        script -> values.put("Quorum up notify script", "'" + String.join("' '", script.argv()) + "'"));
        server.quorum()
                .down()
                .ifPresent(script ->
                        values.put("Quorum down notify script", "'" + String.join("' '", script.argv()) + "'"));
        values.put("ALPHA", Boolean.toString(server.alpha()));
        values.put("OMEGA", Boolean.toString(server.omega()));
        values.put("INHIBIT ON FAILURE", Boolean.toString(server.inhibitOnFailure()));
        return values;
    }

    private static void persistence(Persistence given, Map<String, String> values) {
        values.put("persistence timeout", Long.toString(given.timeout().toSeconds()));
        // keepalived prints the granularity when it was given, and the corpus has it with 128 only
        values.put("persistence granularity", Integer.toString(given.prefixLength()));
    }

    private static void retries(OptionalLong retry, java.util.Optional<String> delay, Map<String, String> values) {
        retry.ifPresent(count -> values.put("Retry count", Long.toString(count)));
        delay.ifPresent(text -> values.put("Retry delay", text));
    }

    private static Map<String, String> actualRealServer(RealServer server) {
        Map<String, String> values = new TreeMap<>();
        values.put("real_server", "RIP = " + text(server.address()) + " " + server.port());
        values.put("forwarding method", text(server.forwarding()));
        values.put("connection timeout", seconds(server.checks().connectTimeout()));
        values.put("connection limit range", server.lowerThreshold() + " -> " + server.upperThreshold());
        values.put("Delay loop", seconds(server.checks().delayLoop()));
        values.put("Using smtp notification", server.smtpAlert() ? "yes" : "no");
        values.put("initial weight", Integer.toString(server.weight()));
        retries(server.checks().retry(), server.checks().delayBeforeRetry().map(CorpusLoadBalancing::seconds), values);
        values.put("ALPHA", Boolean.toString(server.alpha()));
        values.put("INHIBIT ON FAILURE", Boolean.toString(server.inhibitOnFailure()));
        return values;
    }

    /** keepalived's checkers, in order. */
    static List<Map<String, String>> expectedCheckers(JsonNode checkers) {
        List<Map<String, String>> all = new ArrayList<>();
        for (JsonNode node : checkers) {
            Map<String, String> values = new TreeMap<>();
            String kind = node.path("Keepalive method").asText("");
            node.fieldNames().forEachRemaining(key -> {
                if (key.startsWith("Keepalive method = ")) {
                    values.put("kind", key.substring("Keepalive method = ".length()));
                } else if (key.startsWith("Checked url = ")) {
                    values.put("url", key + " " + url(node.get(key)).replaceFirst(" ?Virtual host = \\S+", ""));
                }
            });
            values.putIfAbsent("kind", kind);
            copy(node, "Alpha", values);
            copy(node, "Delay loop", values);
            copy(node, "Warmup", values);
            copy(node, "Retries", values);
            copy(node, "Delay before retry", values); // not printed without retries
            copy(node, "Log all failures", values);
            copy(node, "helo", values);
            copy(node, "script", values);
            copy(node, "dynamic", values);
            copy(node, "Payload len", values);
            if (node.has("timeout") && !node.get("timeout").asText().equals("0")) {
                values.put("timeout", node.get("timeout").asText());
            }
            for (JsonNode line : node.path("Connection")) {
                String[] parts = line.asText().split(" = | to = ", 2);
                values.put(parts[0], canonical(parts[1]));
            }
            all.add(values);
        }
        return all;
    }

    private static String url(JsonNode node) {
        List<String> lines = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(line -> lines.add(line.isObject() ? codes(line) : line.asText()));
        } else {
            lines.add(codes(node));
        }
        return lines.stream()
                .filter(line -> !line.startsWith("HTTP Status"))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String codes(JsonNode node) {
        List<String> codes = new ArrayList<>();
        JsonNode flags = node.path("flags");
        flags.forEach(code -> codes.add(code.asText()));
        return codes.isEmpty() ? flags.asText() : String.join(" ", codes);
    }

    /** Ours. */
    static List<Map<String, String>> actualCheckers(Configuration configuration) {
        return configuration.virtualServers().stream()
                .flatMap(server -> server.realServers().stream())
                .flatMap(server -> server.checkers().stream())
                .filter(CorpusLoadBalancing::canRun)
                .map(CorpusLoadBalancing::actualChecker)
                .toList();
    }

    /** keepalived drops scripts of accounts the corpus machine did not have: all but two. */
    private static boolean canRun(HealthChecker checker) {
        return !(checker.check() instanceof Check.Misc misc)
                || misc.program()
                        .runAs()
                        .map(account -> List.of("root", "nobody").contains(account.user()))
                        .orElse(true);
    }

    private static Map<String, String> actualChecker(HealthChecker checker) {
        Map<String, String> values = new TreeMap<>();
        check(checker.check(), values);
        values.put("Log all failures", checker.logAllFailures() ? "yes" : "no");
        checker.schedule().ifPresent(schedule -> schedule(schedule, values));
        if (checker.schedule().isPresent()) {
            values.put("Alpha", checker.alpha() ? "yes" : "no");
        }
        checker.connection().ifPresent(connection -> connection(connection, values));
        return values;
    }

    private static void schedule(CheckSchedule schedule, Map<String, String> values) {
        values.put("Delay loop", micros(schedule.delayLoop()));
        values.put("Warmup", micros(schedule.warmup()));
        values.put("Retries", Long.toString(schedule.retry()));
        if (schedule.retry() > 0) {
            values.put("Delay before retry", micros(schedule.delayBeforeRetry()));
        }
    }

    private static void connection(CheckConnection connection, Map<String, String> values) {
        values.put("Dest", "[" + text(connection.address()) + "]:" + connection.port());
        values.put("Timeout", seconds(connection.timeout()));
        values.put("Mark", Long.toString(connection.fwmark()));
        connection
                .bindTo()
                .ifPresent(address -> values.put(
                        "Bind",
                        "[" + text(address) + "]:" + connection.bindPort().orElse(0)));
    }

    private static void check(Check check, Map<String, String> values) {
        switch (check) {
            case Check.Tcp _ -> values.put("kind", "TCP_CHECK");
            case Check.Ping _ -> values.put("kind", "PING_CHECK");
            case Check.Dns _ -> values.put("kind", "DNS_CHECK");
            case Check.Bfd _ -> values.put("kind", "BFD_CHECK");
            case Check.File _ -> values.put("kind", "FILE_CHECK");
            case Check.Http http -> {
                values.put(
                        "kind",
                        (http.ssl() ? "SSL_GET" : "HTTP_GET") + ", http protocol "
                                + http.protocol().word());
                values.put("url", url(http.urls().getLast())); // the last one of several
            }
            case Check.Misc misc -> {
                values.put("kind", "MISC_CHECK");
                values.put("script", "'" + String.join("' '", misc.program().argv()) + "'");
                values.put("timeout", Long.toString(misc.timeout().toSeconds()));
                values.put("dynamic", misc.dynamic() ? "YES" : "NO");
            }
            case Check.Smtp smtp -> {
                values.put("kind", "SMTP_CHECK");
                smtp.heloName().ifPresent(name -> values.put("helo", name));
            }
            case Check.Udp udp -> {
                values.put("kind", "UDP_CHECK");
                udp.payload().ifPresent(payload -> values.put("Payload len", Integer.toString(payload.length() / 2)));
            }
        }
    }

    private static String url(CheckedUrl url) {
        List<String> lines = new ArrayList<>();
        lines.add(url.statusCodes().stream().map(Object::toString).collect(Collectors.joining(" ")));
        url.digest().ifPresent(digest -> lines.add("digest = " + digest));
        return "Checked url = " + url.path() + " " + lines.stream().sorted().collect(Collectors.joining(" "));
    }

    private static void copy(JsonNode node, String key, Map<String, String> values) {
        if (node.has(key)) {
            values.put(key, node.get(key).asText());
        }
    }

    private static String text(ForwardingMethod method) {
        return method instanceof ForwardingMethod.Tunnel tunnel ? "TUN, type = " + tunnel.type() : method.word();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%d.%06d", duration.toSeconds(), duration.toNanosPart() / 1000);
    }

    private static String micros(Duration duration) {
        return duration.toNanos() / 1000 + " us";
    }

    private static String text(InetAddress address) {
        return address.getHostAddress();
    }

    /** IPv6 addresses in the one spelling Java has for them. */
    private static String canonical(String text) {
        return java.util.regex.Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F:]*:[0-9a-fA-F:]*")
                .matcher(text)
                .replaceAll(found -> CorpusMeaning.canonical(found.group()));
    }
}
