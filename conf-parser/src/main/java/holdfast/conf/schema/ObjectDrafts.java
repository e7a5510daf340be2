package holdfast.conf.schema;

import holdfast.conf.diagnostic.SourceSpan;
import holdfast.conf.model.ScriptCommand;
import holdfast.conf.model.ScriptUser;
import holdfast.conf.model.TrackFile;
import holdfast.conf.model.VrrpTrackProcess.ParameterMatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Drafts of the smaller blocks. Null: not given. */
final class ObjectDrafts {
    private ObjectDrafts() {}

    /** A {@code vrrp_script}. */
    static final class Script extends NamedDraft {
        Located<ScriptCommand> script;
        Located<Duration> interval;
        Located<Duration> timeout;
        Located<Weight> weight;
        Located<Integer> rise;
        Located<Integer> fall;
        Located<ScriptUser> user;
        Located<Boolean> initFail;

        Script(String name, SourceSpan place) {
            super("vrrp_script", name, place);
        }
    }

    /** A {@code track_file}. */
    static final class TrackedFile extends NamedDraft {
        Located<String> file;
        Located<Weight> weight;
        Located<TrackFile.InitFile> initFile;

        TrackedFile(String name, SourceSpan place) {
            super("track_file", name, place);
        }
    }

    /** A {@code vrrp_track_process}. */
    static final class TrackedProcess extends NamedDraft {
        Located<List<String>> process;
        Located<ParameterMatch> parameterMatch;
        Located<Boolean> fullCommand;
        Located<Weight> weight;
        Located<Integer> quorum;
        Located<Integer> quorumMax;
        Located<Duration> delay;
        Located<Duration> forkDelay;
        Located<Duration> terminateDelay;

        TrackedProcess(String name, SourceSpan place) {
            super("vrrp_track_process", name, place);
        }
    }

    /** A {@code vrrp_sync_group}. */
    static final class Group extends NamedDraft {
        final List<Located<String>> members = new ArrayList<>();
        final TrackingDraft tracking = new TrackingDraft();
        final NotifyDraft notify = new NotifyDraft();
        Located<Boolean> globalTracking;
        Located<Boolean> trackingWeight;

        Group(String name, SourceSpan place) {
            super("vrrp_sync_group", name, place);
        }
    }
}
