//! Text to tokens: normalised words that remember where in the original they stood. Also the keys of items.
//!
//! A token is a maximal run of letters, marks and digits after compatibility normalisation (NFKC) and case folding.
//! Everything else separates: punctuation, symbols, white space, the HTML tags and entities that text copied from
//! pages carries. Scripts written without spaces (Han, Kana, Thai, Khmer, …) give one token per character. Invisible
//! characters (zero-width, bidi controls, soft hyphens) are dropped, so that they cannot split a word.

mod background;
mod class;
mod key;
mod markup;
mod tokens;

pub use background::Background;
pub use key::{item_key, shuffled_key};
pub use tokens::{Tokens, normalize, tokenize};

/// The name of the tokenisation, as signed into `params.json`. It changes when any token of any text would.
pub const NORMALIZER: &str = "nfkc-casefold-words/v1";
