package holdfast.check;

import java.util.Arrays;

/** Checks by the time of what is due next for them, earliest first: a binary heap whose entries know their place, so that they move cheaply. */
final class DeadlineHeap {
    private RunningCheck[] entries = new RunningCheck[64];
    private int size;

    /** The check whose deadline comes first, or null. */
    RunningCheck first() {
        return size == 0 ? null : entries[0];
    }

    int size() {
        return size;
    }

    /** Puts a check in, or moves it, to the deadline {@code at}. */
    void set(RunningCheck check, long at) {
        check.deadline = at;
        if (check.heapIndex < 0) {
            if (size == entries.length) {
                entries = Arrays.copyOf(entries, size * 2);
            }
            check.heapIndex = size++;
            entries[check.heapIndex] = check;
        }
        up(check);
        down(check);
    }

    /** Takes a check out, if it is in. */
    void remove(RunningCheck check) {
        int index = check.heapIndex;
        if (index < 0) {
            return;
        }
        check.heapIndex = -1;
        RunningCheck last = entries[--size];
        entries[size] = null;
        if (last != check) {
            place(last, index);
            up(last);
            down(last);
        }
    }

    private void up(RunningCheck check) {
        while (check.heapIndex > 0) {
            int index = check.heapIndex;
            RunningCheck parent = entries[(index - 1) / 2];
            if (!before(check, parent)) {
                return;
            }
            place(check, parent.heapIndex);
            place(parent, index);
        }
    }

    private void down(RunningCheck check) {
        while (true) {
            int index = check.heapIndex;
            int least = 2 * index + 1;
            if (least >= size) {
                return;
            }
            if (least + 1 < size && before(entries[least + 1], entries[least])) {
                least++;
            }
            RunningCheck child = entries[least];
            if (!before(child, check)) {
                return;
            }
            place(check, least);
            place(child, index);
        }
    }

    private void place(RunningCheck check, int index) {
        entries[index] = check;
        check.heapIndex = index;
    }

    private static boolean before(RunningCheck one, RunningCheck other) {
        return one.deadline - other.deadline < 0;
    }
}
