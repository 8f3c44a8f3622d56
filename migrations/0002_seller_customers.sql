-- The seller: one row a tenant; no quotation without it.
CREATE TABLE seller (
    tenant TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    address TEXT,
    tax_number TEXT,
    currency TEXT NOT NULL,
    tax_label TEXT NOT NULL,
    tax_percent TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    rounding_policy TEXT NOT NULL,
    price_basis TEXT NOT NULL,
    sample BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Buying companies.
CREATE TABLE customers (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    price_list TEXT,
    source TEXT,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);

-- A mail domain belongs to one customer.
CREATE TABLE customer_domains (
    tenant TEXT NOT NULL,
    domain TEXT NOT NULL,
    customer TEXT NOT NULL,
    PRIMARY KEY (tenant, domain)
);

-- The customer's own number for one of our products: confirmed by whom, when; the first thing a match looks at.
CREATE TABLE customer_part_numbers (
    tenant TEXT NOT NULL,
    customer TEXT NOT NULL,
    part_number TEXT NOT NULL,
    match_key TEXT NOT NULL,
    sku TEXT NOT NULL,
    confirmed_by TEXT NOT NULL,
    confirmed_at BIGINT NOT NULL,
    source TEXT,
    PRIMARY KEY (tenant, customer, match_key)
);
