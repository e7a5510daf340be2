package holdfast.conf.lint;

/** Checks of one topic. */
@FunctionalInterface
interface Lint {
    /**
     * Reports what is wrong with, or surprising in, a file.
     *
     * @param file the file as a whole; findings go to its {@link WholeFile#report}
     */
    void check(WholeFile file);
}
