package holdfast.agent.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import holdfast.agent.loop.StandingOrders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingOrderFileTest {
    private static final StandingOrders ORDERS = new StandingOrders(true, Set.of("VI_1", "VI 2"));

    @TempDir
    Path folder;

    private StandingOrderFile file(String boot) {
        return new StandingOrderFile(folder.resolve("control-node.json"), boot);
    }

    @Test
    void whatWasWrittenIsRead() {
        file("boot").write(ORDERS);
        assertEquals(ORDERS, file("boot").read());
    }

    @Test
    void aRebootEndsThem() {
        file("boot").write(ORDERS);
        assertEquals(StandingOrders.NONE, file("another").read());
    }

    @Test
    void withoutOrdersThereIsNoFile() {
        file("boot").write(ORDERS);
        file("boot").write(StandingOrders.NONE);
        assertFalse(Files.exists(folder.resolve("control-node.json")));
        assertEquals(StandingOrders.NONE, file("boot").read());
    }

    @Test
    void garbageIsNotBelieved() throws IOException {
        for (String garbage :
                new String[] {"", "{", "[]", "{\"boot\":\"boot\"}", "{\"boot\":\"boot\",\"handedOver\":[]}"}) {
            Files.writeString(folder.resolve("control-node.json"), garbage);
            assertEquals(StandingOrders.NONE, file("boot").read(), garbage);
        }
    }

    @Test
    void aBookKeepsThemForTheNextProcess() {
        Path socket = folder.resolve("control.sock");
        try (StandingOrderBook book = StandingOrderBook.beside(Optional.of(socket))) {
            book.maintenanceChanged(true);
            book.holdChanged("VI_1", true);
            book.holdChanged("VI_2", true);
            book.holdChanged("VI_1", false);
        }
        try (StandingOrderBook next = StandingOrderBook.beside(Optional.of(socket))) {
            assertEquals(new StandingOrders(true, Set.of("VI_2")), next.former());
        }
    }
}
