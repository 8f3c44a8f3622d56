//! Requests as text: notes and mails, with the ways people count things in a line.

use super::sheets::{Grid, Value, write};
use super::words::*;
use super::{ExpectedLine, Line, Sample, Writer};
use rand::Rng;
use rust_xlsxwriter::Workbook;

impl Writer<'_> {
    pub(super) fn text(&mut self, number: usize) -> Sample {
        let (body, expected) = self.body();
        (body.into_bytes(), format!("request-{number}.txt"), expected)
    }

    pub(super) fn mail(&mut self, number: usize) -> Sample {
        let subject = if self.spanish { "Petición de oferta" } else { "Request for quotation" };
        let head = format!(
            "From: Buyer <buyer@example.com>\r\nTo: sales@example.com\r\nSubject: =?utf-8?B?{}?=\r\nMIME-Version: 1.0\r\nMessage-ID: <{number}@example.com>\r\n",
            base64(subject.as_bytes())
        );
        let (message, expected) = match self.random.random_range(0..4) {
            0 => {
                let (body, expected) = self.body();
                (leaf("text/plain; charset=utf-8", "", body.as_bytes()), expected)
            }
            1 => {
                let (page, expected) = self.page();
                let plain = leaf("text/plain; charset=utf-8", "", b"This message needs an HTML viewer.");
                (multipart("alternative", &[plain, leaf("text/html; charset=utf-8", "", page.as_bytes())]), expected)
            }
            2 => {
                let (page, expected) = self.page();
                (leaf("text/html; charset=utf-8", "", page.as_bytes()), expected)
            }
            _ => {
                let note = [
                    self.pick(GREETINGS_EN, GREETINGS_ES),
                    if self.spanish { "Adjunto nuestra lista." } else { "Please find our list attached." },
                    self.pick(CLOSINGS_EN, CLOSINGS_ES),
                    self.pick(SIGNATURES_EN, SIGNATURES_ES),
                ]
                .join("\n\n");
                let (grid, expected) = self.grid(true);
                let mut book = Workbook::new();
                let bytes = write(&mut book, &grid).and_then(|()| book.save_to_buffer()).unwrap_or_default();
                let file =
                    leaf("application/octet-stream; name=list.xlsx", "Content-Disposition: attachment; filename=list.xlsx\r\n", &bytes);
                (multipart("mixed", &[leaf("text/plain; charset=utf-8", "", note.as_bytes()), file]), expected)
            }
        };
        ((head + &message).into_bytes(), format!("request-{number}.eml"), expected)
    }

    /// Greeting, lead-in, the request, wishes, closing, signature, and now and then the mail it answers.
    fn body(&mut self) -> (String, Vec<ExpectedLine>) {
        let (request, expected) = self.request();
        let mut parts = vec![self.pick(GREETINGS_EN, GREETINGS_ES).to_owned()];
        if self.chance(0.85) {
            parts.push(self.pick(LEADS_EN, LEADS_ES).to_owned());
        }
        parts.push(request);
        if self.chance(0.5) {
            parts.push(self.pick(TERMS_EN, TERMS_ES).to_owned());
        }
        parts.push(format!("{}\n{}", self.pick(CLOSINGS_EN, CLOSINGS_ES), self.pick(SIGNATURES_EN, SIGNATURES_ES)));
        if self.chance(0.2) {
            let wrote = if self.spanish { "El lun, 2 mar 2026, Ventas escribió:" } else { "On Mon, 2 Mar 2026, Sales wrote:" };
            parts.push(format!("{wrote}\n> 5 x {}\n> 10 pcs", self.item()));
        }
        (parts.join("\n\n") + "\n", expected)
    }

    fn request(&mut self) -> (String, Vec<ExpectedLine>) {
        let expect = |lines: &[Line]| lines.iter().map(Line::expected).collect::<Vec<_>>();
        match self.random.random_range(0..10) {
            0..6 => {
                let lines = self.lines(2, 12);
                let (style, bullet) = (self.random.random_range(0..8), self.random.random_range(0..4));
                let mut written = Vec::new();
                for (index, line) in lines.iter().enumerate() {
                    let bullet = match bullet {
                        0 => "- ".to_owned(),
                        1 => format!("{}) ", index + 1),
                        2 => "* ".to_owned(),
                        _ => String::new(),
                    };
                    written.push(bullet + &self.entry(line, style));
                }
                (written.join("\n"), expect(&lines))
            }
            6..8 => {
                let lines: Vec<Line> = self.lines(2, 3).into_iter().filter(|line| !line.figure.is_empty()).collect();
                (self.sentence(&lines), expect(&lines))
            }
            _ => {
                let (grid, expected) = self.grid(false);
                let rows: Vec<Vec<String>> = grid.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
                let tabs = self.chance(0.5);
                (
                    if tabs {
                        rows.iter().map(|row| row.join("\t").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
                    } else {
                        barred(&rows)
                    },
                    expected,
                )
            }
        }
    }

    /// One line of a list, in one of the usual styles.
    fn entry(&mut self, line: &Line, style: u32) -> String {
        let item = &line.item;
        if line.figure.is_empty() {
            return item.clone();
        }
        let amount = self.amount(line);
        let of = if self.spanish { "de" } else { "of" };
        match (style, line.unit) {
            (0, None) => format!("{} x {item}", line.figure),
            (1, None) => format!("{}x {item}", line.figure),
            (0 | 1, Some(_)) => format!("{amount} {of} {item}"),
            (2, _) => format!("{item}: {amount}"),
            (3, _) => format!("{item} - {amount}"),
            (4, _) => format!("{item}, {} {amount}", if self.spanish { "cantidad" } else { "qty" }),
            (5, _) => format!("{item} ({amount})"),
            (6, Some(_)) => format!("{amount} {item}"),
            (_, Some(_)) => format!("{item}, {amount}"),
            (_, None) => format!("{} {item}", line.figure),
        }
    }

    fn amount(&mut self, line: &Line) -> String {
        let Some(unit) = line.unit else {
            return line.figure.clone();
        };
        match line.pack {
            Some(pack) => format!("{} {} {} {pack}", line.figure, unit.word, if self.spanish { "de" } else { "of" }),
            None => format!("{} {}", line.figure, unit.word),
        }
    }

    fn sentence(&mut self, lines: &[Line]) -> String {
        let mut said = self
            .pick(
                &["We need ", "Could you quote ", "I would like a price for ", "Please send us "],
                &["Necesitamos ", "Quisiera precio para ", "Por favor, pasadme presupuesto de "],
            )
            .to_owned();
        let of = if self.spanish { "de" } else { "of" };
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                said.push_str(self.pick(&[", plus ", " and ", ", "], &[" y ", ", más ", ", "]));
            }
            let amount = self.amount(line);
            said.push_str(&if line.unit.is_some() { format!("{amount} {of} {}", line.item) } else { format!("{amount} {}", line.item) });
        }
        said + "."
    }

    fn page(&mut self) -> (String, Vec<ExpectedLine>) {
        let paragraph = |text: &str| format!("<p>{}</p>", escape(text).replace('\n', "<br>"));
        let (request, expected) = if self.chance(0.6) {
            let (grid, expected) = self.grid(false);
            (table(&grid), expected)
        } else {
            let lines = self.lines(2, 10);
            let style = self.random.random_range(0..8);
            let listed = self.chance(0.5);
            let entries: Vec<String> = lines.iter().map(|line| escape(&self.entry(line, style))).collect();
            let body = if listed {
                format!("<ul><li>{}</li></ul>", entries.join("</li><li>"))
            } else {
                format!("<div>{}</div>", entries.join("<br>\r\n"))
            };
            (body, lines.iter().map(Line::expected).collect())
        };
        let page = [
            paragraph(self.pick(GREETINGS_EN, GREETINGS_ES)),
            paragraph(self.pick(LEADS_EN, LEADS_ES)),
            request,
            paragraph(self.pick(TERMS_EN, TERMS_ES)),
            paragraph(self.pick(CLOSINGS_EN, CLOSINGS_ES)),
            paragraph(self.pick(SIGNATURES_EN, SIGNATURES_ES)),
        ]
        .join("\r\n");
        (format!("<html><head><style>p {{ margin: 0 }}</style></head><body>{page}</body></html>"), expected)
    }
}

