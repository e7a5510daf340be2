/**
 * Metrics for Prometheus: {@link holdfast.agent.metrics.MetricsPage} makes them of one {@link holdfast.agent.web.Observation}, with
 * the snapshots and text formats of the Prometheus client library. Nothing is counted here, so nothing costs anything until somebody asks.
 *
 * <p>Names that begin with {@code keepalived_} are those of the common exporter (github.com/mehdy/keepalived-exporter, its collector's
 * list), so that existing dashboards and alerts work; {@code holdfast_} is ours. Labels take their values from the configuration; where
 * the network decides (peers, unknown VRIDs) there is a limit.
 */
package holdfast.agent.metrics;
