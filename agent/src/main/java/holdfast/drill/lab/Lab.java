package holdfast.drill.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A network of hosts on this machine. Needs root. Closing it ends every process in it and removes every namespace and file
 * it made; a second close does nothing.
 */
public final class Lab implements AutoCloseable {
    private static final String SWITCH = "switch";
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final String prefix;
    private final Path directory;
    private final boolean keepFiles;
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final List<Bridge> bridges = new ArrayList<>();
    private boolean closed;

    private Lab(String prefix, Path directory, boolean keepFiles) {
        this.prefix = prefix;
        this.directory = directory;
        this.keepFiles = keepFiles;
    }

    /**
     * Starts an empty lab: a switch without networks.
     *
     * @return the lab, to be closed by the caller
     * @throws LabException when a namespace cannot be made, for example without root
     */
    public static Lab open() {
        return open(false);
    }

    /**
     * Starts an empty lab.
     *
     * @param keepFiles whether the hosts' directories outlive the lab
     * @return the lab, to be closed by the caller
     * @throws LabException when a namespace cannot be made, for example without root
     */
    public static Lab open(boolean keepFiles) {
        String prefix = freePrefix();
        try {
            String kept = keepFiles ? "kept-" : "";
            Path directory = Files.createTempDirectory(kept + prefix);
            Lab lab = new Lab(prefix, directory, keepFiles);
            try {
                lab.addHost(SWITCH);
            } catch (LabException e) {
                lab.close();
                throw e;
            }
            return lab;
        } catch (IOException e) {
            throw new LabException("no directory for the lab: " + e.getMessage(), e);
        }
    }

    /** No two labs of a process have the same: who looks for what one has left must not find the next one. */
    private static String freePrefix() {
        long pid = ProcessHandle.current().pid();
        String candidate;
        do {
            candidate = StaleLabs.PREFIX + pid + "-" + NEXT.getAndIncrement() + "-";
        } while (Files.exists(Path.of("/run/netns", candidate + SWITCH)));
        return candidate;
    }

    /**
     * Adds a host without interfaces.
     *
     * @param name a short name of lower-case letters and digits, new in this lab
     * @return the running host
     * @throws LabException when it cannot be made, or the lab is closed
     */
    public synchronized Host addHost(String name) {
        requireOpen();
        try {
            Path own = Files.createDirectory(directory.resolve(name));
            Host host = new Host(this, name, hosts.size(), own);
            hosts.put(name, host);
            host.boot();
            return host;
        } catch (IOException e) {
            throw new LabException("no directory for host " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Adds a network.
     *
     * @return an empty network
     * @throws LabException when it cannot be made, or the lab is closed
     */
    public synchronized Bridge addNetwork() {
        requireOpen();
        Bridge bridge = new Bridge(switchHost(), "br" + bridges.size());
        bridge.create();
        bridges.add(bridge);
        return bridge;
    }

    private void requireOpen() {
        if (closed) {
            throw new LabException("the lab is closed");
        }
    }

    /**
     * The host that holds the networks' bridges; every packet passes here.
     *
     * @return the switch
     */
    public Host switchHost() {
        return hosts.get(SWITCH);
    }

    /**
     * A host by its name.
     *
     * @param name as given to {@link #addHost}
     * @return the host
     * @throws LabException when there is none
     */
    public synchronized Host host(String name) {
        Host host = hosts.get(name);
        if (host == null) {
            throw new LabException("no host " + name);
        }
        return host;
    }

    /**
     * The networks of the lab.
     *
     * @return in the order they were added
     */
    public synchronized List<Bridge> bridges() {
        return List.copyOf(bridges);
    }

    /**
     * What every name made by this lab starts with.
     *
     * @return {@code hf-PID-N-}
     */
    public String prefix() {
        return prefix;
    }

    /**
     * Where the hosts' directories are.
     *
     * @return an existing directory; it outlives the lab only when asked to
     */
    public Path directory() {
        return directory;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        LabException failure = null;
        for (Host host : hosts.values().stream().toList().reversed()) {
            try {
                host.halt();
            } catch (LabException e) { // the others end all the same
                failure = e;
            }
        }
        if (!keepFiles) {
            deleteTree(directory);
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Removes a directory and everything in it; what is gone already is no failure. */
    static void deleteTree(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new LabException("cannot remove " + directory + ": " + e.getMessage(), e);
        }
    }
}
