package holdfast.vip;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is to be announced on one interface in one family, and how fast. */
final class AnnouncementQueue {
    /** More jobs of one router than this mean that it flaps faster than the pace allows: the oldest has become pointless. */
    static final int JOBS_PER_ROUTER = 8;

    private final Deque<Job> jobs = new ArrayDeque<>();
    private long intervalNanos;
    private long notBefore;
    private boolean paced;

    private static final class Job {
        private final String router;
        private final List<Announcement> announcements;
        private int roundsLeft;
        private int position;

        private Job(String router, List<Announcement> announcements, int rounds) {
            this.router = router;
            this.announcements = announcements;
            this.roundsLeft = rounds;
        }

        private int size() {
            return roundsLeft * announcements.size() - position;
        }

        private Optional<Job> handedOver(String to, Set<Announcement> kept) {
            List<Announcement> rest =
                    announcements.stream().filter(kept::contains).toList();
            Job job = new Job(to, rest, roundsLeft);
            job.position = (int) announcements.subList(0, position).stream()
                    .filter(kept::contains)
                    .count();
            if (job.position > 0 && job.position == rest.size()) { // all that was left of this round is gone
                job.position = 0;
                job.roundsLeft--;
            }
            return rest.isEmpty() || job.roundsLeft == 0 ? Optional.empty() : Optional.of(job);
        }
    }

    AnnouncementQueue(Duration interval) {
        pace(interval);
    }

    void pace(Duration interval) {
        intervalNanos = interval.toNanos();
    }

    /** Queues a job; by how many announcements the queue has grown. */
    int add(String router, List<Announcement> announcements, int rounds) {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds " + rounds);
        }
        List<Job> own = jobs.stream().filter(job -> job.router.equals(router)).toList();
        int dropped = 0;
        if (own.size() >= JOBS_PER_ROUTER) {
            dropped = own.getFirst().size();
            jobs.remove(own.getFirst());
        }
        Job job = new Job(router, List.copyOf(announcements), rounds);
        jobs.add(job);
        return job.size() - dropped;
    }

    int cancel(String router) {
        int before = size();
        jobs.removeIf(job -> job.router.equals(router));
        return before - size();
    }

    /** Gives a router's jobs to another name, without the announcements that are not kept; by how many the queue shrank. */
    int handOver(String former, String router, Set<Announcement> kept) {
        int before = size();
        List<Job> all = List.copyOf(jobs);
        jobs.clear();
        for (Job job : all) {
            if (job.router.equals(former)) {
                job.handedOver(router, kept).ifPresent(jobs::add);
            } else {
                jobs.add(job);
            }
        }
        return before - size();
    }

    int size() {
        return jobs.stream().mapToInt(Job::size).sum();
    }

    /** Nanoseconds until the next may leave; 0 when it may now. */
    long waitFrom(long now) {
        return paced ? Math.max(notBefore - now, 0) : 0;
    }

    /** Takes the next announcement if the pace allows. A job that has done a round lets the others do theirs. */
    Optional<Announcement> takeDue(long now) {
        Job job = jobs.peek();
        if (job == null || waitFrom(now) > 0) {
            return Optional.empty();
        }
        Announcement next = job.announcements.get(job.position++);
        if (job.position == job.announcements.size()) {
            job.position = 0;
            job.roundsLeft--;
            jobs.remove();
            if (job.roundsLeft > 0) {
                jobs.add(job);
            }
        }
        paced = intervalNanos > 0;
        notBefore = now + intervalNanos;
        return Optional.of(next);
    }
}
