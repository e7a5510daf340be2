package holdfast.vip;

import holdfast.linux.InterfaceInfo;
import java.util.Optional;

/** Who has which name among interfaces, as last heard: {@link LinkMonitor}. */
@FunctionalInterface
public interface InterfaceDirectory {
    /** The interface of this name, when there is one. */
    Optional<InterfaceInfo> named(String interfaceName);
}
