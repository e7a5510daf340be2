package holdfast.agent.reload;

import holdfast.agent.reload.Step.Action;
import holdfast.agent.reload.Step.Area;
import holdfast.conf.ConfigurationReader;
import holdfast.conf.ParseEnvironment;
import holdfast.conf.SourceLoader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Tells which instances the file it is given has. */
final class GivenReloading implements ReloadHandlers.Reloading {
    static final Step STEP = Step.of(Area.REAL_SERVER, Action.REMOVE, "[192.0.2.11]:tcp:80", "removed")
            .interrupting("its connections");

    @Override
    public CompletableFuture<ReloadReport> reload() {
        return CompletableFuture.completedFuture(
                ReloadReport.of("/etc/a.conf", List.of(STEP), List.of("it rains"), "", 0));
    }

    @Override
    public ReloadReport plan(String file, SourceLoader sources) {
        var parsed = ConfigurationReader.read(sources, file, ParseEnvironment.ofHost("node1"));
        return ReloadReport.of(
                file,
                parsed.configuration().vrrpInstances().stream()
                        .map(instance -> Step.of(Area.INSTANCE, Action.ADD, instance.name(), ""))
                        .toList(),
                List.of(),
                "",
                0);
    }

    @Override
    public Executor thread() {
        return Runnable::run;
    }
}
