-- A customer's request and its lines; `body` columns hold the line as JSON (its place, fields, remainder, outcome).
CREATE TABLE rfqs (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    customer TEXT,
    document TEXT NOT NULL,
    upload TEXT,
    sha256 TEXT NOT NULL,
    sample BIGINT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE TABLE rfq_lines (
    tenant TEXT NOT NULL,
    rfq TEXT NOT NULL,
    position BIGINT NOT NULL,
    sku TEXT,
    outcome TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, rfq, position)
);

CREATE TABLE quotations (
    tenant TEXT NOT NULL,
    number TEXT NOT NULL,
    revision BIGINT NOT NULL,
    state TEXT NOT NULL,
    rfq TEXT,
    customer TEXT,
    sample BIGINT NOT NULL,
    complete BIGINT NOT NULL,
    currency TEXT NOT NULL,
    price_basis TEXT NOT NULL,
    rounding_policy TEXT NOT NULL,
    tax_label TEXT NOT NULL,
    tax_percent TEXT NOT NULL,
    net_minor BIGINT NOT NULL,
    tax_minor BIGINT NOT NULL,
    gross_minor BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    sent_at BIGINT,
    valid_until TEXT NOT NULL,
    version BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, number, revision)
);

-- Line amounts in minor units; NULL where the line is not in the total. `body`: the rest of the line as JSON.
CREATE TABLE quotation_lines (
    tenant TEXT NOT NULL,
    number TEXT NOT NULL,
    revision BIGINT NOT NULL,
    position BIGINT NOT NULL,
    sku TEXT,
    quantity TEXT,
    price_micro BIGINT,
    net_minor BIGINT,
    tax_minor BIGINT,
    gross_minor BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, number, revision, position)
);
