//! HTML tags and entities as separators.
//!
//! Only names that HTML defines count, so that `a <b` in prose, `Vec<T>` in code and `&value;` in C stay words. Known
//! blind spot: `Vec<u>` reads as a tag, and a tag of more than 512 bytes as words.

const TAGS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "script",
    "section",
    "select",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
];

const ENTITIES: &[&str] = &[
    "amp", "apos", "bull", "copy", "deg", "emsp", "ensp", "gt", "hellip", "laquo", "ldquo", "lsquo", "lt", "mdash",
    "middot", "minus", "nbsp", "ndash", "quot", "raquo", "rdquo", "reg", "rsquo", "thinsp", "times", "trade",
];

const LONGEST_TAG: usize = 512;

/// The length of the tag or entity at the start of `text`, which begins with `<` or `&`; 0 when there is none.
pub(super) fn markup_len(text: &[u8]) -> usize {
    match text.first() {
        Some(b'<') => tag_len(text),
        Some(b'&') => entity_len(text),
        _ => 0,
    }
}

fn tag_len(text: &[u8]) -> usize {
    let name_at = 1 + usize::from(text.get(1) == Some(&b'/'));
    let name_len = text[name_at.min(text.len())..].iter().take(11).take_while(|b| b.is_ascii_alphanumeric()).count();
    let name_end = name_at + name_len;
    let Some(&after) = text.get(name_end) else { return 0 };
    if !matches!(after, b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r') || !is_one_of(&text[name_at..name_end], TAGS) {
        return 0;
    }
    let rest = &text[name_end..text.len().min(LONGEST_TAG)];
    match rest.iter().position(|&b| b == b'>' || b == b'<') {
        Some(at) if rest[at] == b'>' => name_end + at + 1,
        _ => 0,
    }
}

fn entity_len(text: &[u8]) -> usize {
    let Some(end) = text.iter().take(10).position(|&b| b == b';') else { return 0 };
    let name = &text[1..end];
    let known = match name {
        [b'#', b'x' | b'X', hex @ ..] => !hex.is_empty() && hex.iter().all(u8::is_ascii_hexdigit),
        [b'#', digits @ ..] => !digits.is_empty() && digits.iter().all(u8::is_ascii_digit),
        name => is_one_of(name, ENTITIES),
    };
    if known { end + 1 } else { 0 }
}

fn is_one_of(name: &[u8], names: &[&str]) -> bool {
    names.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_html_names_are_markup() {
        for (text, len) in [
            ("<br>x", 4),
            ("</p>", 4),
            ("<a href=\"x\">y", 12),
            ("<b and c> d", 9),
            ("<T> x", 0),
            ("<b", 0),
            ("<", 0),
            ("</", 0),
            ("< b>", 0),
            ("<p <p>", 0),
            ("&nbsp;x", 6),
            ("&#39;", 5),
            ("&#x2F;", 6),
            ("&ptr;", 0),
            ("&#;", 0),
            ("&", 0),
        ] {
            assert_eq!(markup_len(text.as_bytes()), len, "{text}");
        }
    }
}
