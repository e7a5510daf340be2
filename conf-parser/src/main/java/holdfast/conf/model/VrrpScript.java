package holdfast.conf.model;

import java.time.Duration;

/**
 * A {@code vrrp_script} block.
 *
 * @param name its name
 * @param script what to run
 * @param interval time from one start to the next, default 1 s
 * @param timeout after that long the run counts as failed and is ended; default: the interval
 * @param weight -253 to 253, default 0
 * @param reverse success and failure are exchanged as far as the weight goes
 * @param rise successes needed to become good again, at least 1
 * @param fall failures needed to become bad, at least 1
 * @param initFail presumed failed until the first result
 */
public record VrrpScript(
        String name,
        ScriptCommand script,
        Duration interval,
        Duration timeout,
        int weight,
        boolean reverse,
        int rise,
        int fall,
        boolean initFail) {}
