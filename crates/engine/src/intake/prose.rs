//! The text of a mail or a pasted note: what the sender asks, told apart from greetings, wishes, signatures and history.
//!
//! Lines that stand in columns are read as a table. The rest is read line by line, wrapped lines joined.

mod aligned;
mod cards;
mod entries;

use super::document::{Content, Part, Table, TextLine, Voice};
use super::header::{self, Role};
use super::sentence::{self, Setting};
use super::words::{self, fold};
use super::{Note, NoteKind, Place, ReadResult, table};
use crate::sizes;
use entries::{Entry, entries, sentences};

/// Reads one text into the result. `alone`: the document has no other part where its requests could be.
pub(crate) fn read(document: &str, lines: &[TextLine], alone: bool, result: &mut ReadResult) {
    let place = |number: u32| Place { document: document.to_owned(), sheet: None, row: number };
    let mut note =
        |kind: NoteKind, line: &TextLine| result.notes.push(Note { kind, place: place(line.number), text: line.text.trim().to_owned() });
    let forwarded = lines.iter().any(|line| match line.voice {
        Voice::Envelope => is_forward_subject(&line.text),
        _ => is_forward_mark(&line.text),
    });
    let mut said: Vec<&TextLine> = Vec::new();
    let mut history = false;
    let filled: Vec<&TextLine> = lines.iter().filter(|line| !line.text.trim().is_empty()).collect();
    for (index, line) in filled.iter().enumerate() {
        let next = filled.get(index + 1).map_or("", |line| line.text.as_str());
        let spoken = line.voice == Voice::Sender && !said.is_empty();
        history |= spoken && !forwarded && starts_history(&line.text, next);
        match line.voice {
            Voice::Envelope => note(NoteKind::Envelope, line),
            Voice::Quoted if !forwarded => note(NoteKind::Quoted, line),
            _ if history || !forwarded && line.text.trim_start().starts_with('>') => note(NoteKind::Quoted, line),
            _ if is_mail_header(&line.text, forwarded || said.is_empty() && line.text.find(':') > Some(2)) => {
                note(NoteKind::Envelope, line)
            }
            _ => said.push(*line),
        }
    }
    let said = until_signature(said, &mut note);
    let counted = said.iter().any(|line| may_count(&line.text) || sentence::has_quantity(&line.text));
    let counted = counted || !alone;
    let mut section = None;
    for block in blocks(&said) {
        match block {
            Block::Table(table) => table::read(document, &table, result),
            Block::Lines(lines) => read_lines(&lines, counted, &mut section, &place, result),
        }
    }
}

/// "Pls quote: ball valve 1/2 in - urgent" and nothing else: where the one line that a sender wrote says a size or names an
/// article, it is what is asked for, whatever courtesies stand around it.
pub(crate) fn read_whole(parts: &[Part], result: &mut ReadResult) {
    let [Part { document, content: Content::Text(lines) }] = parts else { return };
    let mut said = lines.iter().filter(|line| line.voice == Voice::Sender && !line.text.trim().is_empty());
    let (Some(line), None) = (said.next(), said.next()) else { return };
    if !result.lines.is_empty() || sizes::read(&line.text).is_empty() {
        return;
    }
    let place = Place { document: document.clone(), sheet: None, row: line.number };
    result.notes.retain(|note| note.place != place);
    sentence::read(&line.text, &place, None, Setting::Whole, result);
}

enum Block<'a> {
    Table(Table),
    Lines(Vec<&'a TextLine>),
}

/// Everything before the signature; the signature's lines go to the notes. A late line with a certain quantity is kept.
fn until_signature<'a>(said: Vec<&'a TextLine>, note: &mut dyn FnMut(NoteKind, &TextLine)) -> Vec<&'a TextLine> {
    let mut kept = Vec::new();
    let mut signing = false;
    for line in said {
        let text = line.text.trim();
        let folded = fold(text.trim_matches(|sign: char| !sign.is_alphanumeric()));
        let closes = text == "--"
            || text == "—"
            || text.starts_with("__")
            || words::CLOSINGS.iter().any(|closing| words::begins(&folded, closing)) && folded.split_whitespace().count() <= 8;
        if closes && !sentence::asks_late(text, NoteKind::Courtesy) {
            signing = true;
            note(NoteKind::Courtesy, line);
        } else if signing && (!asks_below(text) || words::contact(&fold(text))) {
            note(NoteKind::Signature, line);
        } else {
            signing = false;
            kept.push(line);
        }
    }
    kept
}

/// Below a closing: an afterthought that asks, rather than a name or an address.
fn asks_below(text: &str) -> bool {
    let kind = words::chatter(text).filter(|kind| *kind == NoteKind::Courtesy).unwrap_or(NoteKind::Signature);
    sentence::asks_late(text, kind) || wishes_for_goods(text)
}

