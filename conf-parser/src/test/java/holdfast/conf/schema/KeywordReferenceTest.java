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
        assertEquals(
                KeywordReference.text(Keywords.tableList()),
                Files.readString(reference()),
                "docs/keywords.md is not what the tables say; '" + COMMAND + "' makes it again");
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
