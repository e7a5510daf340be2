package holdfast.check;

/**
 * A check for the loop to make.
 *
 * @param id which
 * @param check what is checked
 * @param timing when
 * @param alpha the service counts as down until a check succeeded: it starts as {@link CheckStatus#DOWN}
 * @param logAllFailures also failures that are forgiven are worth a line in the log
 */
public record CheckDefinition(CheckId id, Check check, CheckTiming timing, boolean alpha, boolean logAllFailures) {}
