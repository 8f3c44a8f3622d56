//! Which column says what: the header, the caller's mapping and constants, and one row seen through them.

use std::borrow::Cow;

use engine::number::Convention;
use platform::Result;
use platform::text::visible;

use super::super::MAPPING;
use super::numbers;
use super::report::Refusal;
use super::rows::Row;
use super::{Kind, Settings};

/// A thing a row may say.
pub struct Field {
    pub name: &'static str,
    /// Other headings that mean it, in the form of [`key`].
    pub aliases: &'static [&'static str],
    pub required: bool,
}

impl Field {
    pub const fn new(name: &'static str, aliases: &'static [&'static str]) -> Self {
        Field { name, aliases, required: false }
    }

    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// What a row says about a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stated<T> {
    /// The file has no such column: what is stored stays.
    Absent,
    /// The cell is blank or unusable: the value is unknown.
    Unknown,
    Value(T),
}

impl<T> Stated<T> {
    /// The value after this row, given what is stored.
    pub fn over(self, stored: Option<T>) -> Option<T> {
        match self {
            Stated::Absent => stored,
            Stated::Unknown => None,
            Stated::Value(value) => Some(value),
        }
    }

    pub fn value(self) -> Option<T> {
        self.over(None)
    }
}

/// How to read the rows of one table.
pub struct Plan {
    fields: &'static [Field],
    origins: Vec<Option<Origin>>,
    defaults: Vec<Option<String>>,
    attributes: Vec<(String, Origin)>,
    default_attributes: Vec<(String, String)>,
    conventions: Vec<Convention>,
    pub columns: Vec<String>,
    pub ignored: Vec<String>,
}

enum Origin {
    Column(usize),
    Template(Vec<Piece>),
}

enum Piece {
    Text(String),
    Column(usize),
}

const ATTRIBUTE: &str = "attr:";
/// The constant that says how numbers are written.
const DECIMAL: &str = "decimal";

impl Plan {
    /// The outer error: the caller's mapping names what does not exist. The inner: this table is not one of ours, and why.
    pub fn new<K: Kind>(columns: &[String], settings: &Settings) -> Result<Result<Plan, String>> {
        let fields = K::FIELDS;
        let mut plan = Plan {
            fields,
            origins: fields.iter().map(|_| None).collect(),
            defaults: vec![None; fields.len()],
            attributes: Vec::new(),
            default_attributes: Vec::new(),
            conventions: vec![Convention::default(); columns.len()],
            columns: columns.iter().map(|name| visible(name).trim().to_owned()).collect(),
            ignored: Vec::new(),
        };
        for (target, constant) in &settings.set {
            match (plan.field(target), attribute::<K>(target)) {
                (Some(at), _) => plan.defaults[at] = Some(visible(constant).trim().to_owned()),
                (None, Some(name)) => plan.default_attributes.push((name, visible(constant).trim().to_owned())),
                (None, None) if target == DECIMAL => {}
                (None, None) => return Err(unknown_target::<K>("set", target)),
            }
        }
        let keys: Vec<String> = columns.iter().map(|column| key(column)).collect();
        let mut used = vec![false; columns.len()];
        for (target, source) in &settings.map {
            let at = plan.field(target);
            let name = attribute::<K>(target);
            if at.is_none() && name.is_none() {
                return Err(unknown_target::<K>("map", target));
            }
            let origin = match origin(source, &keys, &mut used) {
                Ok(origin) => origin,
                Err(missing) => return Ok(Err(format!("it has no column `{missing}`, which `{target}` is mapped to"))),
            };
            match (at, name) {
                (Some(at), _) => plan.origins[at] = Some(origin),
                (None, name) => plan.attributes.extend(name.map(|name| (name, origin))),
            }
        }
        plan.take_named_columns(&keys, &mut used);
        for (at, column) in columns.iter().enumerate().filter(|(at, _)| !used[*at]) {
            match attribute::<K>(column.trim()) {
                Some(name) => plan.attributes.push((name, Origin::Column(at))),
                None if column.trim().is_empty() => {}
                None => plan.ignored.push(column.trim().to_owned()),
            }
        }
        let missing =
            fields.iter().enumerate().find(|(at, field)| field.required && plan.origins[*at].is_none() && plan.defaults[*at].is_none());
        Ok(match missing {
            Some((_, field)) => Err(format!("it has no column `{}` (its columns: {})", field.name, shown(&plan.columns))),
            None => Ok(plan),
        })
    }

