package holdfast.conf.effective;

import static org.junit.jupiter.api.Assertions.assertEquals;

import holdfast.conf.model.Configuration;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whoever adds a component to the model must say how it is written. */
class RulesTest {
    @Test
    void everyComponentOfEveryRecordOfTheModelHasARule() {
        Map<String, Set<String>> model = new TreeMap<>();
        collect(Configuration.class, model);
        Map<String, Set<String>> rules = new TreeMap<>();
        RootRules.ALL.forEach(rule -> rules.put(rule.type().getName(), new TreeSet<>(rule.components())));
        assertEquals(model, rules);
    }

    private static void collect(Type type, Map<String, Set<String>> records) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> collect(argument, records));
        }
        if (!(type instanceof Class<?> found) || !found.getName().startsWith("holdfast.")) {
            return;
        }
        if (found.isSealed()) {
            Arrays.stream(found.getPermittedSubclasses()).forEach(permitted -> collect(permitted, records));
        }
        if (found.isRecord() && !records.containsKey(found.getName())) {
            Set<String> components = new TreeSet<>();
            records.put(found.getName(), components);
            for (RecordComponent component : found.getRecordComponents()) {
                components.add(component.getName());
                collect(component.getGenericType(), records);
            }
        }
    }
}
