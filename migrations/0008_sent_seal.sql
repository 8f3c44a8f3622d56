-- SHA-256 of a quotation with its lines as it was sent; what was sent is compared with it for ever. NULL: not sent.
ALTER TABLE quotations ADD COLUMN sent_sha256 TEXT;
