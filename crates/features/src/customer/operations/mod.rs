mod get_customer;
mod import_customers;
mod list_customers;
mod list_part_numbers;
mod remove_customer;
mod remove_part_number;
mod save_customer;
mod save_part_number;

use engine::codes;
use platform::{Error, Result};

use super::{DOMAIN_MALFORMED, PART_NUMBER_BLANK, PART_NUMBER_UNKNOWN};

pub use get_customer::GetCustomer;
pub use import_customers::ImportCustomers;
pub use list_customers::ListCustomers;
pub use list_part_numbers::ListPartNumbers;
pub use remove_customer::RemoveCustomer;
pub use remove_part_number::RemovePartNumber;
pub use save_customer::SaveCustomer;
pub use save_part_number::SavePartNumber;

/// Domains in lower case without a leading `@`, sorted, each once.
pub fn domains(stated: impl IntoIterator<Item = String>) -> Result<Vec<String>> {
    let mut domains = Vec::new();
    for text in stated {
        let domain = text.trim().trim_start_matches('@').to_lowercase();
        let label = |label: &str| !label.is_empty() && label.chars().all(|sign| sign.is_alphanumeric() || sign == '-');
        if domain.len() > 253 || !domain.contains('.') || !domain.split('.').all(label) {
            return Err(DOMAIN_MALFORMED
                .error(format!("`{}` is no mail domain.", text.chars().take(100).collect::<String>()))
                .at("domains"));
        }
        domains.push(domain);
    }
    domains.sort_unstable();
    domains.dedup();
    Ok(domains)
}

/// The comparable form of a part number, or of words that serve as one.
pub fn key(part_number: &str) -> Result<String> {
    let key = codes::habitual(part_number);
    if key.is_empty() {
        return Err(PART_NUMBER_BLANK.error("The part number has no letter and no digit.").at("part_number"));
    }
    Ok(key)
}

fn no_such_number() -> Error {
    PART_NUMBER_UNKNOWN.error("The customer has no such part number.").at("part_number")
}
