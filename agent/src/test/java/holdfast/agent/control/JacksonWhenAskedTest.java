package holdfast.agent.control;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The JSON library takes longer to load than the daemon may take to start. */
@Timeout(30)
class JacksonWhenAskedTest {
    @TempDir
    private Path folder;

    @Test
    void aServerThatNobodyAsksDoesNotLoadIt() throws ReflectiveOperationException {
        Recorder loader = new Recorder();
        Class<?> type = loader.loadClass(ControlServer.class.getName());
        Constructor<?> constructor = type.getConstructor(Path.class, Supplier.class);
        Supplier<Map<String, Object>> commands = Map::of;
        Object server = constructor.newInstance(folder.resolve("x.sock"), commands);
        type.getMethod("start").invoke(server);
        Method opened = type.getDeclaredMethod("opened");
        opened.setAccessible(true);
        ((CompletableFuture<?>) opened.invoke(server)).join();
        type.getMethod("close").invoke(server);
        assertTrue(loader.seen.contains(ControlLoop.class.getName()), loader.seen.toString());
        assertFalse(loader.seen.stream().anyMatch(name -> name.startsWith("com.fasterxml")), loader.seen.toString());
    }

    /** Loads the package's classes itself and notes what they ask for. */
    private static final class Recorder extends ClassLoader {
        private final Set<String> seen = ConcurrentHashMap.newKeySet();

        Recorder() {
            super(JacksonWhenAskedTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                seen.add(name);
                Class<?> known = findLoadedClass(name);
                if (known != null || !name.startsWith("holdfast.agent.control.")) {
                    return known != null ? known : super.loadClass(name, resolve);
                }
                try (InputStream code = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                    byte[] bytes = code.readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        }
    }
}
