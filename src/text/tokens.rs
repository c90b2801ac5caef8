//! The tokeniser.

use super::class::{self, Class};
use super::markup::markup_len;
use crate::model::Span;

/// The tokens of one or more texts, in order. Reuse one value over many texts: its buffers stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    folded: String,
    ends: Vec<u32>,
    spans: Vec<Span>,
}

impl Tokens {
    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The folded text of token `at`.
    ///
    /// # Panics
    /// When `at` is not below [`Tokens::len`].
    pub fn text(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.folded[start..self.ends[at] as usize]
    }

    /// Where token `at` stood in the text it came from, in bytes.
    ///
    /// # Panics
    /// When `at` is not below [`Tokens::len`].
    pub fn span(&self, at: usize) -> Span {
        self.spans[at]
    }

    /// The folded texts, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + '_ {
        (0..self.len()).map(|at| self.text(at))
    }

    /// Forgets all tokens.
    pub fn clear(&mut self) {
        self.folded.clear();
        self.ends.clear();
        self.spans.clear();
    }

    /// Adds the tokens of `text` behind those already here. Spans count bytes of `text` from 0.
    pub fn push_text(&mut self, text: &str) {
        Walk { tokens: self, text, word: None }.run();
    }
}

/// The tokens of `text`.
pub fn tokenize(text: &str) -> Tokens {
    let mut tokens = Tokens::default();
    tokens.push_text(text);
    tokens
}

/// The tokens of `text` joined by single spaces. Normalising twice changes nothing.
pub fn normalize(text: &str) -> String {
    let tokens = tokenize(text);
    let mut joined = String::with_capacity(tokens.folded.len() + tokens.len());
    for token in tokens.iter() {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(token);
    }
    joined
}

/// A word that is still open.
#[derive(Clone, Copy)]
struct Word {
    span: Span,
    unspaced: bool,
}

struct Walk<'a> {
    tokens: &'a mut Tokens,
    text: &'a str,
    word: Option<Word>,
}

impl Walk<'_> {
    fn run(mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            at = if byte.is_ascii_alphanumeric() {
                self.ascii_word(at)
            } else if byte.is_ascii() && !joined_to_next(bytes, at) {
                self.close();
                at + markup_len(&bytes[at..]).max(1)
            } else {
                self.cluster(at)
            };
        }
        self.close();
    }

    /// Takes ASCII letters and digits from `at`; the last one is left to [`Walk::cluster`] when a mark may follow it.
    fn ascii_word(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = at;
        while end < bytes.len() && bytes[end].is_ascii_alphanumeric() {
            end += 1;
        }
        if joined_to_next(bytes, end - 1) {
            end -= 1;
        }
        if end == at {
            return self.cluster(at);
        }
        self.open(at, end, false);
        let folded_at = self.tokens.folded.len();
        self.tokens.folded.push_str(&self.text[at..end]);
        self.tokens.folded[folded_at..].make_ascii_lowercase();
        end
    }

    /// Folds the character at `at` with the marks that follow it.
    fn cluster(&mut self, at: usize) -> usize {
        let text = self.text;
        let mut rest = text[at..].chars();
        let Some(first) = rest.next() else { return text.len() };
        let lone_end = at + first.len_utf8();
        let joins = rest.next().is_some_and(|next| !next.is_ascii() && class::entry(next).joins);
        if !joins {
            let entry = class::entry(first);
            if let Some(folded) = entry.folded {
                self.push(folded, entry.class, at, lone_end);
                return lone_end;
            }
        }
        let mut end = lone_end;
        for next in text[lone_end..].chars() {
            if next.is_ascii() || !class::entry(next).joins {
                break;
            }
            end += next.len_utf8();
        }
        for (folded, class) in class::fold(&text[at..end]) {
            self.push(folded, class, at, end);
        }
        end
    }

    fn push(&mut self, folded: char, class: Class, start: usize, end: usize) {
        match class {
            Class::Separator => self.close(),
            Class::Invisible => {}
            Class::Word | Class::Unspaced => {
                self.open(start, end, class == Class::Unspaced);
                self.tokens.folded.push(folded);
            }
            Class::Mark => {
                if let Some(word) = &mut self.word {
                    word.span.end = end as u32;
                    self.tokens.folded.push(folded);
                }
            }
        }
    }

    /// Lengthens the word in hand, or begins a new one.
    fn open(&mut self, start: usize, end: usize, unspaced: bool) {
        let (start, end) = (start as u32, end as u32);
        match &mut self.word {
            Some(word) if !unspaced && !word.unspaced => word.span.end = end,
            _ => {
                self.close();
                self.word = Some(Word { span: Span { start, end }, unspaced });
            }
        }
    }

    fn close(&mut self) {
        if let Some(word) = self.word.take() {
            self.tokens.ends.push(self.tokens.folded.len() as u32);
            self.tokens.spans.push(word.span);
        }
    }
}

