//! Tables of data, told from tables that lay out a page.

use dom_query::NodeRef;

/// How many nodes of a table are looked at before it is taken for data.
const NODES_MAX: usize = 20_000;
/// How long a cell of data may be, in bytes; a longer one is prose.
const CELL_BYTES_MAX: usize = 400;

/// Returns whether `table` holds data: rows of two or more cells, no prose and no other table.
pub(super) fn is_data(table: &NodeRef<'_>) -> bool {
    let (mut rows, mut cells, mut paragraphs) = (0_usize, 0_usize, 0_usize);
    for node in table.descendants_it().take(NODES_MAX) {
        let Some(name) = node.qual_name_ref() else {
            if node.is_text() && node.text().trim().len() > CELL_BYTES_MAX {
                return false;
            }
            continue;
        };
        match name.local.as_ref() {
            "table" | "article" | "section" | "form" => return false,
            "tr" => rows += 1,
            "td" | "th" => cells += 1,
            "p" => paragraphs += 1,
            _ => {}
        }
    }
    rows >= 1 && cells >= 2 * rows && paragraphs <= cells
}
