//! Trade words for units, in English, Spanish, German and French, to UN/ECE codes and pack factors.
//!
//! Source of the codes: UN/ECE Recommendation 20 rev. 17 (2021); packagings are Recommendation 21 codes behind the letter X,
//! as Recommendation 20 prescribes since it deleted its own (`BX`, `RO`, `PK` …). The words are a curated list of the trade.
//! Single letters (`C`, `M`) and words that are also goods (`bar`, `tube`) count only in a unit column.

use crate::number::{self, Reading as Number};
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// A unit as stated: `code` is UN/ECE, `word` the customer's own, `pack` how many pieces one unit holds if it says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    pub code: String,
    pub word: String,
    pub pack: Option<Decimal>,
}

/// Where the word stands; a column of units allows words that running text does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    Column,
    Prose,
}

/// What kind of amount a unit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Single articles: piece, each, one.
    Piece,
    /// A fixed number of articles: pair, dozen, hundred.
    Multiple,
    /// Something that holds articles, or is a cut of goods: box, roll, length.
    Package,
    /// Length, area, volume, mass: also found in sizes, so a number before it need not be a quantity.
    Measure,
}

/// Reads a text that is a unit and nothing else: `pcs`, `BX/100`, `box of 100`, `caja de 50 uds`, `100/box`.
///
/// Returns the readings, best first; more than one means the word is ambiguous (`M` in a column: thousand or metre;
/// `ml`: millilitre or *metro lineal*). Empty when it is no unit we know.
pub fn read(text: &str, context: Context) -> Vec<Unit> {
    let word = text.trim();
    let with_pack = |codes: Vec<&'static str>, pack: Option<Decimal>| {
        codes.into_iter().map(|code| Unit { code: code.to_owned(), word: word.to_owned(), pack }).collect::<Vec<_>>()
    };
    let codes = lookup(word, context);
    if !codes.is_empty() {
        return with_pack(codes, None);
    }
    match packed(word, context) {
        Some((code, pack)) => with_pack(vec![code], Some(pack)),
        None => Vec::new(),
    }
}

/// The codes of one bare word, best first, without looking for a pack factor. Case and a final full stop do not matter,
/// except that a column's `M` is thousand before metre and its `m` only metre.
pub fn lookup(word: &str, context: Context) -> Vec<&'static str> {
    let folded = fold(word);
    if context == Context::Column {
        match (word.trim(), folded.as_str()) {
            ("M", _) => return vec!["MIL", "MTR"],
            (_, "c") => return vec!["CEN"],
            _ => {}
        }
        if let Some(code) = COLUMN_WORDS.get(folded.as_str()) {
            return vec![code];
        }
        let upper = word.trim();
        if upper.len() <= 3
            && let Some((code, ..)) = UNITS.iter().find(|(code, ..)| *code == upper)
        {
            return vec![code];
        }
    }
    if folded == "ml" {
        return vec!["MLT", "MTR"];
    }
    // A ton is metric in most of the world, 2000 lb in the United States, 2240 lb in Britain of old.
    if matches!(folded.as_str(), "ton" | "tons") {
        return vec!["TNE", "STN", "LTN"];
    }
    WORDS.get(folded.as_str()).map(|code| vec![*code]).unwrap_or_default()
}

/// The lists below by word; the first list that has a word wins.
static WORDS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| by_word(UNITS.iter().map(|(code, _, words)| (*code, *words))));
static COLUMN_WORDS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| by_word(COLUMN_ONLY.iter().copied()));

