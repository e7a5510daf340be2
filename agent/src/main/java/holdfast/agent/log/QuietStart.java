package holdfast.agent.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * What Logback finds through the service loader when the first logger is asked for: no XML is looked for (that costs 30 ms),
 * nothing is written until {@link Logging#start} knows the command line.
 */
public final class QuietStart extends ContextAwareBase implements Configurator {
    /** For the service loader. */
    public QuietStart() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
