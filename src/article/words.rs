//! Lists of words in files of `config/article/`.

/// Returns the lines of the part `[name]` of `source`; `#` begins a comment line.
pub(super) fn section(source: &'static str, name: &str) -> Vec<&'static str> {
    let head = |line: &'static str| line.strip_prefix('[').and_then(|line| line.strip_suffix(']'));
    source
        .lines()
        .map(str::trim)
        .skip_while(|line| head(line) != Some(name))
        .skip(1)
        .take_while(|line| head(line).is_none())
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}