    /// Columns headed with a field's name; where there is none, with another word for it.
    fn take_named_columns(&mut self, keys: &[String], used: &mut [bool]) {
        let by_name = |field: &Field, key: &str| field.name == key;
        let by_alias = |field: &Field, key: &str| field.aliases.contains(&key);
        for matches in [&by_name as &dyn Fn(&Field, &str) -> bool, &by_alias] {
            for (at, field) in self.fields.iter().enumerate() {
                if self.origins[at].is_some() {
                    continue;
                }
                if let Some(column) = keys.iter().enumerate().position(|(column, key)| !used[column] && matches(field, key)) {
                    used[column] = true;
                    self.origins[at] = Some(Origin::Column(column));
                }
            }
        }
    }

    fn field(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// Learns from a row how each column writes its numbers.
    pub fn look_at(&mut self, row: &Row) {
        for origin in self.origins.iter().flatten() {
            if let Origin::Column(at) = origin
                && let (Some(Some(cell)), Some(convention)) = (row.cells.get(*at), self.conventions.get_mut(*at))
            {
                numbers::look_at(convention, cell, row.numeric.contains(at));
            }
        }
    }

    /// The caller's word on decimals goes over what the columns show.
    pub fn settle(&mut self, settings: &Settings) -> Result<()> {
        let Some(decimal) = settings.set.get(DECIMAL) else { return Ok(()) };
        let stated = numbers::named(decimal)
            .ok_or_else(|| MAPPING.error(format!("`{DECIMAL}` is `point` or `comma`, not `{decimal}`.")).at("set.decimal"))?;
        self.conventions.fill(stated);
        Ok(())
    }

    /// Takes out numbers that are not what somebody entered, for no code may silently become another: refuses the row where it
    /// cannot do without, else warns that the value stays unknown.
    pub fn without_inexact(&self, row: &mut Row, warn: &mut Vec<Refusal>) -> Result<(), Refusal> {
        const WHY: &str =
            "a number of more than 15 digits, of which the file does not keep all; format the column as text and enter it again";
        for at in std::mem::take(&mut row.inexact) {
            let Some(cell) = row.cells.get_mut(at).and_then(Option::as_mut) else { continue };
            let field = self.fields.iter().zip(&self.origins).find(|(_, origin)| origin.as_ref().is_some_and(|origin| origin.reads(at)));
            let attribute = self.attributes.iter().any(|(_, origin)| origin.reads(at));
            let refusal = |reason: String| Refusal::new(self.columns.get(at).cloned().unwrap_or_default(), cell, reason);
            match field {
                Some((field, _)) if field.required => return Err(refusal(WHY.to_owned())),
                None if !attribute => {}
                _ => {
                    warn.push(refusal(format!("{WHY}; it stays unknown")));
                    cell.clear();
                }
            }
        }
        Ok(())
    }

    /// Filled cells of a csv row beyond the header: mostly a delimiter that wanted quotes, so that cells before it have moved.
    /// Beside a sheet's table people keep notes; those are nobody's fault.
    pub fn surplus(&self, row: &Row) -> Option<Refusal> {
        let beyond = row.cells.get(self.columns.len()..).filter(|_| row.sheet.is_none())?;
        let filled: Vec<&str> = beyond.iter().flatten().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        let reason = || format!("the row has more cells than the header has columns ({}); what is beyond is not read", self.columns.len());
        (!filled.is_empty()).then(|| Refusal::new("", &filled.join(" | "), reason()))
    }

    /// Field and the column it is read from, for the report.
    pub fn mapping(&self) -> impl Iterator<Item = (String, String)> {
        let fields = self.fields.iter().zip(&self.origins).filter_map(|(field, origin)| Some((field.name.to_owned(), origin.as_ref()?)));
        let attributes = self.attributes.iter().map(|(name, origin)| (format!("{ATTRIBUTE}{name}"), origin));
        fields.chain(attributes).map(|(name, origin)| (name, origin.shown(&self.columns)))
    }
}

/// One row, seen through its table's plan.
pub struct Record<'a> {
    pub(super) plan: &'a Plan,
    pub(super) cells: &'a [Option<String>],
}

impl Record<'_> {
    /// The trimmed text of a field; the constant of `set` where the row says nothing.
    pub fn text(&self, name: &str) -> Stated<Cow<'_, str>> {
        let Some(at) = self.plan.field(name) else { return Stated::Absent };
        let stated = self.plan.origins[at].as_ref().map_or(Stated::Absent, |origin| origin.of(self.cells));
        match (stated, self.plan.defaults[at].as_deref()) {
            (Stated::Value(text), _) => Stated::Value(text),
            (_, Some(constant)) if !constant.is_empty() => Stated::Value(Cow::Borrowed(constant)),
            (stated, _) => stated,
        }
    }

    /// `attr:NAME` columns and constants, in order.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, Stated<Cow<'_, str>>)> {
        let columns = self.plan.attributes.iter().map(|(name, origin)| (name.as_str(), origin.of(self.cells)));
        let constants =
            self.plan.default_attributes.iter().map(|(name, text)| (name.as_str(), Stated::Value(Cow::Borrowed(text.as_str()))));
        columns.chain(constants)
    }

    /// How the field's column writes numbers.
    pub fn convention(&self, name: &str) -> Convention {
        match self.plan.field(name).and_then(|at| self.plan.origins[at].as_ref()) {
            Some(Origin::Column(at)) => self.plan.conventions.get(*at).copied().unwrap_or_default(),
            _ => Convention::Point,
        }
    }

    /// The heading the field is read from, for reports.
    pub fn column(&self, name: &str) -> String {
        let origin = self.plan.field(name).and_then(|at| self.plan.origins[at].as_ref());
        origin.map_or_else(|| name.to_owned(), |origin| origin.shown(&self.plan.columns))
    }
}

