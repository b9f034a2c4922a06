//! Rows of figures as an aligned table.

/// A table: the first column is text and aligned left, the others are figures and aligned right.
#[derive(Clone, Debug, Default)]
pub struct Table {
    heading: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these headings and no row yet.
    pub fn new<T: Into<String>>(heading: impl IntoIterator<Item = T>) -> Self {
        Self { heading: heading.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Adds a row; missing cells stay empty.
    pub fn row<T: Into<String>>(&mut self, cells: impl IntoIterator<Item = T>) -> &mut Self {
        self.rows.push(cells.into_iter().map(Into::into).collect());
        self
    }

    /// The table as lines, each ended, indented by two columns. Columns without any cell are left out; they stand two
    /// blanks apart, or one where the table would be wider than `width` otherwise.
    #[must_use]
    pub fn render(&self, width: usize) -> String {
        let cell = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
        let columns: Vec<(usize, usize)> = (0..self.heading.len())
            .filter(|&column| column == 0 || self.rows.iter().any(|row| !cell(row, column).is_empty()))
            .map(|column| {
                let cells = self.rows.iter().map(|row| cell(row, column).chars().count()).max().unwrap_or(0);
                (column, cells.max(self.heading[column].chars().count()))
            })
            .collect();
        let natural = columns.iter().map(|(_, width)| width + 2).sum::<usize>();
        let gap = if natural > width { " " } else { "  " };
        let line = |row: &[String]| {
            let mut line = String::from(" ");
            for &(column, width) in &columns {
                let text = cell(row, column);
                let padding = " ".repeat(width - text.chars().count());
                line += &if column == 0 { format!(" {text}{padding}") } else { format!("{gap}{padding}{text}") };
            }
            line.truncate(line.trim_end().len());
            line.push('\n');
            line
        };
        let rule: Vec<String> = (0..self.heading.len())
            .map(|column| {
                let width = columns.iter().find(|(shown, _)| *shown == column).map_or(0, |(_, width)| *width);
                "─".repeat(width)
            })
            .collect();
        let mut out = line(&self.heading) + &line(&rule);
        for row in &self.rows {
            out += &line(row);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn text_is_left_and_figures_are_right_aligned() {
        let mut table = Table::new(["", "wall", "CPU"]);
        table.row(["one", "1.003 s", "1.2 ms"]).row(["another", "4 s", "µs"]);
        assert_eq!(
            table.render(80),
            "              wall     CPU\n  ───────  ───────  ──────\n  one      1.003 s  1.2 ms\n  another      4 s      µs\n"
        );
    }

    #[test]
    fn a_table_that_would_be_too_wide_is_set_tighter() {
        let mut table = Table::new(["", "a", "b", "c"]);
        table.row(["one", "12345", "12345", "12345"]);
        assert_eq!(table.render(26).lines().last(), Some("  one  12345  12345  12345"));
        assert_eq!(table.render(25).lines().last(), Some("  one 12345 12345 12345"));
    }

    #[test]
    fn a_column_that_nobody_fills_is_left_out() {
        let mut table = Table::new(["", "switches", "wall"]);
        table.row(["one", "", "1 s"]).row(["two"]);
        assert_eq!(table.render(80), "       wall\n  ───  ────\n  one   1 s\n  two\n");
    }
}
