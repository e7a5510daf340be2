package holdfast.agent.check;

import holdfast.agent.pair.PairNode;
import holdfast.agent.pair.PairReport;
import holdfast.agent.pair.RouterElection;
import holdfast.agent.pair.RouterElection.NodeState;
import holdfast.agent.pair.RouterElection.Situation;
import holdfast.agent.pair.RouterElection.Verdict;
import holdfast.conf.diagnostic.Palette;
import holdfast.conf.diagnostic.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Who is MASTER when: a table for each virtual router, a line for each single failure. */
final class PairTable {
    private static final String GAP = "  ";

    private final Palette palette;
    private final PairReport pair;

    PairTable(Palette palette, PairReport pair) {
        this.palette = palette;
        this.pair = pair;
    }

    /** A piece of a line and how it is shown. */
    private record Cell(String text, Look look) {
        enum Look {
            PLAIN,
            STRONG,
            FAINT,
            GOOD,
            BAD
        }

        static Cell plain(String text) {
            return new Cell(text, Look.PLAIN);
        }
    }

    /** The tables with an empty line between them; empty when no election was held. */
    String text() {
        List<List<Cell>> rows = new ArrayList<>();
        for (RouterElection election : pair.elections()) {
            if (!rows.isEmpty()) {
                rows.add(List.of());
            }
            rows.add(heading(election));
            election.situations().forEach(situation -> rows.add(row(situation, election.atRest())));
        }
        return layOut(rows);
    }

    private List<Cell> heading(RouterElection election) {
        List<Cell> row = new ArrayList<>();
        row.add(new Cell(election.router().title(), Cell.Look.STRONG));
        pair.nodes().forEach(node -> row.add(new Cell(node.label(), Cell.Look.STRONG)));
        row.add(new Cell("who serves", Cell.Look.STRONG));
        return row;
    }

    private List<Cell> row(Situation situation, Situation rest) {
        List<Cell> row = new ArrayList<>();
        String what = situation
                .failure()
                .map(failure -> failure.describe(label(failure.node())))
                .orElse("at rest");
        row.add(Cell.plain(GAP + what));
        situation.nodes().forEach(state -> row.add(cell(state)));
        row.add(verdict(situation, rest));
        return row;
    }

    private static Cell cell(NodeState state) {
        return switch (state.state()) {
            case "" -> new Cell("-", Cell.Look.FAINT);
            case "MASTER" -> new Cell("MASTER " + state.priority(), Cell.Look.GOOD);
            case "BACKUP" -> Cell.plain("backup " + state.priority());
            case "DEAD" -> new Cell("down", Cell.Look.FAINT);
            default -> new Cell(state.state().toLowerCase(Locale.ROOT), Cell.Look.FAINT);
        };
    }

    private Cell verdict(Situation situation, Situation rest) {
        String masters = labels(situation.masters(), situation.verdict() == Verdict.EITHER ? " or " : " and ");
        boolean stays = rest.verdict() == Verdict.ONE
                && !situation.mastersAfterRepair().equals(rest.masters())
                && situation.mastersAfterRepair().equals(situation.masters());
        return switch (situation.verdict()) {
            case ONE -> Cell.plain(masters + (stays ? ", also after the repair" : ""));
            case EITHER -> new Cell(masters + ": the higher address", Cell.Look.STRONG);
            case BOTH -> new Cell("BOTH: " + masters, Cell.Look.BAD);
            case NONE -> new Cell("NOBODY", Cell.Look.BAD);
        };
    }

    private String labels(List<Integer> nodes, String between) {
        return nodes.stream().map(this::label).collect(Collectors.joining(between));
    }

    private String label(int node) {
        PairNode found = pair.nodes().get(node);
        return found.label();
    }

    private String layOut(List<List<Cell>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (List<Cell> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                int width = row.get(column).text().length();
                if (column == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(column, Math.max(width, widths.get(column)));
                }
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<Cell> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                Cell cell = row.get(column);
                text.append(coloured(cell));
                if (column < row.size() - 1) {
                    text.repeat(' ', widths.get(column) - cell.text().length() + GAP.length());
                }
            }
            text.append('\n');
        }
        return text.toString();
    }

    private String coloured(Cell cell) {
        return switch (cell.look()) {
            case PLAIN -> cell.text();
            case STRONG -> palette.strong(cell.text());
            case FAINT -> palette.faint(cell.text());
            case GOOD -> palette.hint(cell.text());
            case BAD -> palette.severity(Severity.ERROR, cell.text());
        };
    }
}
