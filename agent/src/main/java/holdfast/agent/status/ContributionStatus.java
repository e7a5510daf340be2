package holdfast.agent.status;

/**
 * What one tracked thing makes of a priority.
 *
 * @param type {@code script}, {@code interface}, {@code file}, {@code process}, {@code bfd}
 * @param name its name
 * @param weight as configured, -254 to 254; 0: the instance is in FAULT while the thing is bad
 * @param reverse good and bad are exchanged
 * @param ofGroup the sync group tracks it
 * @param status {@code good}, {@code bad}, {@code unknown}, or the number in a file
 * @param words in words, with the reason
 * @param change what it adds to the priority now; negative: subtracts
 * @param fault whether it keeps the instance in FAULT now
 */
public record ContributionStatus(
        String type,
        String name,
        int weight,
        boolean reverse,
        boolean ofGroup,
        String status,
        String words,
        int change,
        boolean fault) {}
