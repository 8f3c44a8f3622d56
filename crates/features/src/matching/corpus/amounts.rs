//! How many: the words for it, and how many articles they come to.

use engine::metrics::Random;

use super::catalogue::Product;
use super::hand::Language;
use super::kind::Sold;

/// A quantity as a line says it, and what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    pub text: String,
    /// The figure meant, as a decimal with a point.
    pub quantity: String,
    /// UN/ECE code of what is counted; pieces are `C62`.
    pub unit: &'static str,
    /// Articles in one of them, if the line says so.
    pub pack: Option<u32>,
    /// How many articles that is: bolts, pairs of gloves, rolls, metres.
    pub articles: u64,
    /// Whether the words hold packs, so that there is something to compute.
    pub packed: bool,
}

fn pick<'a>(random: &mut Random, list: &[&'a str]) -> &'a str {
    list[random.below(list.len())]
}

/// A plain count in the unit the trade sells in. `bare`: the figure alone will do.
pub fn plain(product: &Product, sold: Sold, language: Language, bare: bool, random: &mut Random) -> Amount {
    let count = match product.pack {
        Some(pack) => u64::from(pack) * (1 + random.below(8) as u64),
        None => match sold {
            Sold::Boxed(_) => [4, 8, 10, 12, 20, 24, 25, 40, 50, 75, 100, 120, 150, 200, 250, 400, 500][random.below(17)],
            Sold::Metre => [10, 15, 20, 25, 30, 50, 75, 100, 150, 200, 250, 500][random.below(12)],
            Sold::Each | Sold::Pair | Sold::Roll | Sold::Bar => {
                [2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 20, 24, 30, 36, 40, 48, 50, 60][random.below(18)]
            }
        },
    };
    let words: &[&str] = match (sold, language) {
        (Sold::Metre, Language::English) => &["m", "metres", "mtr"],
        (Sold::Metre, Language::German) => &["m", "Meter"],
        (Sold::Metre, Language::Spanish) => &["m", "metros", "mts"],
        (Sold::Pair, Language::English) => &["pairs", "prs", "pr"],
        (Sold::Pair, Language::German) => &["Paar"],
        (Sold::Pair, Language::Spanish) => &["pares"],
        (Sold::Roll, Language::English) => &["rolls", "rolls"],
        (Sold::Roll, Language::German) => &["Rollen"],
        (Sold::Roll, Language::Spanish) => &["rollos"],
        (_, Language::English) => &["pcs", "pcs", "pcs.", "ea", "pieces", "nos"],
        (_, Language::German) => &["Stück", "Stk", "St."],
        (_, Language::Spanish) => &["uds", "unidades", "uds.", "piezas"],
    };
    let counted = matches!(sold, Sold::Boxed(_) | Sold::Each | Sold::Bar);
    let unit = match sold {
        Sold::Metre => "MTR",
        Sold::Pair => "PR",
        Sold::Roll => "XRO",
        Sold::Boxed(_) | Sold::Each | Sold::Bar => "C62",
    };
    let text = if bare && counted { count.to_string() } else { format!("{count} {}", pick(random, words)) };
    Amount { text, quantity: count.to_string(), unit, pack: None, articles: count, packed: false }
}

const FASTENERS: &[&str] = &[
    "hex bolts",
    "socket screws",
    "machine screws",
    "imperial bolts",
    "nuts",
    "washers",
    "wood screws",
    "self-tapping screws",
    "pins and rivets",
];

