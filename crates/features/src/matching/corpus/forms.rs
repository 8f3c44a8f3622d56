//! The corpus as an index, and as files: what is imported as a catalogue, matched as lines, and compared as truth.

use std::fmt::Write as _;

use engine::index::{Article, Index};

use super::{Corpus, Truth};

/// The catalogue's index, as the product builds it of imported rows.
pub fn index(corpus: &Corpus) -> Index {
    let mut products: Vec<_> = corpus.catalogue.products.iter().collect();
    products.sort_by(|left, right| left.sku.cmp(&right.sku));
    Index::build(products.into_iter().map(|product| Article {
        sku: &product.sku,
        name: &product.name,
        description: "",
        brand: &product.brand,
        manufacturer: "",
        mpn: &product.mpn,
        gtin: &product.gtin,
        numbers: &[],
        category: product.category,
        attributes: &product.attributes,
        price: None,
        offers: &[],
        stock: None,
        sample: false,
    }))
}

/// For `import_catalogue`.
pub fn catalogue_csv(corpus: &Corpus) -> String {
    let mut file = "sku,name,brand,manufacturer_part_number,gtin,category,unit,pack_quantity,attributes\n".to_owned();
    for product in &corpus.catalogue.products {
        let attributes: serde_json::Map<String, serde_json::Value> =
            product.attributes.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
        let attributes = if attributes.is_empty() { String::new() } else { serde_json::Value::from(attributes).to_string() };
        let pack = product.pack.map(|pack| pack.to_string()).unwrap_or_default();
        row(
            &mut file,
            &[
                &product.sku,
                &product.name,
                &product.brand,
                &product.mpn,
                &product.gtin,
                product.category,
                product.unit.unwrap_or_default(),
                &pack,
                &attributes,
            ],
        );
    }
    file
}

/// For `match_lines` and `evaluate_matching`, which read the first two columns.
pub fn lines_csv(corpus: &Corpus) -> String {
    let mut file = "line_id,text,style,family,items\n".to_owned();
    for line in &corpus.lines {
        row(&mut file, &[&line.id, &line.text, line.style.name(), &line.families.join("; "), &line.items.len().to_string()]);
    }
    file
}

/// For `evaluate_matching`, which reads line and SKU; a row an item. `among`: the SKUs of an ambiguous item; `asks`: the
/// attributes one of which a question must name.
pub fn truth_csv(corpus: &Corpus) -> String {
    let mut file = "line_id,sku,item,kind,among,asks,item_text,quantity,unit,pack,articles\n".to_owned();
    for line in &corpus.lines {
        for (number, item) in line.items.iter().enumerate() {
            let skus = |products: &[usize]| {
                products.iter().map(|product| corpus.catalogue.products[*product].sku.as_str()).collect::<Vec<_>>().join(" ")
            };
            let sku = item.truth.product().map(|product| skus(&[product])).unwrap_or_default();
            let (among, asks) = match &item.truth {
                Truth::Ambiguous { among, axes } => {
                    let axes = axes.iter().map(|axis| corpus.catalogue.kinds[item.kind].axes[*axis].name).collect::<Vec<_>>();
                    (skus(among), axes.join(";"))
                }
                _ => (String::new(), String::new()),
            };
            let amount = item.amount.as_ref();
            row(
                &mut file,
                &[
                    &line.id,
                    &sku,
                    &(number + 1).to_string(),
                    item.truth.name(),
                    &among,
                    &asks,
                    &item.text,
                    amount.map_or("", |amount| &amount.quantity),
                    amount.map_or("", |amount| amount.unit),
                    &amount.and_then(|amount| amount.pack).map(|pack| pack.to_string()).unwrap_or_default(),
                    &amount.map(|amount| amount.articles.to_string()).unwrap_or_default(),
                ],
            );
        }
    }
    file
}

fn row(file: &mut String, cells: &[&str]) {
    for (at, cell) in cells.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        if cell.contains([',', '"', '\n']) {
            // Writing to a text cannot fail.
            let _ = write!(file, "{comma}\"{}\"", cell.replace('"', "\"\""));
        } else {
            let _ = write!(file, "{comma}{cell}");
        }
    }
    file.push('\n');
}
