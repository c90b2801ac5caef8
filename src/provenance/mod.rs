//! Digests and summaries to a signed statement, and back: everything `sign` and `verify` need that is not a table.
//!
//! | file | what it holds |
//! |---|---|
//! | [`manifest`] | which files were audited: name, size, SHA-256; the bytes of this file are the subject |
//! | [`merkle`] | one hash over the rows of a table, so that a single row can be disclosed with a proof |
//! | [`strict`] | refuses JSON that two parsers could read differently |
//! | [`statement`] | the in-toto statement with our predicate |
//! | [`envelope`] | DSSE: one payload, one or more signatures |
//! | [`keys`] | P-256 and Ed25519 keys in the formats OpenSSL reads and writes |
//!
//! Nothing here opens a network connection, follows a URI, or trusts a key that lies beside a report. What was
//! verified and what is parsed are the same bytes: [`Envelope::verify`] hands out the payload, [`Statement::parse`]
//! takes it. What a verified statement *claims* (counts, summary, digests of files) is recomputed one layer up.

pub mod envelope;
pub mod keys;
pub mod manifest;
pub mod merkle;
pub mod statement;
pub mod strict;

pub use envelope::{Envelope, VerifiedPayload};
pub use keys::{Algorithm, PrivateKey, PublicKey};
pub use manifest::Manifest;
pub use statement::{Descriptor, Statement};

/// How a name that somebody else chose is printed: control and direction-changing characters are escaped, backticks
/// too, and what is longer than 200 characters is cut, so that no name can rewrite the line it stands in.
pub(crate) fn shown(name: &str) -> String {
    const LONGEST: usize = 200;
    let mut safe = String::new();
    for (at, c) in name.chars().enumerate() {
        if at == LONGEST {
            safe.push('…');
            break;
        }
        match c {
            '\'' | '"' | '\\' => safe.push(c),
            '`' => safe.push_str("\\u{60}"),
            _ if at > 0 && !c.is_control() && is_combining(c) => safe.push(c),
            _ => safe.extend(c.escape_debug()),
        }
    }
    safe
}

/// Whether `c` belongs to the letter before it, which `escape_debug` would tear off.
fn is_combining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn a_name_cannot_rewrite_the_line_it_is_printed_in() {
        assert_eq!(shown("it's naïve.jsonl"), "it's naïve.jsonl");
        assert_eq!(shown("e\u{301}.txt"), "e\u{301}.txt");
        assert_eq!(shown("a\u{202e}b\u{1b}[2J\n`"), "a\\u{202e}b\\u{1b}[2J\\n\\u{60}");
        assert_eq!(shown(&"x".repeat(300)), format!("{}…", "x".repeat(200)));
    }
}
