//! Statements of the verification.

use platform::verify::Sweep;

pub const DOMAINS_ALONE: Sweep = Sweep {
    number: "SELECT COUNT(*) AS number FROM customer_domains WHERE tenant = ?",
    broken: "SELECT d.domain AS what FROM customer_domains d WHERE d.tenant = ? \
             AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.tenant = d.tenant AND c.id = d.customer)",
    how: "its customer is not there",
};

pub const NUMBERS_ALONE: Sweep = Sweep {
    number: "SELECT COUNT(*) AS number FROM customer_part_numbers WHERE tenant = ?",
    broken: "SELECT n.part_number AS what FROM customer_part_numbers n WHERE n.tenant = ? \
             AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.tenant = n.tenant AND c.id = n.customer)",
    how: "its customer is not there",
};
