-- The audit log in commit order: `position` has no gap within a tenant, `hash` covers the row and the hash before it.
-- Rows of earlier versions keep neither.
ALTER TABLE audit_log ADD COLUMN position BIGINT;
ALTER TABLE audit_log ADD COLUMN hash TEXT;
CREATE UNIQUE INDEX audit_log_position ON audit_log (tenant, position);
CREATE INDEX audit_log_subject ON audit_log (tenant, subject_kind, subject_id, position);
