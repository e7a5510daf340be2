package holdfast.linux;

import java.util.Set;

/** A program that prints the numbers of the signals it reads, and ends with the second. */
final class SignalEcho {
    private SignalEcho() {}

    public static void main(String[] arguments) throws LinuxException {
        try (SignalFd signals = SignalFd.open(Set.of(Signals.HUP, Signals.RTMIN + 2));
                Epoll epoll = Epoll.open()) {
            epoll.add(signals, 0);
            System.out.println("ready");
            for (int received = 0; received < 2; ) {
                epoll.await(5_000);
                int signal = signals.next();
                if (signal == 0) {
                    System.exit(1); // nothing within five seconds
                }
                System.out.println(signal);
                received++;
            }
        }
    }
}
