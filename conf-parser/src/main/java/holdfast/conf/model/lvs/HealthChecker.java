package holdfast.conf.model.lvs;

import java.util.Optional;

/**
 * One check of a real server.
 *
 * @param check what is checked
 * @param connection where to; empty for {@code MISC_CHECK}, {@code FILE_CHECK} and {@code BFD_CHECK}
 * @param schedule when; empty for {@code FILE_CHECK} and {@code BFD_CHECK}, which are told
 * @param alpha the check counts as failed until it succeeded
 * @param logAllFailures also failures that are forgiven are logged
 */
public record HealthChecker(
        Check check,
        Optional<CheckConnection> connection,
        Optional<CheckSchedule> schedule,
        boolean alpha,
        boolean logAllFailures) {}