/// Whether a non-ASCII character, which may be a mark, follows the byte at `at`.
fn joined_to_next(bytes: &[u8], at: usize) -> bool {
    bytes.get(at + 1).is_some_and(|next| !next.is_ascii())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokenize(text).iter().map(str::to_owned).collect()
    }

    /// The tokens without the ASCII fast path: every character through the folding table.
    fn slow(text: &str) -> Tokens {
        let mut tokens = Tokens::default();
        let mut walk = Walk { tokens: &mut tokens, text, word: None };
        let mut at = 0;
        while at < text.len() {
            let markup = if joined_to_next(text.as_bytes(), at) { 0 } else { markup_len(&text.as_bytes()[at..]) };
            at = if markup > 0 {
                walk.close();
                at + markup
            } else {
                walk.cluster(at)
            };
        }
        walk.close();
        tokens
    }

    #[test]
    fn punctuation_and_markup_separate_and_numbers_stay() {
        assert_eq!(
            words("Don't pay $6.50, <b>now</b>&nbsp;or_never!"),
            ["don", "t", "pay", "6", "50", "now", "or", "never"]
        );
        assert_eq!(words(""), Vec::<String>::new());
        assert_eq!(words("  -- \n"), Vec::<String>::new());
    }

    #[test]
    fn compatibility_forms_and_case_fold_to_one() {
        assert_eq!(
            words("ＦＵＬＬ ﬁne Straße ΣΟΦΟΣ e\u{301}t\u{e9} ①"),
            ["full", "fine", "strasse", "σοφοσ", "été", "1"].map(str::to_owned).to_vec()
        );
        assert_eq!(words("İstanbul"), words("i\u{307}stanbul"));
        assert_eq!(words("½"), ["1", "2"]);
        assert_eq!(words("\u{1112}\u{1161}\u{11ab}글"), ["한글"]);
    }

    #[test]
    fn unspaced_scripts_give_one_token_a_character() {
        assert_eq!(words("中国abc人"), ["中", "国", "abc", "人"]);
        assert_eq!(words("ที่นี่"), ["ที่", "นี่"]);
    }

    #[test]
    fn invisible_characters_do_not_split_a_word() {
        assert_eq!(
            words("zero\u{200b}width so\u{ad}ft \u{202e}bidi\u{202c} \u{feff}bom"),
            ["zerowidth", "soft", "bidi", "bom"]
        );
    }

    #[test]
    fn spans_quote_the_original() {
        let text = "A ﬁne Cafe\u{301}, 中!";
        let tokens = tokenize(text);
        let quoted: Vec<_> = (0..tokens.len()).map(|at| tokens.span(at).slice(text).unwrap()).collect();
        assert_eq!(quoted, ["A", "ﬁne", "Cafe\u{301}", "中"]);
    }

    fn any_text() -> impl Strategy<Value = String> {
        prop::collection::vec(
            prop_oneof![
                4 => "[a-zA-Z0-9 .,<>&;/'-]{0,6}",
                1 => "\\PC{0,3}",
                1 => prop::sample::select(vec!["e\u{301}", "\u{301}", "ß", "İ", "中", "ไทย", "\u{200b}", "ﬁ", "<br>", "&amp;", "\u{1112}\u{1161}", "Ǆ", "ς", "\u{345}", "ͺ"]).prop_map(str::to_owned),
            ],
            0..12,
        )
        .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn the_fast_path_gives_the_same_tokens(text in any_text()) {
            prop_assert_eq!(tokenize(&text), slow(&text));
        }

        #[test]
        fn normalising_twice_changes_nothing(text in any_text()) {
            let once = normalize(&text);
            prop_assert_eq!(normalize(&once), once);
        }

        #[test]
        fn spans_rise_and_fit_the_text(text in any_text()) {
            let tokens = tokenize(&text);
            for at in 0..tokens.len() {
                prop_assert!(tokens.span(at).slice(&text).is_some_and(|slice| !slice.is_empty()));
                prop_assert!(!tokens.text(at).is_empty());
                if at > 0 {
                    prop_assert!(tokens.span(at - 1).start <= tokens.span(at).start);
                }
            }
        }
    }
}
