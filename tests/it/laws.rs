//! Laws of the matcher.

use leakmark::fingerprint::NgramHasher;
use leakmark::model::{Field, Item, Role};
use leakmark::overlap::{Document, DocumentOverlap, Index, RUN_WORDS, Scratch};
use leakmark::text::tokenize;
use proptest::prelude::*;

fn item(benchmark: &str, id: usize, question: &str) -> Item {
    Item {
        benchmark: benchmark.into(),
        revision: None,
        subset: None,
        split: None,
        role: Role::Test,
        item_id: id.to_string(),
        row: id as u64 + 1,
        question: question.into(),
        choices: vec![],
        answer: None,
        passage: None,
        source_file: "items.jsonl".into(),
        withheld: false,
    }
}

fn items(benchmark: &str, questions: &[String]) -> Vec<Item> {
    questions.iter().enumerate().map(|(id, question)| item(benchmark, id, question)).collect()
}

fn assay(index: &Index, text: &str) -> DocumentOverlap {
    index.assay(&Document::of_text(text), &mut Scratch::default())
}

fn questions() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("([a-d]{1,2} ){0,14}", 1..6)
}

proptest! {
    #[test]
    fn collisions_change_nothing(questions in questions(), document in "([a-d]{1,2} ){0,60}") {
        let honest = Index::with_hasher(items("b", &questions), NgramHasher::new(0));
        let colliding = Index::with_hasher(items("b", &questions), NgramHasher::new(0).with_mask(0));
        prop_assert_eq!(assay(&honest, &document), assay(&colliding, &document));
    }

    #[test]
    fn a_planted_question_is_always_found(
        questions in prop::collection::vec("[a-z]{3,8}( [a-z]{3,8}){7,20}", 1..5),
        before in "([a-z]{1,5} ){0,10}",
        after in "( [a-z]{1,5}){0,10}",
    ) {
        let index = Index::build(items("b", &questions));
        for (number, question) in questions.iter().enumerate() {
            let text = format!("{before}. {}! {after}", question.to_uppercase());
            let overlap = assay(&index, &text);
            let whole = overlap.evidence.iter().any(|evidence| {
                evidence.item as usize == number
                    && evidence.field == Field::Question
                    && evidence.covered == evidence.item_tokens
            });
            prop_assert!(whole, "{question} in {text}");
        }
    }

    #[test]
    fn every_shared_run_of_eight_words_is_counted(question in "([a-c] ){8,24}", document in "([a-c] ){8,40}") {
        let index = Index::build(items("b", std::slice::from_ref(&question)));
        let overlap = assay(&index, &document);
        let (q, d) = (tokenize(&question), tokenize(&document));
        let words = |tokens: &leakmark::text::Tokens, at: usize| -> Vec<String> {
            (at..at + RUN_WORDS).map(|at| tokens.text(at).to_owned()).collect()
        };
        for at in 0..(q.len() + 1).saturating_sub(RUN_WORDS) {
            let occurrences = (0..(d.len() + 1).saturating_sub(RUN_WORDS)).filter(|&doc| words(&d, doc) == words(&q, at)).count();
            let counted = overlap
                .grams
                .iter()
                .filter(|gram| {
                    let end = gram.item_token + gram.token_count;
                    gram.item_token as usize <= at && at + RUN_WORDS <= end as usize
                })
                .count();
            prop_assert_eq!(occurrences, counted);
        }
    }

    #[test]
    fn adding_a_benchmark_changes_no_evidence(a in questions(), b in questions(), document in "([a-d]{1,2} ){0,60}") {
        let alone = Index::build(items("a", &a));
        let both = Index::build(items("b", &b).into_iter().chain(items("a", &a)).collect());
        let shift = b.len() as u32;
        let of_a: Vec<_> = assay(&both, &document)
            .evidence
            .into_iter()
            .filter(|evidence| evidence.item >= shift)
            .map(|mut evidence| {
                evidence.item -= shift;
                evidence
            })
            .collect();
        prop_assert_eq!(assay(&alone, &document).evidence, of_a);
    }

    #[test]
    fn spans_quote_the_words_of_the_run(question in "([a-d]{1,2} ){5,14}", document in "([a-d]{1,2}[,;] ){0,60}") {
        let index = Index::build(items("b", std::slice::from_ref(&question)));
        let tokens = tokenize(&question);
        for evidence in assay(&index, &document).evidence {
            for run in evidence.runs {
                let quoted = tokenize(&document[run.start as usize..run.end as usize]);
                let expected: Vec<_> = (run.item_token..run.item_token + run.token_count).map(|at| tokens.text(at as usize)).collect();
                prop_assert_eq!(quoted.iter().collect::<Vec<_>>(), expected);
            }
        }
    }
}