/// The words mail programs put above the message that is answered; `next`: the following line, for heads of two lines.
fn starts_history(text: &str, next: &str) -> bool {
    let folded = fold(text.trim());
    let ends = ["wrote:", "escribio:", "schrieb:", "a ecrit :", "a ecrit:"];
    let marks = ["-----original message", "-----mensaje original", "-----ursprungliche nachricht", "-----message d'origine"];
    let starts = |text: &str, heads: &[&str]| heads.iter().any(|head| text.starts_with(head));
    let block = starts(&folded, &["from:", "de:", "von:"])
        && starts(&fold(next.trim()), &["sent:", "date:", "enviado", "fecha:", "gesendet:", "datum:", "envoye", "to:", "para:", "an:"]);
    ends.iter().any(|end| folded.ends_with(end)) || marks.iter().any(|mark| folded.contains(mark)) || block
}

fn is_forward_mark(text: &str) -> bool {
    let folded = fold(text);
    ["forwarded message", "mensaje reenviado", "weitergeleitete nachricht", "message transfere"]
        .iter()
        .any(|mark| folded.contains(mark) && (folded.contains("--") || folded.trim_end().ends_with(':')))
}

fn is_forward_subject(text: &str) -> bool {
    let folded = fold(text.split_once(':').map_or("", |(_, subject)| subject).trim());
    ["fw:", "fwd:", "wg:", "rv:", "tr:", "i:"].iter().any(|head| folded.starts_with(head))
}

/// `From: …` and its like inside a forwarded or pasted mail, and the forward mark itself.
fn is_mail_header(text: &str, forwarded: bool) -> bool {
    let folded = fold(text.trim().trim_start_matches('>').trim_start());
    let mark = is_forward_mark(text);
    let head = [
        "from:",
        "sent:",
        "to:",
        "cc:",
        "subject:",
        "date:",
        "de:",
        "enviado:",
        "para:",
        "asunto:",
        "fecha:",
        "von:",
        "gesendet:",
        "an:",
        "betreff:",
        "datum:",
        "envoye:",
        "objet:",
        "a:",
    ]
    .iter()
    .any(|head| folded.starts_with(head));
    mark || head
        && (forwarded
            || folded.contains('@')
            || folded.starts_with("subject:")
            || folded.starts_with("asunto:")
            || folded.starts_with("betreff:")
            || folded.starts_with("objet:"))
}

/// Groups of lines: tables where at least two neighbours have columns, lines elsewhere.
fn blocks<'a>(said: &[&'a TextLine]) -> Vec<Block<'a>> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut at = 0;
    while at < said.len() {
        if let Some((table, next)) = aligned::table_at(said, at).or_else(|| cards::read(said, at)) {
            blocks.push(Block::Table(table));
            at = next;
            continue;
        }
        match blocks.last_mut() {
            Some(Block::Lines(lines)) => lines.push(said[at]),
            _ => blocks.push(Block::Lines(vec![said[at]])),
        }
        at += 1;
    }
    blocks
}

fn may_count(text: &str) -> bool {
    sentence::may_count(text) && words::chatter(text).is_none()
}

fn read_lines(lines: &[&TextLine], counted: bool, section: &mut Option<String>, place: &dyn Fn(u32) -> Place, result: &mut ReadResult) {
    let entries = entries(lines);
    let numbered = is_numbered(&entries);
    let paragraphs = counted_paragraphs(&entries);
    // The last line of a list whose heading ends in "Qty".
    let mut tailed: Option<u32> = None;
    for (index, entry) in entries.iter().enumerate() {
        if result.is_beyond() {
            return;
        }
        let text = entry.text.as_str();
        let at = place(entry.number);
        let strong = sentence::has_quantity(text);
        let chatter = words::chatter(text);
        let listed = sentence::is_listed(text);
        if !strong && names_tail(text) {
            tailed = Some(entry.number);
            result.notes.push(Note { kind: NoteKind::Header, place: at, text: text.to_owned() });
            continue;
        }
        tailed = tailed.filter(|last| entry.number <= last + 1).map(|_| entry.number);
        if !strong && let Some(kind) = heading(text, chatter, entries.get(index + 1), listed) {
            if kind == NoteKind::Section {
                *section = Some(text.trim_matches(|sign: char| !sign.is_alphanumeric() && sign != ')').to_owned());
            }
            result.notes.push(Note { kind, place: at, text: text.to_owned() });
            continue;
        }
        let short = text.split_whitespace().count() <= 12 && !text.ends_with(['.', '!', '?']);
        // Beside counted lines, or in a text that counts nothing at all, a short line without number is a request too.
        let setting = match () {
            () if tailed.is_some() => Setting::Tailed,
            () if numbered && sentence::dashed_number(text).is_some() => Setting::Numbered,
            () if listed || short && (paragraphs[index] || !counted) => Setting::List,
            () => Setting::Prose,
        };
        for part in sentences(text) {
            let (weak, chatter) =
                if part.trim() == text { (!strong, chatter) } else { (!sentence::has_quantity(part), words::chatter(part)) };
            match chatter.filter(|kind| {
                weak && !(matches!(kind, NoteKind::Courtesy | NoteKind::Terms) && sentence::may_count(part))
                    && !(listed && *kind != NoteKind::Signature && part == text)
            }) {
                // "Please quote a bench grinder": asked for, though not counted.
                Some(NoteKind::Courtesy)
                    if !part.trim_end().ends_with([':', '?', '!']) && asks_for_goods(part) || wishes_for_goods(part) =>
                {
                    sentence::read(part, &at, section.as_deref(), Setting::List, result)
                }
                Some(kind) => sentence::set_aside(part.trim(), kind, &at, section.as_deref(), result),
                None if setting == Setting::Prose && wishes_for_goods(part) => {
                    sentence::read(part, &at, section.as_deref(), Setting::List, result)
                }
                None => sentence::read(part, &at, section.as_deref(), setting, result),
            }
        }
    }
}

