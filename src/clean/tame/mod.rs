//! HTML rewritten so that a tree can be built from it in bounded time and memory.
//!
//! Each tree builder in Rust is quadratic in nesting, and one abnormal page can hold a core for
//! minutes. So the page is read once, tag by tag, before any tree is built: nesting, nodes,
//! attributes and bytes are bounded, what can never be read (scripts, styles, drawings, forms'
//! lists) is left out, and end tags without a start are dropped. A page of ordinary size and
//! shape builds the same tree as before.

mod element;
mod open;
mod rewrite;
mod tokens;

/// How deep elements may nest, as in Blink and WebKit.
const DEPTH_MAX: usize = 512;
/// How many elements and texts a page may have: six times those of a long live blog.
const NODES_MAX: usize = 120_000;
/// How long the rewritten page may be, in bytes; without scripts a long article has 200 KB.
const OUT_BYTES_MAX: usize = 4 * 1024 * 1024;

/// A page whose tree can be built.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tamed {
    /// The page.
    pub html: String,
    /// Whether anything readable may have been left out or flattened to stay within bounds.
    pub simplified: bool,
}

/// Rewrites `html` so that it nests at most 512 deep, and has at most 120,000 nodes and 4 MiB.
///
/// ```
/// use demarche::clean;
///
/// let bomb = "<div>".repeat(100_000) + "text";
/// let tamed = clean::tame(&bomb);
/// assert!(tamed.simplified && tamed.html.contains("text"));
/// assert!(tamed.html.matches("<div").count() <= 512);
/// ```
pub fn tame(html: &str) -> Tamed {
    let mut rewriter = rewrite::Rewriter::new(html.len());
    let mut tokens = tokens::Tokens::new(html);
    while let Some(token) = tokens.next() {
        if !rewriter.take(token, &mut tokens) {
            break;
        }
    }
    rewriter.finish()
}

#[cfg(test)]
mod tests;
