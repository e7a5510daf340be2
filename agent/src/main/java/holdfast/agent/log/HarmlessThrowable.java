package holdfast.agent.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Arrays;

/** An exception as it is logged: its messages and those of its causes, which may quote anybody, without control characters. */
final class HarmlessThrowable implements IThrowableProxy {
    private final IThrowableProxy thrown;

    HarmlessThrowable(IThrowableProxy thrown) {
        this.thrown = thrown;
    }

    @Override
    public String getMessage() {
        return escape(thrown.getMessage());
    }

    @Override
    public String getOverridingMessage() {
        return escape(thrown.getOverridingMessage());
    }

    private static String escape(String text) {
        return text == null ? null : ControlCharacters.escape(text);
    }

    @Override
    public String getClassName() {
        return thrown.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return thrown.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
        return thrown.getCommonFrames();
    }

    @Override
    public IThrowableProxy getCause() {
        return thrown.getCause() == null ? null : new HarmlessThrowable(thrown.getCause());
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
        return Arrays.stream(thrown.getSuppressed()).map(HarmlessThrowable::new).toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
        return thrown.isCyclic();
    }
}
