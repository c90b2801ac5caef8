//! A character to its class and its folded form.

use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};

/// What a folded character does to the word in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Ends a word.
    Separator,
    /// Belongs to a word.
    Word,
    /// Is a word by itself.
    Unspaced,
    /// Belongs to the character before it.
    Mark,
    /// Is as if it were not there.
    Invisible,
}

/// The class of `c`.
fn classify(c: char) -> Class {
    if is_invisible(c) {
        Class::Invisible
    } else if c.general_category_group() == GeneralCategoryGroup::Mark {
        Class::Mark
    } else if !c.is_alphanumeric() {
        Class::Separator
    } else if is_unspaced(c.script()) {
        Class::Unspaced
    } else {
        Class::Word
    }
}

/// Unicode's default-ignorable characters.
fn is_invisible(c: char) -> bool {
    matches!(u32::from(c),
        0x00AD | 0x034F | 0x061C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F
        | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFF8
        | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}

fn is_unspaced(script: Script) -> bool {
    use Script::*;
    matches!(
        script,
        Han | Hiragana
            | Katakana
            | Bopomofo
            | Thai
            | Lao
            | Khmer
            | Myanmar
            | Tibetan
            | Tai_Le
            | New_Tai_Lue
            | Tai_Tham
            | Tai_Viet
            | Javanese
            | Balinese
            | Yi
    )
}

/// Whether `c` is folded together with the character before it: marks, and the vowels and tails of Hangul syllables.
fn joins(c: char) -> bool {
    matches!(u32::from(c), 0x1160..=0x11FF | 0xD7B0..=0xD7FF | 0xFF9E..=0xFF9F)
        || matches!(classify(c), Class::Mark | Class::Invisible)
}

/// Folds a cluster: NFKC, lower case, `ß` and final sigma as case folding has them, until nothing changes.
pub(super) fn fold(cluster: &str) -> impl Iterator<Item = (char, Class)> {
    let mut folded = fold_once(cluster);
    // Composing can make a letter that folds again; two rounds are the most any character needs.
    for _ in 0..4 {
        let again = fold_once(&folded);
        if again == folded {
            break;
        }
        folded = again;
    }
    folded.chars().collect::<Vec<_>>().into_iter().map(|c| (c, classify(c)))
}

fn fold_once(text: &str) -> String {
    let visible = text.nfkc().filter(|&c| !is_invisible(c));
    let mut lower = String::with_capacity(text.len());
    for c in visible.flat_map(char::to_lowercase) {
        match c {
            'ß' => lower.push_str("ss"),
            'ς' => lower.push('σ'),
            c => lower.push(c),
        }
    }
    lower.nfkc().collect()
}

/// One table entry: what a lone character of the basic plane becomes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// The single folded character; `None` when folding gives none or several.
    pub(super) folded: Option<char>,
    /// The class of the folded character.
    pub(super) class: Class,
    /// Whether the character is folded with the one before it.
    pub(super) joins: bool,
}

fn entry_of(c: char) -> Entry {
    let mut buffer = [0; 4];
    let mut folded = fold(c.encode_utf8(&mut buffer));
    let (first, second) = (folded.next(), folded.next());
    match (first, second) {
        (Some((folded, class)), None) => Entry { folded: Some(folded), class, joins: joins(c) },
        _ => Entry { folded: None, class: classify(c), joins: joins(c) },
    }
}

/// What `c` becomes; from a table for the basic plane, which holds nearly all text there is.
pub(super) fn entry(c: char) -> Entry {
    static TABLE: OnceLock<Vec<Entry>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        (0..0x1_0000).map(|code| entry_of(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))).collect()
    });
    table.get(u32::from(c) as usize).copied().unwrap_or_else(|| entry_of(c))
}
