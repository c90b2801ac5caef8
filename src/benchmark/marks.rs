//! Texts without the marks that benchmark authors put into them: calculator notes, option letters, diff signs.

/// The text without `<<48/2=24>>`; other double angle brackets, such as shifts in code, stay.
pub(super) fn without_calculations(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("<<") {
        let (before, after) = rest.split_at(start);
        kept.push_str(before);
        match after[2..].split_once(">>") {
            Some((inside, tail)) if is_calculation(inside) => rest = tail,
            _ => {
                kept.push_str("<<");
                rest = &after[2..];
            }
        }
    }
    kept.push_str(rest);
    kept
}

fn is_calculation(inside: &str) -> bool {
    inside.matches('=').count() == 1 && inside.chars().all(|c| c.is_ascii_digit() || "+-*/().=, %$".contains(c))
}

/// Takes `(A)`, `A.` and their full-width forms off the options when most options bear their own letter, and off an
/// answer that is one of these options.
pub(super) fn strip_option_letters(choices: &mut [String], answer: Option<&mut String>) {
    let own = |(k, choice): (usize, &String)| letter_mark(choice).is_some_and(|(letter, ..)| position(letter) == k);
    let marked = choices.iter().enumerate().filter(|&(k, choice)| own((k, choice))).count();
    if choices.len() < 2 || marked * 2 <= choices.len() {
        return;
    }
    let answered = answer.as_deref().and_then(|answer| choices.iter().position(|choice| choice == answer));
    for (k, choice) in choices.iter_mut().enumerate() {
        // A misplaced letter in brackets is still a mark; a misplaced `J.` may be a name.
        if let Some((letter, bracketed, text)) = letter_mark(choice)
            && (bracketed || position(letter) == k)
        {
            *choice = text.to_owned();
        }
    }
    if let (Some(k), Some(answer)) = (answered, answer) {
        answer.clone_from(&choices[k]);
    }
}

/// The leading capital, whether it stands in brackets, and the text behind it.
fn letter_mark(choice: &str) -> Option<(char, bool, &str)> {
    let text = choice.trim_start();
    let mut chars = text.chars();
    let first = chars.next()?;
    let (letter, bracketed) = if matches!(first, '(' | '（') { (chars.next()?, true) } else { (first, false) };
    let close = chars.next()?;
    let closed = if bracketed { matches!(close, ')' | '）') } else { matches!(close, '.' | '．' | '、' | ')') };
    (letter.is_ascii_uppercase() && closed).then(|| (letter, bracketed, chars.as_str().trim_start()))
}

/// 0 for `A`.
fn position(letter: char) -> usize {
    (letter as usize).wrapping_sub('A' as usize)
}

/// The lines that a unified diff adds, without their signs; `None` when it adds nothing.
pub(super) fn added_lines(patch: &str) -> Option<String> {
    let mut added: Vec<&str> = Vec::new();
    // Lines left in the hunk, so that an added line `++i` is not taken for a header.
    let (mut old, mut new) = (0_u64, 0_u64);
    for line in patch.lines() {
        if old == 0 && new == 0 {
            (old, new) = hunk(line).unwrap_or((0, 0));
            continue;
        }
        match line.as_bytes().first() {
            Some(b'+') => {
                added.push(&line[1..]);
                new = new.saturating_sub(1);
            }
            Some(b'-') => old = old.saturating_sub(1),
            Some(b'\\') => {}
            _ => (old, new) = (old.saturating_sub(1), new.saturating_sub(1)),
        }
    }
    (!added.is_empty()).then(|| added.join("\n"))
}

/// The line counts of `@@ -1,4 +1,6 @@`.
fn hunk(line: &str) -> Option<(u64, u64)> {
    let (old, new) = line.strip_prefix("@@ -")?.split_once(" @@")?.0.split_once(" +")?;
    let count = |range: &str| range.split_once(',').map_or(Some(1), |(_, count)| count.parse().ok());
    Some((count(old)?, count(new)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calculator_marks_go_and_shifts_stay() {
        assert_eq!(without_calculations("6 * 2 = <<6*2=12>>12 eggs\n#### 12"), "6 * 2 = 12 eggs\n#### 12");
        assert_eq!(without_calculations("x = 1 << n >> 2"), "x = 1 << n >> 2");
        assert_eq!(without_calculations("<<1+1=2>><<"), "<<");
        assert_eq!(without_calculations("<<<<2*2=4>>4"), "<<4");
    }

    #[test]
    fn option_letters_go_when_most_options_bear_their_own() {
        let mut choices = ["(A)red", "(B) blue", "(C)green", "(C)grey"].map(str::to_owned);
        let mut answer = "(B) blue".to_owned();
        strip_option_letters(&mut choices, Some(&mut answer));
        assert_eq!(choices, ["red", "blue", "green", "grey"]);
        assert_eq!(answer, "blue");

        let mut choices = ["  A．红", "  B．蓝"].map(str::to_owned);
        strip_option_letters(&mut choices, None);
        assert_eq!(choices, ["红", "蓝"]);
    }

    #[test]
    fn options_that_merely_begin_with_a_letter_stay_whole() {
        let mut choices = ["J. Doe", "(A) and (C)", "none", "all"].map(str::to_owned);
        strip_option_letters(&mut choices, None);
        assert_eq!(choices, ["J. Doe", "(A) and (C)", "none", "all"]);
    }

    #[test]
    fn a_patch_leaves_only_the_lines_it_adds() {
        let patch = "diff --git a/f.c b/f.c\n--- a/f.c\n+++ b/f.c\n@@ -1,2 +1,3 @@ int main\n keep\n-old\n+new\n+++i;\n\
                     --- a/g.c\n+++ b/g.c\n@@ -4 +4 @@\n-x\n+y\n\\ No newline at end of file\n";
        assert_eq!(added_lines(patch).as_deref(), Some("new\n++i;\ny"));
        assert_eq!(added_lines("@@ -1,1 +0,0 @@\n-gone\n"), None);
    }
}