fn cell(value: &Option<Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
    }
}

fn barred(rows: &[Vec<String>]) -> String {
    let filled = rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty()));
    filled.map(|row| format!("| {} |", row.join(" | "))).collect::<Vec<_>>().join("\n")
}

fn table(grid: &Grid) -> String {
    let rows = grid
        .rows
        .iter()
        .map(|row| format!("<tr><td>{}</td></tr>", row.iter().map(|value| escape(&cell(value))).collect::<Vec<_>>().join("</td><td>")));
    format!("<table border=1>{}</table>", rows.collect::<Vec<_>>().join("\r\n"))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn leaf(kind: &str, head: &str, bytes: &[u8]) -> String {
    let coded = base64(bytes);
    let lines: Vec<&str> = coded.as_bytes().chunks(76).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    format!("Content-Type: {kind}\r\n{head}Content-Transfer-Encoding: base64\r\n\r\n{}\r\n", lines.join("\r\n"))
}

fn multipart(kind: &str, parts: &[String]) -> String {
    let boundary = format!("part-of-{kind}");
    let body: String = parts.iter().map(|part| format!("--{boundary}\r\n{part}\r\n")).collect();
    format!("Content-Type: multipart/{kind}; boundary=\"{boundary}\"\r\n\r\n{body}--{boundary}--\r\n")
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut coded = String::new();
    for group in bytes.chunks(3) {
        let number = group.iter().chain([0u8, 0].iter()).take(3).fold(0u32, |number, byte| number << 8 | u32::from(*byte));
        for place in 0..4 {
            let sign = SIGNS[(number >> (18 - 6 * place) & 63) as usize];
            coded.push(if place > group.len() { '=' } else { char::from(sign) });
        }
    }
    coded
}
