//! How well the requests are answered: decisions against the truth, item by item.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::values::{Number, Value, decimal};
use super::{Corpus, Item, Line, Truth};
use crate::matching::Outcome;

/// What came of one item that was read in a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub outcome: Outcome,
    /// SKUs of the candidates, best first.
    pub candidates: Vec<String>,
    /// What a person is told besides the candidates' names: the reason, and what is missing.
    pub told: Vec<String>,
    /// What of the first candidate agrees, and what differs.
    pub agrees: Vec<String>,
    pub conflicts: Vec<String>,
    /// Articles to charge for, were the right product chosen; `None`: it is asked.
    pub articles: Option<Decimal>,
}

/// Counts of one group of lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    pub items: u64,
    /// Items with one right product under the number it is sold by.
    pub matchable: u64,
    pub right_first: u64,
    /// Answers accepted, whatever was right; one that no item asked for counts, too.
    pub accepted: u64,
    pub accepted_right: u64,
    /// Accepted, another product than asked for, and a stated size or class differs.
    pub wrong_size: u64,
    /// Accepted, and a product of another kind than asked for.
    pub wrong_kind: u64,
    pub not_stocked: u64,
    pub not_stocked_accepted: u64,
    pub ambiguous: u64,
    /// Asked, with one of the attributes named that tell the products apart.
    pub ambiguous_asked: u64,
    pub ambiguous_accepted: u64,
    pub equivalents: u64,
    pub equivalents_found: u64,
    /// Found, and told that the standard's number differs.
    pub equivalents_told: u64,
    /// Items in packs, hundreds, dozens, lengths, rolls; and those whose number of articles came out right.
    pub packs: u64,
    pub packs_right: u64,
    /// Other items with a quantity.
    pub counts: u64,
    pub counts_right: u64,
    /// Lines of one item.
    pub one: u64,
    /// Lines of two items, and those read as two.
    pub two: u64,
    pub two_split: u64,
    /// Of two items both with the right product first.
    pub two_right: u64,
    /// Lines of one item read as another number of items.
    pub misread: u64,
}

/// Why a line is not right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    Size,
    Kind,
    NotStockedAccepted,
    AmbiguousAccepted,
    NotFirst,
    NotTold,
    NotAsked,
    Misread,
    Articles,
}

impl Wrong {
    pub const fn name(self) -> &'static str {
        match self {
            Wrong::Size => "another size accepted",
            Wrong::Kind => "another kind of product accepted",
            Wrong::NotStockedAccepted => "accepted though not stocked",
            Wrong::AmbiguousAccepted => "accepted though several fit",
            Wrong::NotFirst => "the right product is not first",
            Wrong::NotTold => "the other standard is not told",
            Wrong::NotAsked => "the deciding attribute is not asked",
            Wrong::Misread => "read as another number of items",
            Wrong::Articles => "another number of articles",
        }
    }
}

/// The judgement of one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    pub tally: Tally,
    /// Gravest first.
    pub wrong: Vec<Wrong>,
}

impl Tally {
    pub fn add(&mut self, other: &Tally) {
        for (mine, theirs) in self.counts_mut().into_iter().zip(other.clone().counts_mut()) {
            *mine += *theirs;
        }
    }

    fn counts_mut(&mut self) -> [&mut u64; 24] {
        [
            &mut self.items,
            &mut self.matchable,
            &mut self.right_first,
            &mut self.accepted,
            &mut self.accepted_right,
            &mut self.wrong_size,
            &mut self.wrong_kind,
            &mut self.not_stocked,
            &mut self.not_stocked_accepted,
            &mut self.ambiguous,
            &mut self.ambiguous_asked,
            &mut self.ambiguous_accepted,
            &mut self.equivalents,
            &mut self.equivalents_found,
            &mut self.equivalents_told,
            &mut self.packs,
            &mut self.packs_right,
            &mut self.counts,
            &mut self.counts_right,
            &mut self.one,
            &mut self.two,
            &mut self.two_split,
            &mut self.two_right,
            &mut self.misread,
        ]
    }
}