/// What lists of words mean, by word.
pub(crate) fn by_word<T: Copy>(lists: impl Iterator<Item = (T, &'static str)>) -> FxHashMap<&'static str, T> {
    let mut map = FxHashMap::default();
    for (meaning, words) in lists {
        for word in words.split(' ') {
            map.entry(word).or_insert(meaning);
        }
    }
    map
}

/// The family of a code this module gives out; `None` for others.
pub fn family(code: &str) -> Option<Family> {
    UNITS.iter().find(|(known, ..)| *known == code).map(|(_, family, _)| *family)
}

/// True for the codes that all mean "one article" and may be compared as equal.
pub fn is_piece(code: &str) -> bool {
    family(code) == Some(Piece)
}

/// How many articles one of a multiple is (pair 2, dozen 12, hundred 100 …); `None` for all other units.
pub fn articles_in(code: &str) -> Option<Decimal> {
    let count = match code {
        "H87" | "EA" | "C62" => 1,
        "PR" => 2,
        "DZN" => 12,
        "CEN" => 100,
        "GRO" => 144,
        "MIL" => 1000,
        _ => return None,
    };
    Some(Decimal::from(count))
}

/// What a metric unit measures.
#[derive(PartialEq, Eq)]
enum Dimension {
    Length,
    Volume,
    Mass,
}

/// Metric units as powers of ten of metre, litre and kilogram: exact by definition. Of areas we know the square metre alone.
const METRIC: &[(&str, Dimension, i32)] = &[
    ("KMT", Dimension::Length, 3),
    ("MTR", Dimension::Length, 0),
    ("CMT", Dimension::Length, -2),
    ("MMT", Dimension::Length, -3),
    ("MTQ", Dimension::Volume, 3),
    ("LTR", Dimension::Volume, 0),
    ("CLT", Dimension::Volume, -2),
    ("MLT", Dimension::Volume, -3),
    ("TNE", Dimension::Mass, 3),
    ("KGM", Dimension::Mass, 0),
    ("GRM", Dimension::Mass, -3),
];

/// The quantity in another metric unit of the same dimension, exactly; `None` where there is none, or no room for its digits.
pub fn converted(quantity: Decimal, from: &str, to: &str) -> Option<Decimal> {
    let metric = |code: &str| METRIC.iter().find(|(known, ..)| *known == code);
    let ((_, measured, of_from), (_, wanted, of_to)) = (metric(from)?, metric(to)?);
    if measured != wanted {
        return None;
    }
    let (mut quantity, power) = (quantity.normalize(), of_from - of_to);
    if power < 0 {
        quantity.set_scale(quantity.scale() + power.unsigned_abs()).ok()?;
        return Some(quantity.normalize());
    }
    quantity.checked_mul(Decimal::from(10_i64.pow(power.unsigned_abs()))).map(|converted| converted.normalize())
}

/// `box of 100`, `BX/100`, `bx100`, `box (100)`, `caja 100 uds`, `100/box`, `100 per box`, `VE à 50 Stk`.
fn packed(text: &str, context: Context) -> Option<(&'static str, Decimal)> {
    let spread = spread(text);
    let rate = spread.split_whitespace().any(|word| matches!(word, "/" | "per" | "por" | "par" | "pro" | "je"));
    let mut words: Vec<&str> = spread
        .split_whitespace()
        .filter(|word| {
            !matches!(
                *word,
                "of" | "de" | "à" | "a" | "zu" | "von" | "per" | "por" | "par" | "pro" | "je" | "/" | "x" | "con" | "with" | "=" | "@"
            )
        })
        .collect();
    if words.len() == 3 && lookup(words[2], Context::Column).first().and_then(|code| family(code)) == Some(Piece) {
        words.pop();
    }
    let [first, second] = words[..] else {
        return None;
    };
    let (unit, count) = match (lookup(first, context).first(), number::read(second)) {
        (Some(unit), Some(Number::Exact(count))) => (*unit, count),
        _ => match (number::read(first), lookup(second, context).first()) {
            // "100 pcs" is a quantity, not a pack; only `100/box` and `100 per box` are.
            (Some(Number::Exact(count)), Some(unit)) if rate => (*unit, count),
            _ => return None,
        },
    };
    let holds = matches!(family(unit), Some(Package | Multiple)) || unit == "SET" || unit == "KT";
    (holds && count > Decimal::ONE && count.fract().is_zero()).then_some((unit, count))
}

/// Spaces between letters and digits, brackets and slashes set free.
fn spread(text: &str) -> String {
    let mut spread = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for sign in text.chars() {
        let sign = if matches!(sign, '(' | ')' | '[' | ']' | ':' | '-') { ' ' } else { sign };
        if sign == '/'
            || before == '/'
            || (before.is_alphabetic() && sign.is_ascii_digit())
            || (before.is_ascii_digit() && sign.is_alphabetic())
        {
            spread.push(' ');
        }
        spread.push(sign);
        before = sign;
    }
    spread.to_lowercase()
}

/// Lower case without accents, final stop and brackets; `Stück` and `Stueck` stay apart and are both listed.
fn fold(word: &str) -> String {
    let word = word.trim().trim_matches(['.', ',', ';', ':', '(', ')', '[', ']']);
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|sign| match sign {
            'á' | 'à' | 'â' | 'ä' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'î' | 'ï' => 'i',
            'ó' | 'ô' | 'ö' => 'o',
            'ú' | 'û' | 'ü' => 'u',
            'ñ' => 'n',
            '²' => '2',
            '³' => '3',
            other => other,
        })
        .collect()
}

use Family::{Measure, Multiple, Package, Piece};

/// Code, family, words (folded, plural included). The first match wins.
const UNITS: &[(&str, Family, &str)] = &[
    ("H87", Piece, "pc pcs piece pieces pce pces pza pzas pieza piezas stk stck stuck stueck stucke pc's nos no nr pz"),
    ("EA", Piece, "ea each eaches ea's cada"),
    ("C62", Piece, "ud uds u und unds unid unids unidad unidades unit units einheit einheiten unite unites"),
    ("PR", Multiple, "pr prs pair pairs par pares paar paare paire paires"),
    ("DZN", Multiple, "dz dzn doz dozen dozens docena docenas dutzend dtz douzaine douzaines"),
    ("GRO", Multiple, "gross gruesa gruesas gros"),
    ("CEN", Multiple, "hundred hundreds ciento cientos centenar centenares hundert cen centaine centaines"),
    ("MIL", Multiple, "thousand thousands millar millares tausend tsd mille milliers millier"),
    ("SET", Package, "set sets juego juegos jgo jgos jg satz satze jeu jeux"),
    ("KT", Package, "kit kits"),
    ("AS", Package, "assortment assortments surtido surtidos sortiment sortimente assortiment assortiments"),
    (
        "XPK",
        Package,
        "pack packs pk pks pkg pkgs package packages paq paqs paquete paquetes paket pakete packung packungen pck ve vpe lot lots",
    ),
    ("XPA", Package, "packet packets pkt pkts packchen packli paquet paquets pqt blister blisters blisteres"),
    ("XBX", Package, "box boxes bx bxs bxes caja cajas cja cjas cj cx schachtel schachteln boite boites bte btes kiste kisten"),
    ("XCT", Package, "carton cartons ctn ctns crtn karton kartons ktn crt cartones"),
    ("XCS", Package, "case cases cs"),
    ("XCR", Package, "crate crates"),
    ("XBG", Package, "bag bags bg bgs bolsa bolsas bls beutel btl sachet sachets tute tuten"),
    ("XSA", Package, "sack sacks sacke saco sacos sac sacs"),
    ("XRO", Package, "roll rolls rl rls rollo rollos rll rolle rollen rouleau rouleaux rlx rol"),
    ("XCL", Package, "coil coils"),
    ("XRL", Package, "reel reels bobina bobinas spule spulen bobine bobines trommel trommeln touret tourets"),
    ("XSO", Package, "spool spools carrete carretes"),
    ("XST", Package, "sheet sheets sht shts hoja hojas plancha planchas tafel tafeln feuille feuilles"),
    ("XBE", Package, "bundle bundles bdl bdls haz haces manojo manojos bund bunde bundel botte bottes"),
    ("XPX", Package, "pallet pallets plt plts palet palets palette paletten palettes pale pales"),
    ("XDR", Package, "drum drums bidon bidones fass fasser fut futs"),
    ("XBJ", Package, "bucket buckets bkt cubo cubos eimer seau seaux"),
    ("XPL", Package, "pail pails"),
    ("XTN", Package, "tin tins lata latas bote botes dose dosen"),
    ("XCX", Package, "can cans"),
    ("XBO", Package, "bottle bottles btls botella botellas flasche flaschen bouteille bouteilles"),
    ("XCQ", Package, "cartridge cartridges cartucho cartuchos kartusche kartuschen cartouche cartouches"),
    ("XTU", Package, "tubes tuben"),
    ("XJR", Package, "jar jars"),
    ("LN", Package, "length lengths lgth lgths lgt lgts lth barra barras stange stangen barre barres tramo tramos bars stab stabe staebe"),
    ("SR", Package, "strip strips tira tiras streifen"),
    ("RM", Package, "ream reams resma resmas"),
    ("MTR", Measure, "m mtr mtrs mt mts metre metres meter meters metro metros lfm lm rm lfdm"),
    ("CMT", Measure, "cm cms centimetre centimetres centimeter centimeters centimetro centimetros zentimeter"),
    ("MMT", Measure, "mm mms millimetre millimetres millimeter millimeters milimetro milimetros"),
    ("KMT", Measure, "km kilometre kilometres kilometer kilometers kilometro kilometros"),
    ("FOT", Measure, "ft foot feet pie pies fuss pied pieds lf lft"),
    ("INH", Measure, "in inch inches pulgada pulgadas zoll pouce pouces"),
    ("YRD", Measure, "yd yds yard yards yarda yardas"),
    ("MTK", Measure, "m2 sqm qm mq"),
    ("FTK", Measure, "sqft ft2 sf"),
    ("MTQ", Measure, "m3 cbm"),
    ("LTR", Measure, "l lt lts ltr ltrs liter liters litre litres litro litros"),
    ("GLL", Measure, "gal gals gallon gallons galon galones"),
    ("KGM", Measure, "kg kgs kilo kilos kilogram kilograms kilogramm kilogramo kilogramos kilogramme kilogrammes"),
    ("GRM", Measure, "g gr grs gram grams gramm gramo gramos gramme grammes"),
    ("TNE", Measure, "t tonne tonnes tonelada toneladas tn tonnen"),
    ("STN", Measure, "shortton shorttons"),
    ("LTN", Measure, "longton longtons"),
    ("MLT", Measure, "mls millilitre millilitres milliliter milliliters mililitro mililitros"),
    ("CLT", Measure, "cl centilitre centilitres centiliter centiliters centilitro centilitros zentiliter"),
    ("LBR", Measure, "lb lbs pound pounds libra libras pfund"),
    ("ONZ", Measure, "oz ounce ounces onza onzas"),
];

/// Words a unit column may hold that in running text are goods, sizes or ordinary words.
const COLUMN_ONLY: &[(&str, &str)] = &[
    ("H87", "st p"),
    ("C62", "un one 1 c/u"),
    ("XCL", "ring ringe"),
    ("XST", "platte platten plate plates"),
    ("LN", "bar varilla varillas"),
    ("XTU", "tube tubo tubos tb"),
    ("CEN", "100 /100 c"),
    ("MIL", "1000 /1000 mil k"),
    ("XRO", "ro"),
    ("XPX", "pal"),
    ("SET", "sa"),
    ("MTK", "m^2"),
    ("DAY", "day days dia dias tag tage jour jours"),
    ("HUR", "h hr hrs hour hours hora horas std stunde stunden heure heures"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str, context: Context) -> Option<String> {
        read(text, context).first().map(|unit| unit.code.clone())
    }

    #[test]
    fn trade_words_of_four_languages_have_codes() {
        for (word, expected) in [
            ("pcs", "H87"),
            ("pc", "H87"),
            ("PZA", "H87"),
            ("Stk.", "H87"),
            ("Stück", "H87"),
            ("ea", "EA"),
            ("each", "EA"),
            ("uds", "C62"),
            ("Ud.", "C62"),
            ("unidades", "C62"),
            ("box", "XBX"),
            ("caja", "XBX"),
            ("cajas", "XBX"),
            ("pairs", "PR"),
            ("PR", "PR"),
            ("pares", "PR"),
            ("Paar", "PR"),
            ("rolls", "XRO"),
            ("rollos", "XRO"),
            ("m", "MTR"),
            ("mtr", "MTR"),
            ("metros", "MTR"),
            ("kg", "KGM"),
            ("L", "LTR"),
            ("ft", "FOT"),
            ("LGTH", "LN"),
            ("set", "SET"),
            ("dozen", "DZN"),
            ("docena", "DZN"),
            ("paire", "PR"),
            ("boîte", "XBX"),
            ("m²", "MTK"),
        ] {
            assert_eq!(code(word, Context::Column).as_deref(), Some(expected), "{word}");
        }
    }

    #[test]
    fn pack_factors_are_read() {
        for (text, expected, pack) in [
            ("box of 100", "XBX", 100),
            ("BX/100", "XBX", 100),
            ("bx100", "XBX", 100),
            ("pack of 100", "XPK", 100),
            ("Caja de 50 uds", "XBX", 50),
            ("caja 25", "XBX", 25),
            ("100/box", "XBX", 100),
            ("box (200 pcs)", "XBX", 200),
            ("VE à 10 Stk", "XPK", 10),
            ("pkt/20", "XPA", 20),
        ] {
            let units = read(text, Context::Column);
            assert_eq!(units.first().map(|unit| (unit.code.as_str(), unit.pack)), Some((expected, Some(Decimal::from(pack)))), "{text}");
        }
    }

    #[test]
    fn metric_units_of_one_dimension_convert_exactly() {
        let converted = |quantity: &str, from, to| converted(quantity.parse().unwrap(), from, to).map(|quantity| quantity.to_string());
        for (quantity, from, to, expected) in [
            ("250", "CMT", "MTR", "2.5"),
            ("0.001", "MTR", "MMT", "1"),
            ("1500", "GRM", "KGM", "1.5"),
            ("2", "TNE", "GRM", "2000000"),
            ("0.75", "LTR", "CLT", "75"),
            ("3", "MTQ", "LTR", "3000"),
            ("333", "MLT", "MTQ", "0.000333"),
        ] {
            assert_eq!(converted(quantity, from, to).as_deref(), Some(expected), "{quantity} {from} in {to}");
        }
        for (from, to) in [("MTR", "KGM"), ("FOT", "MTR"), ("H87", "EA"), ("XRO", "MTR")] {
            assert_eq!(converted("1", from, to), None, "{from} in {to}");
        }
        assert_eq!(converted("0.0000000000000000000000000001", "MMT", "MTR"), None);
        assert_eq!(converted("79228162514264337593543950335", "KMT", "MMT"), None);
    }

    #[test]
    fn single_letters_are_units_only_in_a_column() {
        assert_eq!(code("C", Context::Column).as_deref(), Some("CEN"));
        assert_eq!(code("C", Context::Prose), None);
        assert_eq!(lookup("M", Context::Column), ["MIL", "MTR"]);
        assert_eq!(lookup("m", Context::Column), ["MTR"]);
        assert_eq!(code("bolt", Context::Column), None);
        assert_eq!(code("20 pcs", Context::Column), None);
    }
}
