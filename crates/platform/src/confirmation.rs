//! A person's word for what commits the seller: first shown, then done.
//!
//! A committing operation has the optional input `confirm` and calls [`given`]. Without a token the call is refused with
//! one, together with what a person has to be shown; with it the same call goes through. A token works once, for one
//! caller, for exactly the state that was shown, and not for long. Every channel asks in this way; some ask for the
//! user (an MCP client that can show a form, a terminal).

use serde_json::json;
use sha2::{Digest, Sha256};

use crate::context::{Context, timestamp};
use crate::db::{Tx, sql};
use crate::error::{self, Error, Result};
use crate::journal::hex;

/// The input field that carries the token.
pub const FIELD: &str = "confirm";

/// Seconds a token lives.
const LIFE: i64 = 600;

/// What would be done.
pub struct Commitment<'a> {
    /// Everything a person's consent depends on, as one text: operation, object, version, total. Any difference voids it.
    pub subject: String,
    /// What a person reads before consenting.
    pub summary: String,
    /// The token, if the caller has one.
    pub token: Option<&'a str>,
}

/// Goes on with the transaction if the commitment is confirmed; the token is used up with it. Otherwise rolls back.
pub async fn given(ctx: &Context, mut tx: Tx, commitment: Commitment<'_>) -> Result<Tx> {
    let Some(token) = commitment.token else {
        tx.rollback().await?;
        return Err(asked(ctx, commitment).await?);
    };
    let used = sql("DELETE FROM confirmations WHERE tenant = ? AND digest = ? RETURNING principal, subject, expires_at")
        .bind(ctx.tenant())
        .bind(digest(token))
        .fetch_optional(&mut tx)
        .await?;
    let Some(row) = used else { return Err(void("This confirmation is not known, or was used before.")) };
    if row.get::<String>("principal")? != who(ctx) {
        return Err(void("This confirmation is not known, or was used before."));
    }
    if row.get::<i64>("expires_at")? <= ctx.now() {
        return Err(void("This confirmation has expired."));
    }
    if row.get::<String>("subject")? != commitment.subject {
        return Err(void("What was confirmed is not what would be done now."));
    }
    Ok(tx)
}

/// Refuses a token that this caller could not use, and uses none up.
pub async fn check(ctx: &Context, token: &str) -> Result<()> {
    let mut tx = ctx.db.read().await?;
    let open = sql("SELECT 1 FROM confirmations WHERE tenant = ? AND digest = ? AND principal = ? AND expires_at > ?")
        .bind(ctx.tenant())
        .bind(digest(token))
        .bind(who(ctx))
        .bind(ctx.now());
    open.fetch_optional(&mut tx).await?.map(drop).ok_or_else(|| void("This confirmation is not known, or was used before."))
}

/// Notes a new token and makes the refusal that carries it.
async fn asked(ctx: &Context, commitment: Commitment<'_>) -> Result<Error> {
    let token: String = ctx.ids.secret().chars().take(32).collect();
    let expires_at = ctx.now() + LIFE;
    let mut tx = ctx.db.write().await?;
    sql("DELETE FROM confirmations WHERE tenant = ? AND expires_at <= ?").bind(ctx.tenant()).bind(ctx.now()).execute(&mut tx).await?;
    sql("INSERT INTO confirmations (tenant, digest, principal, subject, expires_at) VALUES (?, ?, ?, ?, ?)")
        .bind(ctx.tenant())
        .bind(digest(&token))
        .bind(who(ctx))
        .bind(commitment.subject)
        .bind(expires_at)
        .execute(&mut tx)
        .await?;
    tx.commit().await?;
    let extra = json!({ FIELD: token, "expires_at": timestamp(expires_at), "summary": commitment.summary });
    Ok(error::CONFIRMATION_REQUIRED.error(format!("{} A person has to confirm this.", commitment.summary)).with(extra))
}

fn void(why: &str) -> Error {
    error::CONFIRMATION_VOID.error(why).at(FIELD)
}

fn digest(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

fn who(ctx: &Context) -> String {
    json!([ctx.principal.name, ctx.principal.customer]).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Principal;
    use crate::context::Clock;
    use crate::testing::{NOW, TestStore};

    async fn tried(ctx: &Context, subject: &str, token: Option<&str>) -> Result<()> {
        let tx = ctx.write().await?;
        let commitment = Commitment { subject: subject.to_owned(), summary: "Send it.".to_owned(), token };
        given(ctx, tx, commitment).await?.commit().await
    }

    async fn token(ctx: &Context, subject: &str) -> String {
        let refused = tried(ctx, subject, None).await.unwrap_err();
        assert_eq!(refused.code(), "confirmation.required");
        refused.problem("r")["extra"][FIELD].as_str().unwrap().to_owned()
    }

    #[tokio::test]
    async fn a_token_works_once_for_its_caller_its_subject_and_its_time() {
        let mut store = TestStore::new().await.unwrap();
        let ctx = store.ctx();
        let given = token(&ctx, "send Q-1 version 1").await;
        let stranger = store.services.context(Principal::named("somebody", ctx.principal.role), None);
        let code = |refused: Result<()>| refused.unwrap_err().code();
        assert_eq!(code(tried(&stranger, "send Q-1 version 1", Some(&given)).await), "confirmation.void");
        assert_eq!(code(tried(&ctx, "send Q-1 version 2", Some(&given)).await), "confirmation.void");
        assert_eq!(code(tried(&ctx, "send Q-1 version 1", Some("")).await), "confirmation.void");
        tried(&ctx, "send Q-1 version 1", Some(&given)).await.unwrap();
        assert_eq!(code(tried(&ctx, "send Q-1 version 1", Some(&given)).await), "confirmation.void");
        let given = token(&ctx, "send Q-1 version 1").await;
        store.services.clock = Clock::Fixed { epoch_seconds: NOW + LIFE };
        assert_eq!(code(tried(&store.ctx(), "send Q-1 version 1", Some(&given)).await), "confirmation.void");
    }
}