/// Judges the answers to a line, in the order in which its items were read. A line of one item that was read as several is
/// judged by the first; every further answer that is accepted is a wrong one.
pub fn judge(corpus: &Corpus, line: &Line, answers: &[Answer]) -> Verdict {
    let mut verdict = Verdict::default();
    let (mut right, items) = (0, line.items.len());
    for (at, item) in line.items.iter().enumerate() {
        verdict.tally.items += 1;
        // Two items read as one are one answer too few, whichever of them it is meant for.
        let answer = answers.get(at).filter(|_| items == 1 || answers.len() == items);
        if judge_item(corpus, item, answer, &mut verdict) {
            right += 1;
        }
    }
    let judged = if items == 1 || answers.len() == items { items } else { 0 };
    for extra in answers.iter().skip(judged).filter(|answer| answer.outcome == Outcome::Accepted) {
        verdict.tally.accepted += 1;
        let fits = line.items.iter().any(|item| item.truth.product().is_some_and(|product| is(corpus, extra, product)));
        if fits {
            verdict.tally.accepted_right += 1;
        } else {
            verdict.tally.wrong_kind += 1;
            verdict.wrong.push(Wrong::Kind);
        }
    }
    if items == 1 {
        verdict.tally.one += 1;
        verdict.tally.misread += u64::from(answers.len() != 1);
    } else {
        verdict.tally.two += 1;
        verdict.tally.two_split += u64::from(answers.len() == items);
        verdict.tally.two_right += u64::from(right == items);
    }
    if answers.len() != items {
        verdict.wrong.push(Wrong::Misread);
    }
    verdict.wrong.sort_unstable();
    verdict.wrong.dedup();
    verdict
}

/// Whether the item's right product came first.
fn judge_item(corpus: &Corpus, item: &Item, answer: Option<&Answer>, verdict: &mut Verdict) -> bool {
    let (tally, wrong) = (&mut verdict.tally, &mut verdict.wrong);
    let first = answer.and_then(|answer| answer.candidates.first());
    let accepted = answer.is_some_and(|answer| answer.outcome == Outcome::Accepted);
    let found = item.truth.product().is_some_and(|product| answer.is_some_and(|answer| is(corpus, answer, product)));
    match &item.truth {
        Truth::Product(_) => {
            tally.matchable += 1;
            tally.right_first += u64::from(found);
            if !found {
                wrong.push(Wrong::NotFirst);
            }
        }
        Truth::Equivalent { asked, sold, .. } => {
            tally.equivalents += 1;
            tally.equivalents_found += u64::from(found);
            let told = found && answer.is_some_and(|answer| tells(answer, asked, sold));
            tally.equivalents_told += u64::from(told);
            if !found {
                wrong.push(Wrong::NotFirst);
            } else if !told {
                wrong.push(Wrong::NotTold);
            }
        }
        Truth::Ambiguous { among, axes } => {
            tally.ambiguous += 1;
            tally.ambiguous_accepted += u64::from(accepted);
            let asked = answer.is_some_and(|answer| asks(corpus, item, among, axes, answer));
            tally.ambiguous_asked += u64::from(asked);
            if accepted {
                wrong.push(Wrong::AmbiguousAccepted);
            } else if !asked {
                wrong.push(Wrong::NotAsked);
            }
        }
        Truth::NotStocked => {
            tally.not_stocked += 1;
            tally.not_stocked_accepted += u64::from(accepted);
            if accepted {
                wrong.push(Wrong::NotStockedAccepted);
            }
        }
    }
    if accepted {
        tally.accepted += 1;
        tally.accepted_right += u64::from(found);
        match first.map(|sku| differs(corpus, item, sku)) {
            _ if found => {}
            Some(Differs::Kind) => {
                tally.wrong_kind += 1;
                wrong.push(Wrong::Kind);
            }
            Some(Differs::Size) => {
                tally.wrong_size += 1;
                wrong.push(Wrong::Size);
            }
            _ => {}
        }
    }
    if let Some(amount) = &item.amount
        && item.truth.product().is_some()
    {
        let right = answer.and_then(|answer| answer.articles) == Some(Decimal::from(amount.articles));
        if amount.packed {
            tally.packs += 1;
            tally.packs_right += u64::from(right);
        } else {
            tally.counts += 1;
            tally.counts_right += u64::from(right);
        }
        if !right {
            wrong.push(Wrong::Articles);
        }
    }
    found
}

