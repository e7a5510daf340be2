import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.classfile.ClassFile.ACC_SYNTHETIC;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code java LinkAhead.java JAR...}, all in one folder with the libraries they need: gives pattern switches and the {@code equals}, {@code hashCode} and {@code toString} of records
 * ordinary code. As compiled, the class library generates that code when each is reached for the first time, which a start-up archive of JDK
 * 25 cannot keep (it does keep lambdas and string concatenations): every process would generate it anew, on the way to its first advert.
 *
 * <p>Behaviour is that of {@link java.lang.runtime.SwitchBootstraps} and {@link java.lang.runtime.ObjectMethods}. A switch over anything but
 * types and strings stays as it is.
 */
final class LinkAhead {
    private static final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
    private static final ClassDesc RECORDS = ClassDesc.of("java.lang.runtime.ObjectMethods");
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final ClassDesc BUILDER = ClassDesc.of("java.lang.StringBuilder");

    /** As in {@link java.lang.runtime.ObjectMethods}, whose results may so be mixed with these. */
    private static final int HASH_FACTOR = 31;

    private LinkAhead() {}

    public static void main(String[] jars) throws IOException {
        try (URLClassLoader loader = new URLClassLoader(libraries(Path.of(jars[0]).toAbsolutePath().getParent()))) {
            ClassFile format = ClassFile.of(
                    ConstantPoolSharingOption.NEW_POOL, // without what the replaced calls needed
                    ClassHierarchyResolverOption.of(
                            ClassHierarchyResolver.ofResourceParsing(loader).cached()));
            for (String jar : jars) {
                link(Path.of(jar), format);
            }
        }
    }

