-- One-use words of a person for what commits: the digest of the token, and exactly what was shown.
CREATE TABLE confirmations (
    tenant TEXT NOT NULL,
    digest TEXT NOT NULL,
    principal TEXT NOT NULL,
    subject TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, digest)
);