fn is(corpus: &Corpus, answer: &Answer, product: usize) -> bool {
    answer.candidates.first().is_some_and(|first| *first == corpus.catalogue.products[product].sku)
}

enum Differs {
    /// In nothing that the line states.
    Nothing,
    Size,
    Kind,
}

/// In what a product differs from what the line states.
fn differs(corpus: &Corpus, item: &Item, sku: &str) -> Differs {
    let Some(product) = corpus.catalogue.product(sku) else { return Differs::Kind };
    if product.kind != item.kind {
        return Differs::Kind;
    }
    let stated = item.said.iter().zip(item.cell.iter().zip(&product.cell));
    if stated.into_iter().any(|(said, (asked, has))| *said && asked != has) { Differs::Size } else { Differs::Nothing }
}

/// Whether somebody who reads the answer learns that the number of the standard is another: it stands among what differs
/// or is missing, or both numbers are named together.
fn tells(answer: &Answer, asked: &str, sold: &str) -> bool {
    let named = |text: &&String| text.contains(asked);
    let both = |text: &&String| text.contains(asked) && text.contains(sold);
    let open = answer.outcome != Outcome::Accepted;
    answer.conflicts.iter().any(|text| named(&text))
        || answer.told.iter().any(|text| if open { named(&text) } else { both(&text) })
        || answer.agrees.iter().any(|text| both(&text))
}

/// Whether the answer is a question about one of the attributes in which the products differ: it calls the attribute by one
/// of its names, names one of its words (`stainless A2`), or two of its figures. What stands in the name of a candidate is
/// no question.
fn asks(corpus: &Corpus, item: &Item, among: &[usize], axes: &[usize], answer: &Answer) -> bool {
    if answer.outcome != Outcome::Choose {
        return false;
    }
    let mut told = answer.told.join(" | ").to_lowercase();
    for sku in &answer.candidates {
        if let Some(product) = corpus.catalogue.product(sku) {
            told = told.replace(&product.name.to_lowercase(), " ");
        }
    }
    let words = padded(&told);
    let kind = &corpus.catalogue.kinds[item.kind];
    axes.iter().any(|axis| {
        let named = kind.axes[*axis].called.iter().any(|word| told.contains(word));
        let cells = |product: &usize| &corpus.catalogue.products[*product];
        let values: BTreeSet<u16> = among.iter().map(|product| cells(product).cell[*axis]).collect();
        let found = values.iter().map(|value| match &kind.values[*axis][usize::from(*value)] {
            Value::Term(term) => {
                let forms = term.english.iter().chain(term.short);
                if forms.into_iter().any(|form| words.contains(&padded(&form.to_lowercase()))) { 2 } else { 0 }
            }
            Value::Nothing => 0,
            value => usize::from(figures(value).iter().any(|figure| words.contains(&padded(figure)))),
        });
        named || found.sum::<usize>() > 1
    })
}

/// Words apart by single spaces, with one at either end; `35x4` is two figures.
fn padded(text: &str) -> String {
    let mut words = " ".to_owned();
    let signs: Vec<char> = text.chars().collect();
    for (at, sign) in signs.iter().enumerate() {
        let digit = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(char::is_ascii_digit);
        let within = match sign {
            '.' | '/' | '-' | '#' => digit(Some(at + 1)),
            'x' => !(digit(at.checked_sub(1)) && digit(Some(at + 1))),
            sign => sign.is_alphanumeric(),
        };
        if within {
            words.push(*sign);
        } else if !words.ends_with(' ') {
            words.push(' ');
        }
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

/// The figure as a question may write it, with its unit and without.
fn figures(value: &Value) -> Vec<String> {
    let written = value.attribute(Number::Both).to_lowercase();
    let bare: String =
        written.chars().skip_while(|sign| !sign.is_ascii_digit()).take_while(|sign| sign.is_ascii_digit() || *sign == '.').collect();
    let mut figures = vec![written];
    match value {
        Value::Standard(standard) => {
            figures.extend([standard.din, standard.iso].iter().filter(|number| !number.is_empty()).map(|number| (*number).to_owned()))
        }
        Value::Mm(value) => figures.extend([decimal(*value), decimal(*value / 1000), format!("{}.0", decimal(*value))]),
        Value::Of(..) => figures.push(bare),
        _ => {}
    }
    figures
}
