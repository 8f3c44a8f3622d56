//! Brings a store to the schema of this version. `migrations/NNNN_name.sql` serves both engines.

use sqlx::SqlSafeStr;
use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};

use super::{Db, store_error};
use crate::Promise;
use crate::error::{self, Error};

const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "platform", include_str!("../../../../migrations/0001_platform.sql")),
    (2, "seller_customers", include_str!("../../../../migrations/0002_seller_customers.sql")),
    (3, "catalogue", include_str!("../../../../migrations/0003_catalogue.sql")),
    (4, "rfq_quotation", include_str!("../../../../migrations/0004_rfq_quotation.sql")),
    (5, "audit_chain", include_str!("../../../../migrations/0005_audit_chain.sql")),
    (6, "confirmations", include_str!("../../../../migrations/0006_confirmations.sql")),
    (7, "matching_calibrations", include_str!("../../../../migrations/0007_matching_calibrations.sql")),
    (8, "sent_seal", include_str!("../../../../migrations/0008_sent_seal.sql")),
    (9, "search", include_str!("../../../../migrations/0009_search.sql")),
];

/// Applies what is missing, in order, each in its own transaction. Concurrent calls wait for each other.
pub fn migrate(db: &Db) -> Promise<'_, ()> {
    Box::pin(async move {
        let migrations = MIGRATIONS
            .iter()
            .map(|(version, name, text)| Migration::new(*version, (*name).into(), MigrationType::Simple, text.into_sql_str(), false))
            .collect();
        let migrator = Migrator::with_migrations(migrations);
        match db {
            Db::Sqlite { writer, .. } => migrator.run(writer).await,
            Db::Postgres(pool) => migrator.run(pool).await,
        }
        .map_err(|error| match error {
            MigrateError::VersionMissing(_) | MigrateError::VersionMismatch(_) | MigrateError::Dirty(_) => {
                error::STORE_NEWER.error("The database was written by another version of the program.").because(error)
            }
            MigrateError::Execute(source) => store_error(source),
            other => Error::internal(other),
        })
    })
}
