//! Calibrations of a tenant.

use engine::matching::Calibration;
use platform::db::{Tx, sql};
use platform::{Context, Error, Result};

use super::calibration::CalibrationInUse;
use crate::timestamp;

/// The newest that was not removed and that this version can use, or `None`; and the id of a newer one that it cannot.
pub async fn newest(tx: &mut Tx, ctx: &Context) -> Result<(Option<(Calibration, CalibrationInUse)>, Option<String>)> {
    let mut outdated_id = None;
    // One at a time: nearly always the first can be used, and every match asks.
    for place in 0_i64.. {
        let row = sql("SELECT id, created_at, created_by, lines, right_lines, body FROM matching_calibrations \
             WHERE tenant = ? AND removed_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET ?")
        .bind(ctx.tenant())
        .bind(place)
        .fetch_optional(tx)
        .await?;
        let Some(row) = row else { break };
        let id: String = row.get("id")?;
        // What cannot even be read is another version's, too; it is told as one and kept.
        let read = serde_json::from_str::<Calibration>(&row.get::<String>("body")?).ok();
        let Some(calibration) = read.filter(Calibration::is_current) else {
            outdated_id.get_or_insert(id);
            continue;
        };
        let shown = CalibrationInUse {
            id: Some(id),
            created_at: Some(timestamp(row.get("created_at")?)),
            created_by: Some(row.get("created_by")?),
            lines: row.get::<i64>("lines")?.unsigned_abs(),
            right: row.get::<i64>("right_lines")?.unsigned_abs(),
            ..CalibrationInUse::of(&calibration, ctx)
        };
        return Ok((Some((calibration, shown)), outdated_id));
    }
    Ok((None, outdated_id))
}

pub async fn save(tx: &mut Tx, ctx: &Context, id: &str, calibration: &Calibration, lines: u64, right: u64) -> Result<()> {
    sql("INSERT INTO matching_calibrations (tenant, id, created_at, created_by, lines, right_lines, body) VALUES (?, ?, ?, ?, ?, ?, ?)")
        .bind(ctx.tenant())
        .bind(id)
        .bind(ctx.now())
        .bind(ctx.principal.name.as_str())
        .bind(lines.cast_signed())
        .bind(right.cast_signed())
        .bind(serde_json::to_string(calibration).map_err(Error::internal)?)
        .execute(tx)
        .await?;
    Ok(())
}

pub async fn mark_removed(tx: &mut Tx, ctx: &Context, id: &str) -> Result<()> {
    sql("UPDATE matching_calibrations SET removed_at = ? WHERE tenant = ? AND id = ?")
        .bind(ctx.now())
        .bind(ctx.tenant())
        .bind(id)
        .execute(tx)
        .await?;
    Ok(())
}
