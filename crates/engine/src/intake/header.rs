//! Header rows: what the column names of a request mean, in English, Spanish, German, French, Italian and Portuguese.

use super::document::Row;
use super::words::fold;
use crate::number;
use crate::unit::{self, Context};

/// What a column holds. The ambiguous three are settled by the column's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    Position,
    Item,
    /// Belongs to the item's text: size, material, finish.
    Detail,
    Code,
    Mpn,
    Gtin,
    Brand,
    Quantity,
    Unit,
    Price,
    Remark,
    /// Known, but no field of ours: delivery date, stock, pack size, total. Kept in the remark under its name.
    Fact,
    /// "Item", "No.", "Article", "Material": position, code or description.
    ItemOrNumber,
    /// "Uds.", "Pcs": a unit column, or a quantity column that names its unit.
    UnitOrQuantity,
    /// "Amount", "Nombre": quantity or something else.
    MaybeQuantity,
    /// A column whose name we do not know.
    Unknown,
}

/// One named column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub column: u32,
    pub role: Role,
    pub name: String,
}

/// The columns of a header row, or `None` if the row is not one.
///
/// A header names at least two different things, one of them an item, a code or a quantity, holds no number, and
/// most of its cells are known words.
pub(crate) fn read(row: &Row) -> Option<Vec<Column>> {
    if row.cells.len() < 2 || row.cells.iter().any(|cell| cell.numeric || number::read(&cell.text).is_some()) {
        return None;
    }
    let columns: Vec<Column> =
        row.cells.iter().map(|cell| Column { column: cell.column, role: role(&cell.text), name: cell.text.clone() }).collect();
    let mut roles: Vec<Role> =
        columns.iter().map(|column| column.role).filter(|role| !matches!(role, Role::Unknown | Role::Remark | Role::Fact)).collect();
    let known = columns.iter().filter(|column| column.role != Role::Unknown).count();
    roles.sort_by_key(|role| *role as u8);
    roles.dedup();
    let anchors = roles.iter().any(|role| {
        matches!(
            role,
            Role::Item
                | Role::Code
                | Role::Mpn
                | Role::Gtin
                | Role::Quantity
                | Role::ItemOrNumber
                | Role::MaybeQuantity
                | Role::UnitOrQuantity
        )
    });
    (roles.len() >= 2 && anchors && known * 2 >= columns.len()).then_some(columns)
}

/// What a single header cell means. Two languages in one cell ("Qty / Menge") are tried in turn.
pub(crate) fn role(name: &str) -> Role {
    if name.len() > 60 {
        return Role::Unknown;
    }
    let whole = fold_name(name);
    let found = phrase(&whole);
    if found != Role::Unknown {
        return found;
    }
    let parts: Vec<String> = name.split(['/', '|', '\n', '(', ')', '[', ']', ',']).map(fold_name).filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 {
        let found = parts.iter().map(|part| phrase(part)).find(|role| *role != Role::Unknown);
        if let Some(found) = found {
            return found;
        }
    }
    containing(&whole)
}

/// A unit named in the header itself: "Qty (pcs)", "Menge [m]", "Uds.".
pub(crate) fn unit_in(name: &str) -> Option<unit::Unit> {
    let bracketed = name.split_once(['(', '[']).and_then(|(_, rest)| rest.split_once([')', ']'])).map(|(inside, _)| inside);
    let candidate = bracketed.or_else(|| (phrase(&fold_name(name)) == Role::UnitOrQuantity).then_some(name))?;
    let mut units = unit::read(candidate, Context::Prose);
    (units.len() == 1 && !matches!(fold_name(candidate).as_str(), "units" | "unidades" | "unit" | "unidad")).then(|| units.remove(0))
}

