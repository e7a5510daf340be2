package holdfast.agent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The names {@code --signum} knows and their numbers on Linux with glibc, as keepalived 2.2.7 prints them: SIGRTMIN is 34
 * and SIGRTMAX 64 there (signal(7)).
 */
enum SignalFunction {
    STOP(15),
    RELOAD(1),
    DATA(10),
    STATS(12),
    STATS_CLEAR(63),
    JSON(36);

    private final int number;

    SignalFunction(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Optional<SignalFunction> named(String name) {
        for (SignalFunction function : values()) {
            if (function.name().equals(name)) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }

    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (SignalFunction function : values()) {
            names.add(function.name());
        }
        return names;
    }
}
