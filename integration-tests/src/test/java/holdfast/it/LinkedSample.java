package holdfast.it;

import java.util.ArrayList;
import java.util.List;

/** Records and switches of every kind, for {@link LinkAheadTest}. Knows nothing but the class library. */
public final class LinkedSample {
    private LinkedSample() {}

    /** A component of each kind. */
    record All(boolean z, byte b, char c, short s, int i, long l, float f, double d, String text, List<Object> list) {}

    record Nothing() {}

    sealed interface Shape {
        record Circle(double radius) implements Shape {}

        record Square(int side) implements Shape {}

        /** A switch of an interface: its method is there. */
        default String name() {
            return switch (this) {
                case Circle(double radius) when radius > 100 -> "big circle";
                case Circle _ -> "circle";
                case Square(int side) -> "square of " + side;
            };
        }
    }

    private static String kind(Object value) {
        return switch (value) {
            case null -> "null";
            case String text when text.length() > 3 -> "long " + text;
            case String _ -> "text";
            case Integer number -> "number " + number;
            case Shape shape -> shape.name();
            default -> "else";
        };
    }

    /** What all of it says. */
    public static String describe() {
        All some = new All(
                true, (byte) -3, 'x', (short) 300, 1 << 30, Long.MIN_VALUE, Float.NaN, -0.0, "text", List.of(1));
        List<All> all = new ArrayList<>(List.of(
                some,
                new All(
                        true,
                        (byte) -3,
                        'x',
                        (short) 300,
                        1 << 30,
                        Long.MIN_VALUE,
                        Float.NaN,
                        -0.0,
                        "text",
                        List.of(1)),
                new All(true, (byte) -3, 'x', (short) 300, 1 << 30, Long.MIN_VALUE, Float.NaN, 0.0, "text", List.of(1)),
                new All(false, (byte) 0, '\0', (short) 0, 0, 0, 0, 0, null, null)));
        for (int changed = 0; changed < 10; changed++) {
            all.add(new All(
                    changed != 0,
                    (byte) (changed == 1 ? 1 : -3),
                    changed == 2 ? 'y' : 'x',
                    (short) (changed == 3 ? 1 : 300),
                    changed == 4 ? 1 : 1 << 30,
                    changed == 5 ? 1 : Long.MIN_VALUE,
                    changed == 6 ? 1 : Float.NaN,
                    changed == 7 ? 1 : -0.0,
                    changed == 8 ? "other" : "text",
                    changed == 9 ? List.of() : List.of(1)));
        }
        List<Object> said = new ArrayList<>();
        for (All one : all) {
            said.add(one);
            said.add(one.hashCode());
            said.add(one.equals(some));
            said.add(some.equals(one));
        }
        said.add(some.equals(nothing()));
        said.add(new Nothing());
        said.add(new Nothing().hashCode());
        said.add(new Nothing().equals(new Nothing()));
        for (Object value :
                new Object[] {null, "ab", "abcd", 7, 8L, new Shape.Circle(1), new Shape.Circle(200), new Shape.Square(2)
                }) {
            said.add(kind(value));
        }
        return said.toString();
    }

    private static Object nothing() {
        return null;
    }
}
