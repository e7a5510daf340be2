package holdfast.conf.diagnostic;

import java.util.Locale;

/** How bad a finding is; the measure is what keepalived 2.2.7 does with the same file. */
public enum Severity {
    /** The configuration must not be run: keepalived refuses it, or what would run is not what is written. */
    ERROR,
    /** It runs, but not everything that is written has an effect. */
    WARNING,
    /** Nothing is wrong; something worth knowing. */
    NOTE;

    /** The word used in messages: {@code error}, {@code warning}, {@code note}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
