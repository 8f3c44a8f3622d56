-- What labelled lines taught the matching of a tenant; the newest that was not removed is in use.
CREATE TABLE matching_calibrations (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    lines BIGINT NOT NULL,
    right_lines BIGINT NOT NULL,
    body TEXT NOT NULL,
    removed_at BIGINT,
    PRIMARY KEY (tenant, id)
);
