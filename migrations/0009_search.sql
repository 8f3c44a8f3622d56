-- Which products each version of the catalogue changed, so that an index follows without reading all. An empty SKU:
-- too many to list. Only the latest versions are kept; an index that is older is built anew.
CREATE TABLE catalogue_changes (
    tenant TEXT NOT NULL,
    version BIGINT NOT NULL,
    sku TEXT NOT NULL,
    PRIMARY KEY (tenant, version, sku)
);

-- What people also call things. `word` is the form that is compared, `means` a JSON list as the administrator wrote it;
-- `mutual`: each of them means the others too.
CREATE TABLE search_synonyms (
    tenant TEXT NOT NULL,
    word TEXT NOT NULL,
    written TEXT NOT NULL,
    means TEXT NOT NULL,
    mutual BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, word)
);
