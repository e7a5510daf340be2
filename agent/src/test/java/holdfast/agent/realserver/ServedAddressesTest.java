package holdfast.agent.realserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import holdfast.agent.configuration.FileSourceLoader;
import holdfast.agent.configuration.NodeFacts;
import holdfast.agent.realserver.ServedAddress.Way;
import holdfast.conf.ConfigurationReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedAddressesTest {
    @TempDir
    private Path folder;

    private List<ServedAddress> served(String own, String... blocks) throws IOException, RealServerException {
        Path file = Files.writeString(folder.resolve("k.conf"), String.join("\n", blocks));
        return ServedAddresses.of(
                ConfigurationReader.read(new FileSourceLoader(), file.toString(), NodeFacts.now(Optional.empty()))
                        .configuration(),
                Set.of(InetAddress.ofLiteral(own)));
    }

    private static String virtual(String service, String kind, String... realServers) {
        StringBuilder text =
                new StringBuilder("virtual_server " + service + " {\nlb_algo rr\nlb_kind " + kind + "\nprotocol TCP\n");
        for (String real : realServers) {
            text.append("real_server ").append(real).append(" {\nweight 1\n}\n");
        }
        return text.append("}\n").toString();
    }

    @Test
    void theAddressesOfTheVirtualServersThatReachThisMachineAreTaken() throws IOException, RealServerException {
        assertEquals(
                List.of(
                        new ServedAddress(InetAddress.ofLiteral("10.0.0.1"), Way.DIRECT, Set.of(80, 443)),
                        new ServedAddress(InetAddress.ofLiteral("10.0.0.3"), Way.TUNNEL, Set.of(25))),
                served(
                        "10.0.0.11",
                        virtual("10.0.0.1 80", "DR", "10.0.0.11 80", "10.0.0.12 80"),
                        virtual("10.0.0.1 443", "DR", "10.0.0.11 443"),
                        virtual("10.0.0.2 80", "DR", "10.0.0.12 80"),
                        virtual("10.0.0.3 25", "TUN", "10.0.0.11 25"),
                        virtual("10.0.0.4 80", "NAT", "10.0.0.11 80")));
    }

    @Test
    void aMachineThatIsNoneOfTheRealServersIsNotTouched() {
        RealServerException refusal = assertThrows(
                RealServerException.class, () -> served("10.0.0.99", virtual("10.0.0.1 80", "DR", "10.0.0.11 80")));
        assertEquals(
                "none of the real servers in the file is this machine; name the address with --vip",
                refusal.getMessage());
    }

    @Test
    void behindNatThereIsNothingToDo() {
        RealServerException refusal = assertThrows(
                RealServerException.class, () -> served("10.0.0.11", virtual("10.0.0.1 80", "NAT", "10.0.0.11 80")));
        assertEquals(
                "no virtual server reaches this machine by DR or TUN, so nothing is to be done here",
                refusal.getMessage());
    }
}
