-- What every feature stands on. Times are epoch seconds UTC, flags 0/1, ids and JSON text.

-- Identity of this store, so that a file derived from it (the search index) can tell whose it is.
CREATE TABLE store_identity (
    id TEXT NOT NULL PRIMARY KEY
);

-- Named sequences per tenant: quotation numbers, catalogue versions.
CREATE TABLE counters (
    tenant TEXT NOT NULL,
    name TEXT NOT NULL,
    value BIGINT NOT NULL,
    PRIMARY KEY (tenant, name)
);

CREATE TABLE idempotency_keys (
    tenant TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    digest TEXT NOT NULL,
    answer TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, idempotency_key)
);

-- Append-only.
CREATE TABLE audit_log (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    at BIGINT NOT NULL,
    principal TEXT NOT NULL,
    customer TEXT,
    request_id TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    action TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);

-- Files people handed in; the bytes lie in the data directory under their SHA-256.
CREATE TABLE uploads (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);

-- Where rows come from: one row per import, sample or not.
CREATE TABLE sources (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    sample BIGINT NOT NULL,
    pack TEXT,
    licence TEXT,
    attribution TEXT,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
);
