package holdfast.vip;

import holdfast.linux.SendOutcome;

/** Hears of each announcement sent or refused. Called on the loop's thread; must be quick. */
@FunctionalInterface
public interface AnnouncementListener {
    /** One frame went to the kernel. */
    void announced(Announcement announcement, SendOutcome outcome);
}
