use std::collections::{BTreeSet, HashSet};

use engine::metrics::Random;
use rust_decimal::Decimal;

use super::families;
use super::*;
use crate::matching::Outcome;

#[test]
fn one_seed_gives_one_corpus() {
    let files = |seed| {
        let corpus = generate(seed, 300, Some(2000));
        [catalogue_csv(&corpus), lines_csv(&corpus), truth_csv(&corpus)]
    };
    assert_eq!(files(DEVELOPMENT), files(DEVELOPMENT));
    assert_ne!(files(DEVELOPMENT), files(DEVELOPMENT + 1));
}

#[test]
fn the_whole_catalogue_is_large_and_every_sibling_differs() {
    let corpus = generate(DEVELOPMENT, 2000, None);
    let products = &corpus.catalogue.products;
    assert!(products.len() >= 20_000, "{}", products.len());
    let families: BTreeSet<&str> = products.iter().map(|product| product.category).collect();
    assert!(families.len() >= 12, "{families:?}");
    let mut seen = HashSet::new();
    let mut skus = HashSet::new();
    let mut cells = HashSet::new();
    for product in products {
        assert!(skus.insert(&product.sku) && cells.insert((product.kind, &product.cell)));
        assert!(seen.insert((&product.name, &product.attributes)), "written alike: {product:?}");
    }
    let absent = corpus.catalogue.gaps.iter();
    assert!(absent.clone().count() > 500 && absent.clone().all(|(kind, cell)| !cells.contains(&(*kind, cell))));
    let styles: BTreeSet<&str> = corpus.lines.iter().map(|line| line.style.name()).collect();
    assert!(styles.len() >= 12, "{styles:?}");
}

#[test]
fn what_is_held_out_is_in_the_reporting_seed_alone() {
    assert!(!generate(DEVELOPMENT, 1500, Some(3000)).lines.iter().any(is_held_out));
    let corpus = generate(REPORT, 1500, Some(3000));
    let styles: BTreeSet<&str> = corpus
        .lines
        .iter()
        .filter(|line| styles::HELD_OUT.iter().any(|(style, _)| *style == line.style))
        .map(|line| line.style.name())
        .collect();
    let families: BTreeSet<&str> =
        corpus.lines.iter().flat_map(|line| &line.families).copied().filter(|family| families::HELD_OUT.contains(family)).collect();
    assert!(styles.len() >= 3 && families.len() >= 2, "{styles:?} {families:?}");
}

/// The answer of somebody who knows.
fn perfect(corpus: &Corpus, item: &Item) -> Answer {
    let sku = |product: usize| corpus.catalogue.products[product].sku.clone();
    let articles = item.amount.as_ref().map(|amount| Decimal::from(amount.articles));
    let (outcome, candidates, told) = match &item.truth {
        Truth::Product(product) => (Outcome::Accepted, vec![sku(*product)], String::new()),
        Truth::Equivalent { product, asked, sold } => (Outcome::Choose, vec![sku(*product)], format!("asked {asked}, sold {sold}")),
        Truth::Ambiguous { among, axes } => {
            let axis = corpus.catalogue.kinds[item.kind].axes[axes[0]];
            (Outcome::Choose, vec![sku(among[0])], format!("Which {}?", axis.name))
        }
        Truth::NotStocked => (Outcome::None, Vec::new(), String::new()),
    };
    Answer { outcome, candidates, told: vec![told], agrees: Vec::new(), conflicts: Vec::new(), articles }
}

fn total(corpus: &Corpus, mut answers: impl FnMut(&Line) -> Vec<Answer>) -> Tally {
    let mut tally = Tally::default();
    for line in &corpus.lines {
        tally.add(&judge(corpus, line, &answers(line)).tally);
    }
    tally
}

#[test]
fn a_perfect_answer_is_right_in_everything() {
    let corpus = generate(REPORT, 1500, Some(3000));
    for line in &corpus.lines {
        let answers: Vec<Answer> = line.items.iter().map(|item| perfect(&corpus, item)).collect();
        assert_eq!(judge(&corpus, line, &answers).wrong, [], "{line:?}");
    }
    let tally = total(&corpus, |line| line.items.iter().map(|item| perfect(&corpus, item)).collect());
    assert!(tally.matchable > 900 && tally.right_first == tally.matchable && tally.accepted == tally.accepted_right);
    assert_eq!((tally.wrong_size, tally.wrong_kind, tally.not_stocked_accepted, tally.ambiguous_accepted, tally.misread), (0, 0, 0, 0, 0));
    assert!(tally.not_stocked * 20 > tally.items && tally.ambiguous_asked == tally.ambiguous && tally.ambiguous > 50);
    assert!(tally.packs_right == tally.packs && tally.packs > 50 && tally.counts_right == tally.counts);
    assert!(tally.equivalents > 20 && tally.equivalents_told == tally.equivalents && tally.two > 20 && tally.two_split == tally.two);
}

#[test]
fn a_guess_is_right_in_next_to_nothing() {
    let corpus = generate(DEVELOPMENT, 1500, Some(3000));
    let mut random = Random::new(3);
    let tally = total(&corpus, |_| {
        let sku = corpus.catalogue.products[random.below(corpus.catalogue.products.len())].sku.clone();
        let articles = Some(Decimal::from(random.below(1000)));
        vec![Answer {
            outcome: Outcome::Accepted,
            candidates: vec![sku],
            told: Vec::new(),
            agrees: Vec::new(),
            conflicts: Vec::new(),
            articles,
        }]
    });
    assert!(tally.right_first * 50 < tally.matchable && tally.accepted_right * 50 < tally.accepted, "{tally:?}");
    assert!(tally.wrong_size + tally.wrong_kind > tally.accepted * 9 / 10 && tally.not_stocked_accepted * 10 > tally.not_stocked * 9);
    assert_eq!((tally.ambiguous_asked, tally.two_split), (0, 0));
}

#[test]
fn a_sibling_that_differs_in_one_stated_value_is_a_wrong_size() {
    let corpus = generate(DEVELOPMENT, 1500, Some(3000));
    let mut wrong = 0;
    for line in corpus.lines.iter().filter(|line| line.items.len() == 1) {
        let Truth::Product(product) = line.items[0].truth else { continue };
        let right = &corpus.catalogue.products[product];
        let siblings = corpus.catalogue.of_kind[right.kind].iter().map(|at| &corpus.catalogue.products[*at]);
        let mut siblings = siblings.filter(|other| other.cell.iter().zip(&right.cell).filter(|(theirs, mine)| theirs != mine).count() == 1);
        let Some(sibling) = siblings.find(|other| {
            other.cell.iter().zip(&right.cell).zip(&line.items[0].said).all(|((theirs, mine), said)| *said || theirs == mine)
        }) else {
            continue;
        };
        let answer = Answer { candidates: vec![sibling.sku.clone()], ..perfect(&corpus, &line.items[0]) };
        let verdict = judge(&corpus, line, &[answer]);
        assert_eq!((verdict.tally.wrong_size, verdict.wrong[0]), (1, Wrong::Size), "{line:?}");
        wrong += 1;
    }
    assert!(wrong > 500, "{wrong}");
}
