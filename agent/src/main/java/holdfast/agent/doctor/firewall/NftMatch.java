package holdfast.agent.doctor.firewall;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Compares values with the right side of a match of nftables. */
final class NftMatch {
    private final Map<String, JsonNode> sets;

    /** @param sets the elements of the table's named sets */
    NftMatch(Map<String, JsonNode> sets) {
        this.sets = sets;
    }

    /** {@code left operator right}. */
    Truth compare(String operator, NftValue left, JsonNode right) {
        if (left instanceof NftValue.Absent) {
            return Truth.NO; // tests what this packet does not have: the rule's own dependency fails
        }
        return switch (operator) {
            case "==", "in" -> isOneOf(left, right);
            case "!=" -> isOneOf(left, right).not();
            case "<", ">", "<=", ">=" -> order(operator, left, right);
            default -> Truth.UNKNOWN;
        };
    }

    private static Truth order(String operator, NftValue left, JsonNode right) {
        if (!(left instanceof NftValue.Numeric number) || !right.isInt()) {
            return Truth.UNKNOWN;
        }
        int difference = Integer.compare(number.number(), right.asInt());
        return Truth.of(
                switch (operator) {
                    case "<" -> difference < 0;
                    case ">" -> difference > 0;
                    case "<=" -> difference <= 0;
                    default -> difference >= 0;
                });
    }

    Truth isOneOf(NftValue left, JsonNode right) {
        if (left instanceof NftValue.Absent) {
            return Truth.NO;
        }
        if (right.has("elem") && right.path("elem").has("val")) {
            return isOneOf(left, right.path("elem").path("val")); // with a time-out, a counter, a comment
        }
        if (right.has("set")) {
            return any(left, right.path("set"));
        }
        if (right.isArray()) {
            return any(left, right);
        }
        if (right.isTextual() && right.asText().startsWith("@")) {
            JsonNode elements = sets.get(right.asText().substring(1));
            return elements == null ? Truth.UNKNOWN : any(left, elements);
        }
        if (left instanceof NftValue.Several(List<NftValue> parts)) {
            return each(parts, right.path("concat"));
        }
        return equals(left, right);
    }

    private Truth any(NftValue left, JsonNode elements) {
        Truth truth = Truth.NO;
        for (JsonNode element : elements) {
            truth = truth.or(isOneOf(left, element));
        }
        return truth;
    }

    private Truth each(List<NftValue> parts, JsonNode values) {
        if (values.size() != parts.size()) {
            return Truth.UNKNOWN;
        }
        Truth truth = Truth.YES;
        for (int i = 0; i < parts.size(); i++) {
            truth = truth.and(isOneOf(parts.get(i), values.path(i)));
        }
        return truth;
    }

    private static Truth equals(NftValue left, JsonNode right) {
        return switch (left) {
            case NftValue.Address(Block block) -> address(block, right);
            case NftValue.Numeric(int number, NftValue.Kind kind) -> number(number, kind, right);
            case NftValue.Words words -> word(words, right);
            case NftValue.Absent _ -> Truth.NO;
            case NftValue.Several _, NftValue.Unknown _ -> Truth.UNKNOWN;
        };
    }

    private static Truth word(NftValue.Words words, JsonNode right) {
        if (right.isBoolean()) { // fib: whether there is a result at all
            return Truth.of(right.asBoolean() == !words.words().isEmpty());
        }
        if (!right.isTextual()) {
            return Truth.UNKNOWN;
        }
        String wanted = right.asText();
        return Truth.of(words.words().stream()
                .anyMatch(word -> wanted.endsWith("*")
                        ? word.startsWith(wanted.substring(0, wanted.length() - 1))
                        : word.equals(wanted)));
    }

    private static Truth number(int number, NftValue.Kind kind, JsonNode right) {
        if (right.has("range")) {
            OptionalInt from = value(kind, right.path("range").path(0));
            OptionalInt to = value(kind, right.path("range").path(1));
            return from.isEmpty() || to.isEmpty()
                    ? Truth.UNKNOWN
                    : Truth.of(from.getAsInt() <= number && number <= to.getAsInt());
        }
        OptionalInt other = value(kind, right);
        return other.isPresent() ? Truth.of(other.getAsInt() == number) : Truth.UNKNOWN;
    }

    private static OptionalInt value(NftValue.Kind kind, JsonNode node) {
        if (node.isInt()) {
            return OptionalInt.of(node.asInt());
        }
        return switch (kind) {
            case PROTOCOL -> Names.protocol(node.asText());
            case ICMP_6_TYPE -> Names.icmp6Type(node.asText());
            case PLAIN -> Names.digits(node.asText());
        };
    }

    private static Truth address(Block block, JsonNode right) {
        if (right.has("prefix")) {
            JsonNode prefix = right.path("prefix");
            return within(
                    block,
                    prefix.path("addr").asText() + "/" + prefix.path("len").asInt());
        }
        if (right.has("range")) {
            return between(
                    block,
                    Block.parse(right.path("range").path(0).asText()),
                    Block.parse(right.path("range").path(1).asText()));
        }
        return right.isTextual() ? within(block, right.asText()) : Truth.UNKNOWN;
    }

    private static Truth between(Block block, Optional<Block> first, Optional<Block> last) {
        if (first.isEmpty() || last.isEmpty() || !block.equals(Block.of(block.address()))) {
            return Truth.UNKNOWN; // a net against a range
        }
        byte[] bytes = block.address().getAddress();
        byte[] from = first.get().address().getAddress();
        byte[] to = last.get().address().getAddress();
        return Truth.of(bytes.length == from.length
                && Arrays.compareUnsigned(from, bytes) <= 0
                && Arrays.compareUnsigned(bytes, to) <= 0);
    }

    private static Truth within(Block block, String text) {
        return Block.parse(text).map(block::isIn).orElse(Truth.UNKNOWN);
    }
}