/// A quantity in packs, hundreds, dozens, pairs, lengths; `None` where the trade has no such words for the article.
pub fn packed(product: &Product, sold: Sold, language: Language, random: &mut Random) -> Option<Amount> {
    // Fasteners are priced by the hundred (C) and the thousand (M); nobody asks so for discs or gloves.
    let hundreds = FASTENERS.contains(&product.category);
    let many = 2 + random.below(8) as u64;
    let amount = |text: String, quantity: String, unit, pack, articles| Some(Amount { text, quantity, unit, pack, articles, packed: true });
    match sold {
        Sold::Boxed(packs) => {
            // Sold by the box, a box is that box; sold by the piece, any of the trade's packs can be asked for.
            let pack = product.pack.unwrap_or_else(|| packs[random.below(packs.len())]);
            let articles = many * u64::from(pack);
            let whole = product.unit == Some("XBX");
            let boxes = |text: String| amount(text, many.to_string(), "XBX", Some(pack), articles);
            match (language, random.below(9)) {
                (Language::English, 0) => boxes(format!("{many} boxes of {pack}")),
                (Language::English, 1) => boxes(format!("{many} BX/{pack}")),
                (Language::English, 2) => boxes(format!("{many} box/{pack}")),
                (Language::English, 3) => amount(format!("{many} packs of {pack}"), many.to_string(), "XPK", Some(pack), articles),
                (Language::English, 4) if product.pack.is_some() => {
                    amount(format!("{many} boxes"), many.to_string(), "XBX", None, articles)
                }
                (Language::English, 5) if hundreds && (!whole || 100 % pack == 0) => {
                    amount(format!("{many} C"), many.to_string(), "CEN", None, many * 100)
                }
                (Language::English, 6) if hundreds && 500 % pack == 0 => {
                    let halves = 1 + random.below(5) as u64;
                    let quantity = if halves.is_multiple_of(2) { (halves / 2).to_string() } else { format!("{}.5", halves / 2) };
                    amount(format!("{quantity} M"), quantity, "MIL", None, halves * 500)
                }
                (Language::English, 7) if !whole => amount(format!("{many} dozen"), many.to_string(), "DZN", None, many * 12),
                (Language::English, 8) if hundreds && !whole => amount(format!("{many} gross"), many.to_string(), "GRO", None, many * 144),
                (Language::English, _) => boxes(format!("{many} bxs of {pack}")),
                (Language::German, 0..3) => amount(format!("{many} VPE à {pack} Stück"), many.to_string(), "XPK", Some(pack), articles),
                (Language::German, 3..5) if !whole => amount(format!("{many} Dutzend"), many.to_string(), "DZN", None, many * 12),
                (Language::German, 5..7) => boxes(format!("{many} Kartons à {pack}")),
                (Language::German, _) => amount(format!("{many} Pack à {pack} Stk"), many.to_string(), "XPK", Some(pack), articles),
                (Language::Spanish, 0..3) => boxes(format!("{many} cajas de {pack} uds")),
                (Language::Spanish, 3..5) if !whole => amount(format!("{many} docenas"), many.to_string(), "DZN", None, many * 12),
                (Language::Spanish, 5) if hundreds && 1000 % pack == 0 => {
                    amount(format!("{many} millares"), many.to_string(), "MIL", None, many * 1000)
                }
                (Language::Spanish, 6) => amount(format!("{many} bolsas de {pack}"), many.to_string(), "XBG", Some(pack), articles),
                (Language::Spanish, _) => boxes(format!("{many} cajas de {pack}")),
            }
        }
        Sold::Pair => {
            let text = match (language, random.below(3)) {
                (Language::English, 0) => format!("{many} PR"),
                (Language::English, 1) => format!("{many} dozen pairs"),
                (Language::English, _) => format!("{many} prs"),
                (Language::German, _) => format!("{many} Paar"),
                (Language::Spanish, _) => format!("{many} pares"),
            };
            if text.contains("dozen") {
                return amount(text, many.to_string(), "DZN", None, many * 12);
            }
            amount(text, many.to_string(), "PR", None, many)
        }
        Sold::Bar => {
            let words: &[&str] = match language {
                Language::English => &["LGTH", "lengths", "lgths", "bars"],
                Language::German => &["Stangen", "Stäbe"],
                Language::Spanish => &["barras"],
            };
            amount(format!("{many} {}", pick(random, words)), many.to_string(), "LN", None, many)
        }
        Sold::Roll => {
            let words: &[&str] = match language {
                Language::English => &["rolls", "RL", "reels", "coils"],
                Language::German => &["Rollen", "Rolle"],
                Language::Spanish => &["rollos"],
            };
            amount(format!("{many} {}", pick(random, words)), many.to_string(), "XRO", None, many)
        }
        Sold::Each | Sold::Metre => None,
    }
}