/// "1 - bolt", "2 - nut": the dashed numbers count the entries, not the goods.
fn is_numbered(entries: &[Entry]) -> bool {
    let numbers: Vec<u32> = entries.iter().filter_map(|entry| sentence::dashed_number(&entry.text)).map(|(number, _)| number).collect();
    numbers.len() >= 2 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

/// "Material Qty": the names of columns that lost their gaps, the quantity last.
fn names_tail(text: &str) -> bool {
    let Some((item, quantity)) = text.rsplit_once(' ') else {
        return false;
    };
    text.split_whitespace().count() <= 5
        && header::role(quantity) == Role::Quantity
        && matches!(header::role(item), Role::Item | Role::ItemOrNumber | Role::Code)
}

/// For each entry: some line of its paragraph counts something.
fn counted_paragraphs(entries: &[Entry]) -> Vec<bool> {
    let paragraphs = entries.chunk_by(|left, right| left.number.abs_diff(right.number) <= 1);
    paragraphs.flat_map(|paragraph| vec![paragraph.iter().any(|entry| may_count(&entry.text)); paragraph.len()]).collect()
}

/// A lead-in with goods behind it rather than a mention of a list.
fn asks_for_goods(text: &str) -> bool {
    let folded = fold(text);
    let begins = [
        "please quote",
        "please send",
        "please supply",
        "please offer",
        "we need",
        "i need",
        "need",
        "necesito",
        "necesitamos",
        "wir benotigen",
        "wir brauchen",
        "quote for",
        "precio para",
        "looking for",
        "we are looking for",
        "cotizar",
    ]
    .iter()
    .find(|head| words::begins(folded.trim(), head));
    begins.is_some_and(|head| {
        let rest = &folded.trim()[head.len()..];
        let words = rest.split_whitespace().filter(|word| word.chars().filter(|sign| sign.is_alphabetic()).count() >= 3).count();
        (1..=15).contains(&words)
            && ![
                "following",
                "list",
                "items",
                "attached",
                "below",
                "quotation",
                "price",
                "prices",
                "siguiente",
                "lista",
                "articulos",
                "adjunt",
                "folgende",
                "artikel",
                "offer",
                "it ",
                "this",
                "these",
                "them",
                "delivery",
                "by ",
                "urgent",
                "material",
                "your ",
                "know",
                "help",
                "call",
                "discount",
            ]
            .iter()
            .any(|word| rest.contains(word))
    })
}

/// "I would also like some washers": goods that are wished for, uncounted. "I would like to …" and "… your offer" name none.
fn wishes_for_goods(text: &str) -> bool {
    let folded = fold(text);
    ["i", "we"].iter().any(|who| {
        ["would like", "would also like", "'d like", "'d also like", "also need", "also want"].iter().any(|wish| {
            let rest = folded.trim().strip_prefix(who).and_then(|rest| rest.trim_start().strip_prefix(wish));
            rest.is_some_and(|rest| !words::begins(rest.trim_start(), "to") && asks_for_goods(&format!("need{rest}")))
        })
    })
}

/// The kind of a line that heads what follows, or `None`.
fn heading(text: &str, chatter: Option<NoteKind>, next: Option<&Entry>, listed: bool) -> Option<NoteKind> {
    if listed && !text.ends_with(':') {
        return None;
    }
    let count = text.split_whitespace().count();
    if text.ends_with(':') && !sentence::may_count(text) {
        return Some(match chatter {
            Some(kind) => kind,
            None if count <= 8 => NoteKind::Section,
            None => NoteKind::Courtesy,
        });
    }
    let fenced = text.starts_with(['#', '=', '*', '-', '[']) && text.ends_with(['#', '=', '*', '-', ']']) || text.starts_with("##");
    let upper =
        text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase) && !text.chars().any(|sign| sign.is_ascii_digit());
    let follows = || next.is_some_and(|next| sentence::may_count(&next.text));
    (chatter.is_none() && count <= 8 && (fenced || upper || words::is_section(text) && !sentence::may_count(text)) && follows())
        .then_some(NoteKind::Section)
}