/// Folded, punctuation to spaces, one space between.
fn fold_name(name: &str) -> String {
    let spaced: String = fold(name).chars().map(|sign| if sign.is_alphanumeric() || sign == '#' { sign } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn phrase(name: &str) -> Role {
    PHRASES.iter().find(|(_, phrases)| phrases.split('|').any(|known| known == name)).map_or(Role::Unknown, |(role, _)| *role)
}

/// A longer name is judged by its words, the more decisive kinds of word first.
fn containing(name: &str) -> Role {
    let words: Vec<&str> = name.split(' ').collect();
    if words.len() > 6 {
        return Role::Unknown;
    }
    let has = |list: &str| words.iter().any(|word| list.split(' ').any(|known| known == *word));
    let numbering = has(NUMBERING);
    let maker = has(MAKER);
    match () {
        () if has("gtin ean upc barcode barcodes ean13 strichcode") || name.contains("codigo de barras") || name.contains("code barre") => {
            Role::Gtin
        }
        () if has(
            "date fecha datum delivery entrega liefertermin lieferdatum livraison stock bestand existencias inventory total importe subtotal discount descuento rabatt remise currency moneda wahrung lead plazo weight peso gewicht poids urgency priority prioridad location ubicacion project proyecto projekt centre center usage annual consumo budget origin hs tariff pack packing case carton",
        ) && !has("price precio preis prix") =>
        {
            Role::Fact
        }
        () if has("price precio preis prix cost coste costo kosten einzelpreis stuckpreis prezzo preco pvp pu") => Role::Price,
        () if has(
            "qty quantity quantities cant cantidad ctd menge anzahl stuckzahl bestellmenge qte quantite quant qnty quantita quantidade required requested needed needs solicitada requerida",
        ) =>
        {
            Role::Quantity
        }
        () if has("mpn oem") || maker && numbering || has("model modelo modell modele") => Role::Mpn,
        () if maker => Role::Brand,
        () if has("unit units unidad einheit unite measure medida uom um")
            && has("measure medida uom um of de mengen unit")
            && !numbering =>
        {
            Role::Unit
        }
        () if has(
            "sku ref reference referencia codigo code cod artikelnummer artikelnr bestellnummer materialnummer teilenummer codice",
        ) || numbering
            && has(
                "item part article articulo artikel product producto produkt material catalog catalogue cat stock customer our your best art teile produit pieza parte supplier internal sap",
            ) =>
        {
            Role::Code
        }
        () if has("brand marca marke marque") => Role::Brand,
        () if has(
            "note notes remark remarks comment comments observaciones observacion comentarios bemerkung bemerkungen hinweis anmerkung remarque remarques commentaire commentaires notas supplier alternative alternatives",
        ) =>
        {
            Role::Remark
        }
        () if has(
            "description descripcion desc designation bezeichnung beschreibung artikelbezeichnung articulo producto product produit item items material concepto denominacion descrizione descricao libelle detail details detalle name goods kurztext langtext text",
        ) =>
        {
            Role::Item
        }
        () if has(
            "size sizes dimension dimensions medidas tamano abmessung abmessungen grosse grose taille finish acabado oberflache finition grade calidad colour color farbe couleur thread rosca gewinde filetage length longitud lange longueur diameter diametro durchmesser diametre norm norma standard type tipo typ class clase spec specs specification",
        ) =>
        {
            Role::Detail
        }
        () => Role::Unknown,
    }
}

const NUMBERING: &str = "no nr num number numero nummer n code codigo cod ref reference referencia pn id #";
const MAKER: &str = "manufacturer mfr mfg maker fabricante hersteller fabricant make";

/// Whole names, folded. `|` stands between phrases.
const PHRASES: &[(Role, &str)] = &[
    (
        Role::Position,
        "pos|position|posicion|line|line no|line nr|line number|line #|linea|sl no|sl|s no|sr no|sr|sno|lfd nr|lfd|partida|renglon|ligne|zeile|nro linea|posten|item #|#",
    ),
    (
        Role::ItemOrNumber,
        "item|items|no|nr|n|num|numero|number|nummer|item no|item nr|item number|article|articulo|artikel|material|part|id|art|pieza|teil|product|producto|produkt|produit|prodotto|articolo|artigo",
    ),
    (
        Role::Item,
        "description|descripcion|desc|item description|product description|product name|item name|name|nombre del articulo|bezeichnung|beschreibung|artikelbezeichnung|designation|libelle|descrizione|descricao|concepto|denominacion|goods|details|detalle|material description|short text|kurztext|text|articulos|productos|products|materials|materiales|produits|articles",
    ),
    (Role::MaybeQuantity, "amount|nombre|required|needed|order|pedido|bedarf|total qty|total quantity"),
    (
        Role::Quantity,
        "qty|q ty|qtty|qnty|quantity|quantities|cant|cantidad|ctd|ctdad|menge|anzahl|stuckzahl|qte|quantite|quant|qta|quantita|qtd|qtde|quantidade|order qty|qty required|no of units|bestellmenge|cdad|cantidades|nb|mge",
    ),
    (Role::UnitOrQuantity, "pcs|pc|stk|stuck|uds|unidades|units|unids|pieces|piezas|pzas|unites|ud|un"),
    (
        Role::Unit,
        "unit|uom|u o m|um|u m|me|einheit|unidad|unidad de medida|unidad medida|unit of measure|measure|mengeneinheit|unite|unite de mesure|meins|unita|unidade|packaging|packing|presentacion|envase|unit measure|vpe",
    ),
    (
        Role::Price,
        "price|unit price|target price|precio|precio unitario|precio objetivo|preis|einzelpreis|prix|prix unitaire|pu|p u|pu ht|ep|target|max price",
    ),
    (
        Role::Code,
        "sku|ref|reference|referencia|codigo|code|cod|part no|part number|part nr|p n|pn|art nr|art no|artikelnummer|artikel nr|artikelnr|article no|article number|item code|product code|catalogue no|catalog no|cat no|stock code|stock no|customer part no|bestellnummer|best nr|bestell nr|sach nr|sachnummer|material no|material number|codice|codigo articulo|ref articulo|teilenummer",
    ),
    (
        Role::Mpn,
        "mpn|model|modelo|modell|modele|manufacturer part number|mfr part no|mfr part number|mfg part no|herstellernummer|ref fabricante|ref fabricant|model no|hersteller nr|herst nr",
    ),
    (Role::Gtin, "gtin|ean|upc|barcode|ean code|codigo ean|ean13|gtin ean|ean upc|upc ean|codigo de barras"),
    (Role::Brand, "brand|marca|marke|marque|manufacturer|make|fabricante|hersteller|fabricant|mfr|mfg|brand name"),
    (
        Role::Remark,
        "note|notes|remark|remarks|comment|comments|observaciones|obs|observacion|comentario|comentarios|notas|nota|bemerkung|bemerkungen|hinweis|anmerkung|kommentar|remarque|remarques|commentaire|commentaires",
    ),
    (
        Role::Fact,
        "total|importe|betrag|montant|category|categoria|kategorie|group|familia|stock|supplier|proveedor|lieferant|currency|use|uso|pack|pack size|pack qty|pack quantity|packs|u pack|case qty|size of pack",
    ),
    (
        Role::Detail,
        "size|dimension|dimensions|medida|medidas|tamano|abmessung|abmessungen|grosse|grose|taille|finish|acabado|oberflache|finition|grade|calidad|colour|color|farbe|couleur|thread|rosca|gewinde|length|longitud|largo|diameter|diametro|norm|norma|standard|type|tipo|typ|spec|specs|specification|specifications|especificacion|especificaciones|werkstoff|matiere",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_several_languages_mean_their_column() {
        for (name, expected) in [
            ("Qty", Role::Quantity),
            ("QTY.", Role::Quantity),
            ("Quantity Required", Role::Quantity),
            ("Cant.", Role::Quantity),
            ("Menge", Role::Quantity),
            ("Qté", Role::Quantity),
            ("Qty (pcs)", Role::Quantity),
            ("Descripción del artículo", Role::Item),
            ("Item Description", Role::Item),
            ("Désignation", Role::Item),
            ("Unit price", Role::Price),
            ("U.M.", Role::Unit),
            ("Unit of Measure", Role::Unit),
            ("Your part number", Role::Code),
            ("Ref.", Role::Code),
            ("Código", Role::Code),
            ("Mfr. part #", Role::Mpn),
            ("Manufacturer", Role::Brand),
            ("Marca", Role::Brand),
            ("EAN", Role::Gtin),
            ("Delivery date", Role::Fact),
            ("Qty in stock", Role::Fact),
            ("Observaciones", Role::Remark),
            ("Pos.", Role::Position),
            ("Item", Role::ItemOrNumber),
            ("Uds.", Role::UnitOrQuantity),
            ("Size", Role::Detail),
            ("Menge / Qty", Role::Quantity),
            ("Building 7", Role::Unknown),
        ] {
            assert_eq!(role(name), expected, "{name}");
        }
    }
}
