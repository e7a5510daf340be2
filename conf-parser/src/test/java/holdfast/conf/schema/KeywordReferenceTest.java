package holdfast.conf.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference of keywords is complete and is what the tables say. */
class KeywordReferenceTest {
    private static final String COMMAND = "mvn -q -pl conf-parser test-compile exec:java";

    private static Path reference() {
        String root = System.getProperty("maven.multiModuleProjectDirectory");
        return Path.of(root == null ? ".." : root).resolve("docs/keywords.md");
    }

    @Test
    void theReferenceIsWhatTheTablesSay() throws IOException {
        List<String> tables =
                KeywordReference.text(Keywords.tableList()).lines().toList();
        List<String> page = Files.readAllLines(reference());
        int same = 0;
        while (same < tables.size() && same < page.size() && tables.get(same).equals(page.get(same))) {
            same++;
        }
        assertEquals(
                same < tables.size() ? tables.get(same) : "the end",
                same < page.size() ? page.get(same) : "the end",
                "docs/keywords.md, line " + (same + 1) + ": '" + COMMAND + "' makes it again");
    }

    @Test
    void everyRowSaysWhatItTakes() {
        List<String> silent = new ArrayList<>();
        for (Block<?> table : Keywords.tableList()) {
            for (Entry<?> entry : table.entries()) {
                if (KeywordReference.syntax(entry, table.notes(entry.word())).contains(Argument.UNDESCRIBED)) {
                    silent.add(table.name() + " " + entry.word());
                }
            }
        }
        assertEquals(List.of(), silent, "these rows need Argument.of(\"...\", ...) or takes(\"...\")");
    }

    @Test
    void obsoleteWordsPointToKeywordsThatExist() {
        List<String> astray = new ArrayList<>();
        for (Block<?> table : Keywords.tableList()) {
            for (Entry<?> entry : table.entries()) {
                if (entry instanceof Entry.Renamed<?> renamed && !table.knows(renamed.current())) {
                    astray.add(renamed.word());
                }
            }
        }
        assertEquals(List.of(), astray);
    }
}
