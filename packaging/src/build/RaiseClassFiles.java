import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code java RaiseClassFiles.java JAR...}: gives class files of Java 5 the form of Java 8, with stack maps. A start-up archive takes no class
 * of a form that has none (picocli's), so that each command would read, parse and verify them anew.
 */
final class RaiseClassFiles {
    private static final int STACK_MAPS_SINCE = ClassFile.JAVA_6_VERSION;

    private RaiseClassFiles() {}

    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            raise(Path.of(jar).toAbsolutePath());
        }
    }

    private static void raise(Path jar) throws IOException {
        Path copy = Files.copy(jar, jar.resolveSibling(jar.getFileName() + ".former"));
        try (FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of());
                URLClassLoader former = new URLClassLoader(new URL[] {copy.toUri().toURL()}, null)) {
            ClassFile format = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(former)
                            .orElse(ClassHierarchyResolver.ofResourceParsing(ClassLoader.getSystemClassLoader()))));
            for (Path entry : classes(files)) {
                ClassModel model = format.parse(Files.readAllBytes(entry));
                if (model.majorVersion() < STACK_MAPS_SINCE) {
                    Files.write(entry, format.transformClass(model, TO_JAVA_8));
                }
            }
        }
        Files.delete(copy);
    }

    private static final ClassTransform TO_JAVA_8 = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
            .andThen((builder, element) -> {
                if (element instanceof ClassFileVersion) {
                    builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
                } else {
                    builder.with(element);
                }
            });

    private static List<Path> classes(FileSystem files) throws IOException {
        try (Stream<Path> all = Files.walk(files.getPath("/"))) {
            return all.filter(path -> path.toString().endsWith(".class")
                            && !path.endsWith("module-info.class")
                            && !path.toString().startsWith("/META-INF/"))
                    .toList();
        }
    }
}
