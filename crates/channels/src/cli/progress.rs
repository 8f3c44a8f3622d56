use std::sync::Arc;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use platform::context::Progress;

/// Draws progress on the process's stderr, with an estimate once the work is measured; gone when the work is done.
pub fn drawn() -> Arc<dyn Fn(Progress) + Send + Sync> {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let style = |template: &str| ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let measured = style("{wide_bar} {human_pos} of {human_len} {msg}, {eta} left");
    let counted = style("{spinner} {human_pos} {msg}");
    Arc::new(move |progress: Progress| {
        bar.set_style(if progress.total.is_some() { measured.clone() } else { counted.clone() });
        bar.set_message(progress.what);
        if let Some(total) = progress.total {
            bar.set_length(total);
        }
        bar.set_position(progress.done);
        if progress.total == Some(progress.done) {
            bar.finish_and_clear();
        }
    })
}
