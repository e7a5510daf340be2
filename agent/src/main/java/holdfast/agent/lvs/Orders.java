package holdfast.agent.lvs;

import holdfast.ipvs.OperatorCommand;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an operator wants with one real server. Whether it gets connections and what it weighs are two aspects, and for each there is what
 * holds until it is taken back, and what comes before that for a while ({@code --until}).
 *
 * @param lasting until it is taken back
 * @param passing for a while; then what is lasting holds again
 */
record Orders(Map<Aspect, OperatorCommand> lasting, Map<Aspect, Passing> passing) {
    static final Orders NONE = new Orders(Map.of(), Map.of());

    /** What commands are about. */
    enum Aspect {
        ADMISSION,
        WEIGHT
    }

    /**
     * Something for a while.
     *
     * @param command what
     * @param end monotonic nanoseconds
     */
    record Passing(OperatorCommand command, long end) {}

    /** Copies the maps. */
    Orders {
        lasting = Map.copyOf(lasting);
        passing = Map.copyOf(passing);
    }

    /** With one more command; it replaces what there was about its aspect: with an end what was for a while, without one everything. */
    Orders and(OperatorCommand command, OptionalLong end) {
        Optional<Aspect> aspect = aspect(command);
        if (aspect.isEmpty()) {
            return NONE;
        }
        Map<Aspect, OperatorCommand> always = copy(lasting);
        Map<Aspect, Passing> now = copy(passing);
        now.remove(aspect.get());
        if (end.isPresent()) {
            now.put(aspect.get(), new Passing(command, end.getAsLong()));
        } else if (command.equals(nothing(aspect.get()))) {
            always.remove(aspect.get());
        } else {
            always.put(aspect.get(), command);
        }
        return new Orders(always, now);
    }

    /** Without what is over. */
    Orders at(long now) {
        Map<Aspect, Passing> left = copy(passing);
        return left.values().removeIf(some -> now - some.end() >= 0) ? new Orders(lasting, left) : this;
    }

    boolean isEmpty() {
        return lasting.isEmpty() && passing.isEmpty();
    }

    /** How long until the first end, 0 if that is over. */
    OptionalLong nanosUntilEnd(long now) {
        return passing.values().stream()
                .mapToLong(some -> Math.max(0, some.end() - now))
                .min();
    }

    /** The commands that lead here from other orders. */
    List<OperatorCommand> from(Orders before) {
        if (isEmpty()) {
            return List.of(new OperatorCommand.Reset());
        }
        List<OperatorCommand> commands = new ArrayList<>();
        for (Aspect aspect : Aspect.values()) {
            if (!effective(aspect).equals(before.effective(aspect))) {
                commands.add(effective(aspect));
            }
        }
        return commands;
    }

    private OperatorCommand effective(Aspect aspect) {
        Passing some = passing.get(aspect);
        return some != null ? some.command() : lasting.getOrDefault(aspect, nothing(aspect));
    }

    private static OperatorCommand nothing(Aspect aspect) {
        return switch (aspect) {
            case ADMISSION -> new OperatorCommand.Enable();
            case WEIGHT -> new OperatorCommand.ConfiguredWeight();
        };
    }

    private static Optional<Aspect> aspect(OperatorCommand command) {
        return switch (command) {
            case OperatorCommand.Drain _, OperatorCommand.Disable _, OperatorCommand.Enable _ ->
                Optional.of(Aspect.ADMISSION);
            case OperatorCommand.SetWeight _, OperatorCommand.ConfiguredWeight _ -> Optional.of(Aspect.WEIGHT);
            case OperatorCommand.Reset _ -> Optional.empty();
        };
    }

    private static <T> Map<Aspect, T> copy(Map<Aspect, T> map) {
        Map<Aspect, T> copy = new EnumMap<>(Aspect.class);
        copy.putAll(map);
        return copy;
    }
}
