package org.confero.server.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, a row each: medians, and what the first column is to the others. */
final class Table {
    private final List<String> columns;
    private final Map<String, Map<String, List<Double>>> rows = new LinkedHashMap<>();

    Table(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    void add(String row, String column, double value) {
        rows.computeIfAbsent(row, absent -> new LinkedHashMap<>())
                .computeIfAbsent(column, absent -> new ArrayList<>())
                .add(value);
    }

    @Override
    public String toString() {
        var text = new StringBuilder(String.format(Locale.ROOT, "%-42s", ""));
        columns.forEach(column -> text.append(String.format(Locale.ROOT, "%12s", column)));
        columns.stream().skip(1).forEach(column -> text.append(String.format(Locale.ROOT, "%14s", "to " + column)));
        text.append('\n');
        rows.forEach((name, row) -> {
            text.append(String.format(Locale.ROOT, "%-42s", name));
            columns.forEach(column -> text.append(cell(row, column)));
            columns.stream().skip(1).forEach(column -> text.append(ratio(row, column)));
            text.append('\n');
        });
        return text.toString();
    }

    private String ratio(Map<String, List<Double>> row, String column) {
        List<Double> first = row.get(columns.getFirst());
        List<Double> other = row.get(column);
        return first == null || other == null || median(other) == 0
                ? " ".repeat(14)
                : String.format(Locale.ROOT, "%13.2fx", median(first) / median(other));
    }

    private static String cell(Map<String, List<Double>> row, String column) {
        List<Double> values = row.get(column);
        if (values == null) {
            return " ".repeat(12);
        }
        double value = median(values);
        return String.format(Locale.ROOT, value >= 100 ? "%12.0f" : "%12.2f", value);
    }

    private static double median(List<Double> values) {
        return values.stream()
                .sorted()
                .skip((values.size() - 1) / 2)
                .findFirst()
                .orElse(Double.NaN);
    }
}
