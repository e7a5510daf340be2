package bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One axis of a plot: where a value is on it, and which values are written beside it. */
final class Axis {
    private static final int TICKS = 6;

    private final boolean logarithmic;
    private final double least;
    private final double greatest;
    private final List<Double> ticks;

    private Axis(boolean logarithmic, double least, double greatest, List<Double> ticks) {
        this.logarithmic = logarithmic;
        this.least = least;
        this.greatest = greatest;
        this.ticks = List.copyOf(ticks);
    }

    /** From zero to a round number beyond the greatest value. */
    static Axis linear(List<Double> values) {
        double most = Math.max(Collections.max(values), Double.MIN_NORMAL);
        double unit = Math.pow(10, Math.floor(Math.log10(most / TICKS)));
        double step = unit;
        for (double factor : new double[] {2, 5, 10}) {
            if (most / step > TICKS) {
                step = unit * factor;
            }
        }
        List<Double> ticks = new ArrayList<>();
        int last = (int) Math.ceil(most / step - 1e-9);
        for (int tick = 0; tick <= last; tick++) {
            ticks.add(tick * step);
        }
        return new Axis(false, 0, ticks.getLast(), ticks);
    }

    /** From a power of ten to a power of ten. */
    static Axis logarithmic(List<Double> values) {
        int from = (int) Math.floor(Math.log10(Collections.min(values)));
        int to = (int) Math.ceil(Math.log10(Collections.max(values)));
        List<Double> ticks = new ArrayList<>();
        for (int power = from; power <= to; power++) {
            ticks.add(Math.pow(10, power));
        }
        return new Axis(true, from, to, ticks);
    }

    List<Double> ticks() {
        return ticks;
    }

    /** 0 at the beginning of the axis, 1 at its end. */
    double share(double value) {
        return ((logarithmic ? Math.log10(value) : value) - least) / (greatest - least);
    }
}
