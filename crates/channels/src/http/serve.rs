use std::fs;
use std::future::Future;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use platform::{Error, Result, error};
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::{Site, router};

/// How long open connections may finish after the stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves until `stop` is done, then lets running requests finish.
pub async fn serve(site: Site, listener: TcpListener, stop: impl Future<Output = ()> + Send + 'static) -> Result<()> {
    let (stopping, mut stopped) = watch::channel(false);
    let until = async move {
        stop.await;
        stopping.send_replace(true);
    };
    let served = axum::serve(listener, router(site)).with_graceful_shutdown(until);
    let overdue = async {
        // An error says that the sender is gone, which is after the stop too.
        let _ = stopped.wait_for(|stopped| *stopped).await;
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        served = async { served.await } => served.map_err(Error::internal),
        () = overdue => Ok(()),
    }
}

/// Writes the access token to the file `token` in the folder, readable by its owner alone; answers its path.
pub fn write_token(folder: &Path, token: &str) -> Result<PathBuf> {
    let (path, partial) = (folder.join("token"), folder.join("token.partial"));
    let written = || {
        if fs::exists(&partial)? {
            fs::remove_file(&partial)?;
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&partial)?;
        file.write_all(token.as_bytes())?;
        file.sync_all()?;
        fs::rename(&partial, &path)
    };
    written().map_err(|source| error::DATA_DIR_UNUSABLE.error("The access token cannot be written.").because(source))?;
    Ok(path)
}
