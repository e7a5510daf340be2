package holdfast.check;

import holdfast.ipvs.CheckVerdict;
import holdfast.ipvs.CheckVerdict.WeightChange;

/**
 * {@code FILE_CHECK}: the number in a tracked file, times a weight, is added to that of the real server. It is not on the loop:
 * whoever watches the file tells its number, and asks here what follows.
 *
 * <p>The file is read before the real server gets its first connection. Keepalived 2.2.7 presumes 0 to be fine until the number
 * changes for the first time, also with {@code weight 0 reverse}.
 *
 * @param file name of the {@code track_file}
 * @param weight factor, that of the {@code track_file} unless the check has its own; 0: any number but 0 is a failure
 * @param reverse the sense is turned round: with a weight the sign, without one good and bad
 */
public record FileCheck(String file, int weight, boolean reverse) {
    /** Sums up to here are a failure (keepalived.conf(5), "Track files"). */
    private static final long FAULT = Integer.MIN_VALUE;

    /** The word of its block. */
    public String keyword() {
        return "FILE_CHECK";
    }

    /**
     * What a number means. A file that is missing, empty or no number counts as 0, which its watcher knows.
     *
     * @param value the number in the file
     */
    public CheckVerdict verdict(int value) {
        if (weight == 0) {
            return (value == 0) == reverse ? fault(value) : CheckVerdict.passed();
        }
        long product = (long) value * weight;
        long added = reverse ? -product : product;
        if (added <= FAULT) {
            return fault(value);
        }
        return new CheckVerdict.Passed(new WeightChange.By(Math.min(added, Integer.MAX_VALUE)));
    }

    private CheckVerdict fault(int value) {
        return new CheckVerdict.Failed("tracked file " + file + " has status " + value);
    }
}
