package holdfast.ipvs;

import holdfast.ipvs.RealServerStatus.Admission;
import java.util.OptionalInt;

/**
 * What an operator wants with a real server.
 *
 * @param admission what it may have
 * @param weight instead of all others
 */
record Wish(Admission admission, OptionalInt weight) {
    static final Wish NONE = new Wish(Admission.ENABLED, OptionalInt.empty());

    Wish after(OperatorCommand command) {
        return switch (command) {
            case OperatorCommand.Drain _ -> new Wish(Admission.DRAINED, weight);
            case OperatorCommand.Disable _ -> new Wish(Admission.DISABLED, weight);
            case OperatorCommand.Enable _ -> new Wish(Admission.ENABLED, weight);
            case OperatorCommand.SetWeight set -> new Wish(admission, OptionalInt.of(set.weight()));
            case OperatorCommand.ConfiguredWeight _ -> new Wish(admission, OptionalInt.empty());
            case OperatorCommand.Reset _ -> NONE;
        };
    }

    /** What it does, in a few words. */
    String words() {
        String allowed = switch (admission) {
            case ENABLED -> "enabled";
            case DRAINED -> "drained";
            case DISABLED -> "disabled";
        };
        return weight.isPresent() ? allowed + ", weight " + weight.getAsInt() : allowed;
    }
}
