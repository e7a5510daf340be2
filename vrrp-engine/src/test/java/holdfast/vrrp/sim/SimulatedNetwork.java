package holdfast.vrrp.sim;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The segments between the nodes: who hears whom, how late, and how often not. */
final class SimulatedNetwork {
    private final SimulatedLan lan;
    private final boolean[][][] blocked;
    private Weather weather = Weather.PERFECT;

    SimulatedNetwork(SimulatedLan lan, int segments, int nodes) {
        this.lan = lan;
        blocked = new boolean[segments][nodes][nodes];
    }

    void setWeather(Weather newWeather) {
        weather = newWeather;
    }

    Weather weather() {
        return weather;
    }

    boolean isUp(int segment, int node) {
        return lan.node(node).link(segment).isUp();
    }

    boolean exists(int segment, int node) {
        return lan.node(node).link(segment).exists();
    }

    /** Nodes of different sides do not hear each other from now on; all others do. */
    void split(int segment, List<Integer> side) {
        for (int from = 0; from < side.size(); from++) {
            for (int to = 0; to < side.size(); to++) {
                blocked[segment][from][to] = !side.get(from).equals(side.get(to));
            }
        }
    }

    void block(int segment, int from, int to, boolean isBlocked) {
        blocked[segment][from][to] = isBlocked;
    }

    /** Everybody hears everybody, if their links are up. */
    void heal() {
        for (boolean[][] segment : blocked) {
            for (boolean[] row : segment) {
                Arrays.fill(row, false);
            }
        }
    }

    /** Sends a packet to all others on its segment. */
    void transmit(SimulatedPacket packet) {
        boolean[] deafTo = blocked[packet.segment()][packet.sender()];
        for (int to = 0; to < deafTo.length; to++) {
            if (to != packet.sender() && !deafTo[to]) {
                deliver(packet, to);
            }
        }
        if (lan.chance(weather.damage())) {
            queue(packet.reflected(), packet.sender());
        }
    }

    private void deliver(SimulatedPacket packet, int to) {
        if (lan.chance(weather.loss())) {
            return;
        }
        SplittableRandom random = lan.random();
        if (lan.chance(weather.damage())) {
            queue(random.nextBoolean() ? packet.damaged(random.nextInt(1 << 20)) : packet.forwarded(), to);
        } else {
            queue(packet, to);
        }
        if (lan.chance(weather.duplication())) {
            queue(packet, to);
        }
    }

    private void queue(SimulatedPacket packet, int to) {
        long span = weather.greatestDelayNanos() - weather.leastDelayNanos();
        long delay = weather.leastDelayNanos() + (span == 0 ? 0 : lan.random().nextLong(span + 1));
        lan.schedule(lan.now() + delay, new Happening.PacketArrives(lan.node(to), packet));
    }
}