    private static URL[] libraries(Path folder) throws IOException {
        List<URL> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : found) {
                jars.add(jar.toUri().toURL());
            }
        }
        return jars.toArray(URL[]::new);
    }

    private static void link(Path jar, ClassFile format) throws IOException {
        Path linked = Files.copy(jar, jar.resolveSibling(jar.getFileName() + ".linked"));
        try (FileSystem files = FileSystems.newFileSystem(
                        URI.create("jar:" + linked.toAbsolutePath().toUri()), Map.of());
                Stream<Path> all = Files.walk(files.getPath("/"))) {
            all.filter(path -> path.toString().endsWith(".class")).toList().forEach(path -> rewrite(path, format));
        }
        Files.move(linked, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void rewrite(Path file, ClassFile format) {
        try {
            ClassModel model = format.parse(Files.readAllBytes(file));
            List<InvokeDynamicInstruction> calls = new ArrayList<>();
            byte[] linked = format.transformClass(model, replacing(model, calls));
            if (calls.isEmpty()) {
                return;
            }
            List<VerifyError> errors = format.verify(linked);
            if (!errors.isEmpty()) {
                throw new IllegalStateException(file + ": " + errors.getFirst().getMessage());
            }
            Files.write(file, linked);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a call of a new method in the place of each call that is linked at run time, and collects those. */
    private static ClassTransform replacing(ClassModel model, List<InvokeDynamicInstruction> calls) {
        ClassDesc owner = model.thisClass().asSymbol();
        boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
        return ClassTransform.transformingMethodBodies((code, element) -> {
                    if (element instanceof InvokeDynamicInstruction call && isKnown(call)) {
                        code.invokestatic(owner, name(calls.size()), call.typeSymbol(), isInterface);
                        calls.add(call);
                    } else {
                        code.with(element);
                    }
                })
                .andThen(ClassTransform.endHandler(builder -> {
                    for (int i = 0; i < calls.size(); i++) {
                        add(builder, name(i), calls.get(i), model);
                    }
                }));
    }

    private static String name(int index) {
        return "linked$" + index;
    }

    private static boolean isKnown(InvokeDynamicInstruction call) {
        ClassDesc bootstrap = call.bootstrapMethod().owner();
        return bootstrap.equals(RECORDS)
                || bootstrap.equals(SWITCHES)
                        && call.bootstrapMethod().methodName().equals("typeSwitch")
                        && !call.typeSymbol().parameterType(0).isPrimitive()
                        && call.bootstrapArgs().stream()
                                .allMatch(label -> label instanceof ClassDesc || label instanceof String);
    }

    private static void add(ClassBuilder builder, String name, InvokeDynamicInstruction call, ClassModel model) {
        builder.withMethodBody(name, call.typeSymbol(), ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC, code -> {
            if (call.bootstrapMethod().owner().equals(SWITCHES)) {
                typeSwitch(code, call.bootstrapArgs());
                return;
            }
            List<DirectMethodHandleDesc> fields = call.bootstrapArgs().stream()
                    .skip(2) // the class and the names
                    .map(DirectMethodHandleDesc.class::cast)
                    .toList();
            switch (call.name().stringValue()) {
                case "equals" -> equals(code, model.thisClass().asSymbol(), fields);
                case "hashCode" -> hashCode(code, fields);
                case "toString" -> toString(code, simpleName(model), fields);
                default -> throw new IllegalStateException("unknown method of a record: " + call.name());
            }
        });
    }

    /** {@code int (Object target, int restart)}: the first label from restart on that matches. */
    private static void typeSwitch(CodeBuilder code, List<ConstantDesc> labels) {
        code.aload(0).ifThen(Opcode.IFNULL, none -> none.iconst_m1().ireturn());
        for (int i = 0; i < labels.size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpgt(next);
            if (labels.get(i) instanceof ClassDesc type) {
                code.aload(0).instanceOf(type);
            } else {
                code.loadConstant(labels.get(i))
                        .aload(0)
                        .invokevirtual(CD_Object, "equals", MethodTypeDesc.of(CD_boolean, CD_Object));
            }
            code.ifeq(next).loadConstant(i).ireturn().labelBinding(next);
        }
        code.loadConstant(labels.size()).ireturn();
    }

    private static void equals(CodeBuilder code, ClassDesc owner, List<DirectMethodHandleDesc> fields) {
        Label differs = code.newLabel();
        code.aload(0).aload(1).ifThen(Opcode.IF_ACMPEQ, same -> same.iconst_1().ireturn());
        code.aload(1).instanceOf(owner).ifeq(differs);
        for (DirectMethodHandleDesc field : fields) {
            ClassDesc type = field.invocationType().returnType();
            code.aload(0).getfield(owner, field.methodName(), type);
            code.aload(1).checkcast(owner).getfield(owner, field.methodName(), type);
            switch (TypeKind.from(type)) {
                case REFERENCE ->
                    code.invokestatic(OBJECTS, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object))
                            .ifeq(differs);
                case LONG -> code.lcmp().ifne(differs);
                case FLOAT, DOUBLE -> // the bits count: NaN is equal to itself
                    code.invokestatic(wrapper(type), "compare", MethodTypeDesc.of(CD_int, type, type))
                            .ifne(differs);
                default -> code.if_icmpne(differs);
            }
        }
        code.iconst_1().ireturn().labelBinding(differs).iconst_0().ireturn();
    }

    private static void hashCode(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
        code.iconst_0();
        for (DirectMethodHandleDesc field : fields) {
            ClassDesc type = field.invocationType().returnType();
            code.loadConstant(HASH_FACTOR).imul();
            code.aload(0).getfield(field.owner(), field.methodName(), type);
            if (type.isPrimitive()) {
                code.invokestatic(wrapper(type), "hashCode", MethodTypeDesc.of(CD_int, type));
            } else {
                code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(CD_int, CD_Object));
            }
            code.iadd();
        }
        code.ireturn();
    }

    private static void toString(CodeBuilder code, String simpleName, List<DirectMethodHandleDesc> fields) {
        code.new_(BUILDER).dup().invokespecial(BUILDER, "<init>", MethodTypeDesc.of(ConstantDescs.CD_void));
        append(code.loadConstant(simpleName + "["), CD_String);
        String separator = "";
        for (DirectMethodHandleDesc field : fields) {
            ClassDesc type = field.invocationType().returnType();
            append(code.loadConstant(separator + field.methodName() + "="), CD_String);
            code.aload(0).getfield(field.owner(), field.methodName(), type);
            append(code, switch (TypeKind.from(type)) {
                case REFERENCE -> CD_Object;
                case BYTE, SHORT -> CD_int;
                default -> type;
            });
            separator = ", ";
        }
        append(code.loadConstant("]"), CD_String);
        code.invokevirtual(BUILDER, "toString", MethodTypeDesc.of(CD_String)).areturn();
    }

    private static void append(CodeBuilder code, ClassDesc type) {
        code.invokevirtual(BUILDER, "append", MethodTypeDesc.of(BUILDER, type));
    }

    private static ClassDesc wrapper(ClassDesc primitive) {
        return switch (TypeKind.fromDescriptor(primitive.descriptorString())) {
            case BOOLEAN -> ConstantDescs.CD_Boolean;
            case BYTE -> ConstantDescs.CD_Byte;
            case CHAR -> ConstantDescs.CD_Character;
            case SHORT -> ConstantDescs.CD_Short;
            case INT -> ConstantDescs.CD_Integer;
            case LONG -> ConstantDescs.CD_Long;
            case FLOAT -> ConstantDescs.CD_Float;
            case DOUBLE -> ConstantDescs.CD_Double;
            case REFERENCE, VOID -> throw new IllegalArgumentException(primitive.displayName());
        };
    }

    private static String simpleName(ClassModel model) {
        return model.findAttribute(Attributes.innerClasses()).stream()
                .flatMap(inner -> inner.classes().stream())
                .filter(inner -> inner.innerClass().equals(model.thisClass()))
                .findAny()
                .flatMap(InnerClassInfo::innerName)
                .map(Object::toString)
                .orElseGet(() -> model.thisClass().asSymbol().displayName());
    }
}
