//! Whether a document is well formed, and if not, in what.

use super::fault::Fault;
use super::fault::Faults;
use super::names::PrefixCheck;
use super::scan::Scanner;
use super::scan::Token;

/// How many open elements an end tag is compared with: a bound on what a hostile document costs.
const SEARCH_ELEMENTS_MAX: usize = 256;

/// Reads all of `text` by the rules of XML and returns what is wrong with it.
pub(super) fn faults(text: &str) -> Faults {
    let mut scanner = Scanner::new(text);
    let mut structure = Faults::default();
    let mut prefixes = PrefixCheck::default();
    let mut open: Vec<&str> = Vec::new();
    let mut roots = 0_usize;
    while let Some(token) = scanner.next() {
        match token {
            Token::Start { name, attributes, empty } => {
                roots += usize::from(open.is_empty());
                prefixes.enter(open.len(), name, &attributes, &mut structure);
                if empty {
                    prefixes.leave(open.len());
                } else {
                    open.push(name);
                }
            }
            Token::End { name } => {
                if open.last() == Some(&name) {
                    open.pop();
                    prefixes.leave(open.len());
                } else {
                    structure.note(Fault::Mismatch);
                    let near = open.len().saturating_sub(SEARCH_ELEMENTS_MAX);
                    if let Some(at) = open[near..].iter().rposition(|known| *known == name) {
                        open.truncate(near + at);
                        prefixes.leave(near + at);
                    }
                }
            }
            Token::Text(text) => {
                if open.is_empty() && !text.trim().is_empty() {
                    structure.note(Fault::OutsideRoot);
                }
            }
        }
    }
    if roots > 1 {
        structure.note(Fault::OutsideRoot);
    }
    if !open.is_empty() {
        structure.note(Fault::CutOff);
    }
    for fault in scanner.faults.iter() {
        structure.note(fault);
    }
    structure
}

/// Returns how deep the elements of `text` nest, at most.
pub(super) fn depth(text: &str) -> usize {
    let mut scanner = Scanner::new(text);
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    while let Some(token) = scanner.next() {
        match token {
            Token::Start { empty: false, .. } => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            Token::End { .. } => depth = depth.saturating_sub(1),
            Token::Start { empty: true, .. } | Token::Text(_) => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named() {
        for (text, wanted) in [
            ("<a><b c='d'/>x &amp; y</a>", None),
            ("<?xml version='1.0'?><!-- x --><a/>", None),
            ("<!DOCTYPE a [<!ENTITY e 'f]'>]><a>&e;</a>", None),
            ("<a xmlns:b='c'><b:d/></a>", None),
            ("\n<?xml version='1.0'?><a/>", Some(Fault::BeforeDeclaration)),
            ("<a>AT&T</a>", Some(Fault::BareAmpersand)),
            ("<a>&nbsp;</a>", Some(Fault::UnknownEntity)),
            ("<a>&#0;</a>", Some(Fault::BareAmpersand)),
            ("<a>\u{1}</a>", Some(Fault::ForbiddenCharacter)),
            ("<a>1 < 2</a>", Some(Fault::BareLess)),
            ("<a b=c></a>", Some(Fault::BadTag)),
            ("<a b='c' b='d'/>", Some(Fault::DoubleAttribute)),
            ("<a><!-- x -- y --></a>", Some(Fault::BadDeclaration)),
            ("<a><b></a>", Some(Fault::Mismatch)),
            ("<a><b:c/></a>", Some(Fault::UnboundPrefix)),
            ("<a/><b/>", Some(Fault::OutsideRoot)),
            ("<a/>x", Some(Fault::OutsideRoot)),
            ("<a><b>", Some(Fault::CutOff)),
            ("<a><![CDATA[x", Some(Fault::CutOff)),
            ("<a></a", Some(Fault::CutOff)),
        ] {
            let found = faults(text);
            match wanted {
                None => assert!(found.is_empty(), "{text}: {found:?}"),
                Some(fault) => assert!(found.has(fault), "{text}: {found:?}"),
            }
        }
    }
}
