//! The small store that the operations' examples run against: in tests, and in the documentation generated from them.

use platform::testing::TestStore;
use platform::{Context, Result, blobs};

/// Handle of the seeded upload.
pub const UPLOAD: &str = "019cae0f-4ac0-7cf2-92de-c8b0b25a1f21";

/// Fills an empty store.
pub async fn fill(ctx: &Context) -> Result<()> {
    blobs::accept(ctx, "request.txt", b"20 x hex bolt M8x50\n5 boxes gloves size 9\n").await?;
    Ok(())
}

/// A store with the seed in it, to be copied by each example.
pub async fn store() -> Result<TestStore> {
    let store = TestStore::new().await?;
    fill(&store.ctx()).await?;
    Ok(store)
}
