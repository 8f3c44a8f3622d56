use platform::Result;
use platform::db::{Tx, sql};

/// Every tenant that has any row of record.
pub async fn tenants(tx: &mut Tx) -> Result<Vec<String>> {
    let rows = sql("SELECT tenant FROM audit_log UNION SELECT tenant FROM idempotency_keys UNION SELECT tenant FROM uploads UNION SELECT tenant FROM sources \
         UNION SELECT tenant FROM seller UNION SELECT tenant FROM customers UNION SELECT tenant FROM customer_domains \
         UNION SELECT tenant FROM customer_part_numbers UNION SELECT tenant FROM products UNION SELECT tenant FROM product_specifications \
         UNION SELECT tenant FROM product_prices UNION SELECT tenant FROM product_stock UNION SELECT tenant FROM product_components \
         UNION SELECT tenant FROM cross_references UNION SELECT tenant FROM categories UNION SELECT tenant FROM category_names \
         UNION SELECT tenant FROM matching_calibrations UNION SELECT tenant FROM search_synonyms UNION SELECT tenant FROM rfqs UNION SELECT tenant FROM rfq_lines UNION SELECT tenant FROM quotations UNION SELECT tenant FROM quotation_lines \
         ORDER BY tenant")
    .fetch_all(tx)
    .await?;
    rows.iter().map(|row| row.get("tenant")).collect()
}