impl Origin {
    fn of<'a>(&self, cells: &'a [Option<String>]) -> Stated<Cow<'a, str>> {
        // Nobody can check, find or type what nobody sees.
        let cell = |at: usize| cells.get(at).map_or(Some("".into()), |cell| cell.as_deref().map(|cell| trimmed(visible(cell))));
        match self {
            Origin::Column(at) => match cell(*at) {
                None => Stated::Absent,
                Some(text) if text.is_empty() => Stated::Unknown,
                Some(text) => Stated::Value(text),
            },
            Origin::Template(pieces) => {
                let mut text = String::new();
                let mut said = false;
                for piece in pieces {
                    match piece {
                        Piece::Text(piece) => text.push_str(piece),
                        Piece::Column(at) => {
                            let cell = cell(*at).unwrap_or_default();
                            said |= !cell.is_empty();
                            text.push_str(&cell);
                        }
                    }
                }
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if said { Stated::Value(Cow::Owned(text)) } else { Stated::Unknown }
            }
        }
    }

    fn reads(&self, column: usize) -> bool {
        match self {
            Origin::Column(at) => *at == column,
            Origin::Template(pieces) => pieces.iter().any(|piece| matches!(piece, Piece::Column(at) if *at == column)),
        }
    }

    fn shown(&self, columns: &[String]) -> String {
        let name = |at: &usize| columns.get(*at).cloned().unwrap_or_default();
        match self {
            Origin::Column(at) => name(at),
            Origin::Template(pieces) => pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => text.clone(),
                    Piece::Column(at) => format!("{{{}}}", name(at)),
                })
                .collect(),
        }
    }
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => text.trim().into(),
        Cow::Owned(text) => text.trim().to_owned().into(),
    }
}

/// A column's name, or a template; the error is the name that is not there.
fn origin(source: &str, keys: &[String], used: &mut [bool]) -> Result<Origin, String> {
    let mut column = |name: &str| {
        let at = keys.iter().position(|known| *known == key(name)).ok_or_else(|| name.trim().to_owned())?;
        used[at] = true;
        Ok(at)
    };
    if !source.contains('{') {
        return column(source).map(Origin::Column);
    }
    let mut pieces = Vec::new();
    let mut rest = source;
    while let Some((text, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or_else(|| after.to_owned())?;
        pieces.push(Piece::Text(text.to_owned()));
        pieces.push(Piece::Column(column(name)?));
        rest = after;
    }
    pieces.push(Piece::Text(rest.to_owned()));
    Ok(Origin::Template(pieces))
}

/// The name behind `attr:`, for kinds that have attributes.
fn attribute<K: Kind>(target: &str) -> Option<String> {
    let (prefix, name) = target.split_at_checked(ATTRIBUTE.len())?;
    let name = visible(name).trim().to_owned();
    (K::ATTRIBUTES && prefix.eq_ignore_ascii_case(ATTRIBUTE) && !name.is_empty()).then_some(name)
}

/// Headings are compared without case, and a blank, a hyphen and an underscore are one.
fn key(heading: &str) -> String {
    let heading = heading.trim().trim_start_matches('\u{feff}');
    heading.chars().map(|sign| if matches!(sign, ' ' | '-' | '.') { '_' } else { sign }).flat_map(char::to_lowercase).collect()
}

fn unknown_target<K: Kind>(input: &str, target: &str) -> platform::Error {
    let fields: Vec<_> = K::FIELDS.iter().map(|field| field.name).collect();
    let attributes = if K::ATTRIBUTES { ", attr:NAME" } else { "" };
    MAPPING
        .error(format!("`{target}` is not a field of this import; its fields are {}{attributes}.", fields.join(", ")))
        .at(format!("{input}.{target}"))
}

fn shown(columns: &[String]) -> String {
    let mut shown: Vec<String> = columns
        .iter()
        .filter(|name| !name.is_empty())
        .take(12)
        .map(|name| format!("`{}`", name.chars().take(40).collect::<String>()))
        .collect();
    if columns.len() > 12 {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}
