package holdfast.agent.cli.lvs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import holdfast.agent.cli.ClientCommandLine;
import holdfast.agent.cli.ClientCommandLine.Flag;
import holdfast.agent.cli.ClientCommandLine.Word;
import holdfast.agent.cli.ClientCommandLine.Words;
import holdfast.agent.cli.status.Question;
import holdfast.agent.control.ControlClient;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code holdfast lvs drain} and the other orders for one real server. */
public final class LvsOrderCommand implements Callable<Integer> {
    private final Order order;
    private final ClientCommandLine line;
    private final Words operands;
    private final Optional<Word> until;
    private final Flag json;

    /** What can be ordered. */
    public enum Order {
        /** Weight 0. */
        DRAIN(
                "drain",
                "drained",
                "No new connections for a real server; those it has live on (weight 0).",
                "10.0.0.11:80 --until 2h"),
        /** Out of the table. */
        DISABLE(
                "disable",
                "disabled",
                "Takes a real server out of the table; its connections end.",
                "udp 10.0.0.1:53 10.0.0.21:53"),
        /** Neither. */
        ENABLE("enable", "enabled", "Takes 'drain' and 'disable' back.", "10.0.0.11:80"),
        /** Another weight. */
        WEIGHT(
                "weight",
                "weight",
                "Gives a real server another weight, while its checks pass.",
                "10.0.0.1:80 10.0.0.12:80 5"),
        /** Everything as the configuration says. */
        RESET("reset", "reset", "Takes back what was set on a real server, or on all of them.", "10.0.0.11:80");

        private final String word;
        private final String done;
        private final String text;
        private final String example;

        Order(String word, String done, String text, String example) {
            this.word = word;
            this.done = done;
            this.text = text;
            this.example = example;
        }

        /** The subcommand. */
        String word() {
            return word;
        }
    }

    /** One of them. */
    public LvsOrderCommand(Order order) {
        this.order = order;
        line = ClientCommandLine.of(order.word, this)
                .says(order.text, "", "  holdfast lvs " + order.word + " " + order.example, "")
                .exits("0:done", "1:refused, or no daemon answers", "2:wrong command line", "4:not allowed");
        operands = line.operands(
                leastOperands(order),
                switch (order) {
                    case DRAIN, DISABLE, ENABLE -> "[VIRTUAL] REAL";
                    case WEIGHT -> "[VIRTUAL] REAL WEIGHT";
                    case RESET -> "[[VIRTUAL] REAL]";
                },
                "The real server, and its virtual server where it has several.");
        until = order == Order.RESET ? Optional.empty() : Optional.of(Until.option(line));
        json = line.flag("The answer for programs.", "--json");
    }

    private static int leastOperands(Order order) {
        return switch (order) {
            case DRAIN, DISABLE, ENABLE -> 1;
            case WEIGHT -> 2;
            case RESET -> 0;
        };
    }

    /** What picocli reads its command line by. */
    public CommandSpec spec() {
        return line.spec();
    }

    @Override
    public Integer call() {
        ObjectNode request = ControlClient.request("lvs." + order.word);
        List<String> words = new ArrayList<>(operands.values());
        if (words.isEmpty()) {
            return Question.ask(line.spec(), line.controlSocket(), request, json.isGiven(), LvsOrderCommand::reset);
        }
        String done = order.done;
        if (order == Order.WEIGHT) {
            int weight = weight(words.removeLast());
            request.put("weight", weight);
            done += " " + weight + ":";
        }
        return ask(request, words, done);
    }

    private static String reset(JsonNode answer) {
        int count = answer.path("realServers").asInt();
        return (count == 0
                        ? "nothing was set on any real server"
                        : "reset: " + count + (count == 1 ? " real server" : " real servers"))
                + "\n";
    }

    private int weight(String word) {
        if (!word.matches("[0-9]{1,10}") || Long.parseLong(word) > Integer.MAX_VALUE) {
            throw wrong("'" + word + "' is no weight: a whole number from 0 to " + Integer.MAX_VALUE + " comes last");
        }
        return Integer.parseInt(word);
    }

    private int ask(ObjectNode request, List<String> server, String done) {
        request.put("real", server.removeLast());
        if (!server.isEmpty()) {
            request.put("virtual", String.join(" ", server));
        }
        ZonedDateTime now = ZonedDateTime.now(ZoneId.systemDefault());
        Optional<Duration> lasting;
        try {
            lasting = until.flatMap(Word::value).map(word -> Until.from(word, now));
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
        lasting.ifPresent(time -> request.put("seconds", Math.max(1, time.toSeconds())));
        String end =
                lasting.map(time -> " until " + Until.text(now.plus(time), now)).orElse("");
        return Question.ask(
                line.spec(),
                line.controlSocket(),
                request,
                json.isGiven(),
                answer -> done + " " + answer.path("realServer").asText() + " of "
                        + answer.path("virtualServer").asText() + end + "\n");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(line.spec().commandLine(), message);
    }
}
