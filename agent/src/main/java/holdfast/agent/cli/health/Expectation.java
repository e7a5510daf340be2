package holdfast.agent.cli.health;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an instance should be.
 *
 * @param instance its name
 * @param states one of these
 */
record Expectation(String instance, List<String> states) {
    private static final Set<String> KNOWN = Set.of("MASTER", "BACKUP", "FAULT", "INIT");

    /**
     * Understands one.
     *
     * @param text {@code VI_1=MASTER}, {@code VI_1=MASTER,BACKUP}
     * @throws IllegalArgumentException when it is none, with what is wrong
     */
    static Expectation parse(String text) {
        int sign = text.lastIndexOf('=');
        if (sign < 1 || sign == text.length() - 1) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no expectation: write INSTANCE=STATE, such as VI_1=MASTER");
        }
        List<String> states =
                Arrays.asList(text.substring(sign + 1).toUpperCase(Locale.ROOT).split(",", -1));
        states.stream().filter(state -> !KNOWN.contains(state)).findFirst().ifPresent(unknown -> {
            throw new IllegalArgumentException(
                    "'" + unknown + "' in '" + text + "' is no state: MASTER, BACKUP, FAULT or INIT");
        });
        return new Expectation(text.substring(0, sign), states);
    }

    /**
     * Compares.
     *
     * @param instances of the answer to {@code health}
     * @return what is wrong, in words; empty: it is as expected
     */
    Optional<String> disappointment(JsonNode instances) {
        String wanted = String.join(" or ", states);
        for (JsonNode one : instances) {
            if (one.path("instance").asText().equals(instance)) {
                String state = one.path("state").asText();
                return states.contains(state)
                        ? Optional.empty()
                        : Optional.of(instance + " is " + state + ", expected is " + wanted + ": "
                                + one.path("reason").asText());
            }
        }
        return Optional.of("there is no instance '" + instance + "', expected is " + wanted);
    }
}
