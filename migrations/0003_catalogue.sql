-- Products and what is known about them. What is not known is NULL. `source` names the import a row came from.
-- A row that hangs on a product is written and deleted with it; nothing here outlives its product.

CREATE TABLE products (
    tenant TEXT NOT NULL,
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    brand TEXT,
    manufacturer TEXT,
    manufacturer_part_number TEXT,
    gtin TEXT,
    category TEXT,
    unit TEXT,
    pack_quantity TEXT,
    source TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, sku)
);

-- Attributes in the order they came: the text as it came; where it is a quantity also its value and UN/ECE unit.
CREATE TABLE product_specifications (
    tenant TEXT NOT NULL,
    sku TEXT NOT NULL,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    value TEXT,
    unit TEXT,
    source TEXT NOT NULL,
    PRIMARY KEY (tenant, sku, position)
);

-- Other numbers that mean this product: kind is `mpn`, `gtin` or `sku` (a former or foreign number). Customers' numbers live with the customer.
CREATE TABLE cross_references (
    tenant TEXT NOT NULL,
    sku TEXT NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (tenant, sku, kind, number)
);

-- Prices in 10^-6 of the major unit, from `min_quantity` up, valid in [valid_from, valid_to) in epoch seconds.
-- `basis`: whether tax is `included` or `excluded`. An id means one price for ever: a new price has a new id.
CREATE TABLE product_prices (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    sku TEXT NOT NULL,
    price_list TEXT NOT NULL,
    currency TEXT NOT NULL,
    basis TEXT NOT NULL,
    min_quantity TEXT NOT NULL,
    price_micro BIGINT NOT NULL,
    valid_from BIGINT,
    valid_to BIGINT,
    source TEXT NOT NULL,
    PRIMARY KEY (tenant, sku, id)
);

-- `location` is empty for a stock that names none.
CREATE TABLE product_stock (
    tenant TEXT NOT NULL,
    sku TEXT NOT NULL,
    location TEXT NOT NULL,
    quantity TEXT NOT NULL,
    counted_at BIGINT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (tenant, sku, location)
);

-- What a kit or pack contains.
CREATE TABLE product_components (
    tenant TEXT NOT NULL,
    sku TEXT NOT NULL,
    component_sku TEXT NOT NULL,
    quantity TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (tenant, sku, component_sku)
);

CREATE TABLE categories (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    parent TEXT,
    name TEXT NOT NULL,
    path TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE TABLE category_names (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (tenant, id, language)
);

-- What an import did: the report as JSON.
CREATE TABLE imports (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    report TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
