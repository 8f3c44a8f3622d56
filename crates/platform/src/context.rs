//! What an operation runs in: who calls, which stores, what time it is. Passed first to everything; there are no globals.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use rand::{RngCore, SeedableRng, rngs::StdRng};
use serde::Serialize;
use tokio::sync::watch;

use crate::blobs::Blobs;
use crate::config::Config;
use crate::db::{Db, Tx};
use crate::error::Result;
use crate::journal::{self, Change, Fingerprint};
use crate::sandbox::Sandbox;

/// What a principal may do; a later one may do everything an earlier one may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Looks things up: products, prices, quotations of the tenant.
    Reader,
    /// Works on RFQs and quotations.
    Sales,
    /// Loads the catalogue, keeps seller and settings.
    Administrator,
}

impl Role {
    pub const fn name(self) -> &'static str {
        match self {
            Role::Reader => "reader",
            Role::Sales => "sales",
            Role::Administrator => "administrator",
        }
    }
}

/// Who acts, in one tenant, for at most one customer. Without a role nobody is known to be calling.
#[derive(Debug, Clone)]
pub struct Principal {
    pub tenant: String,
    pub name: String,
    pub role: Option<Role>,
    pub customer: Option<String>,
}

impl Principal {
    /// The tenant of a store that serves one seller.
    pub const MAIN_TENANT: &str = "main";

    /// The person at this machine: in-process commands and stdio.
    pub fn local() -> Self {
        Self::named("local", Some(Role::Administrator))
    }

    /// The holder of the access token that `serve` wrote.
    pub fn token() -> Self {
        Self::named("token", Some(Role::Administrator))
    }

    pub fn anonymous() -> Self {
        Self::named("anonymous", None)
    }

    pub fn named(name: &str, role: Option<Role>) -> Self {
        Principal { tenant: Self::MAIN_TENANT.to_owned(), name: name.to_owned(), role, customer: None }
    }
}

/// Time as the operation sees it.
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    System {
        started: Instant,
    },
    /// Stands still at this instant; durations are zero.
    Fixed {
        epoch_seconds: i64,
    },
}

impl Clock {
    pub fn system() -> Self {
        Clock::System { started: Instant::now() }
    }

    /// Seconds since 1970-01-01 UTC.
    pub fn now(&self) -> i64 {
        match self {
            #[expect(clippy::disallowed_methods, reason = "the one place that reads the wall clock")]
            Clock::System { .. } => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs().cast_signed()),
            Clock::Fixed { epoch_seconds } => *epoch_seconds,
        }
    }

    /// Microseconds since the process started, for durations.
    pub fn monotonic_us(&self) -> u64 {
        match self {
            Clock::System { started } => u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX),
            Clock::Fixed { .. } => 0,
        }
    }
}

/// RFC 3339 in UTC.
pub fn timestamp(epoch_seconds: i64) -> String {
    jiff::Timestamp::from_second(epoch_seconds).map(|instant| instant.to_string()).unwrap_or_default()
}

/// Where ids come from: random, or the same sequence each time for a seed.
#[derive(Clone)]
pub struct Ids(Arc<Mutex<StdRng>>);

impl Ids {
    pub fn random() -> Self {
        Ids(Arc::new(Mutex::new(StdRng::from_os_rng())))
    }

    pub fn seeded(seed: u64) -> Self {
        Ids(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// A version 7 UUID: sorts by time, unguessable in its last 74 bits.
    pub fn next(&self, now: i64) -> String {
        let mut random = [0u8; 10];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut random);
        let millis = u64::try_from(now).unwrap_or_default() * 1000;
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid().to_string()
    }

    /// 32 random bytes in hexadecimal.
    pub fn secret(&self) -> String {
        let mut random = [0u8; 32];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut random);
        random.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// How far long work has come; a terminal draws it, a pipe shows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// What is counted: "rows read".
    pub what: &'static str,
    pub done: u64,
    /// Unknown until the work has been measured.
    pub total: Option<u64>,
}

type Watcher = Arc<dyn Fn(Progress) + Send + Sync>;

/// Everything that lives as long as the process. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    pub db: Db,
    pub blobs: Blobs,
    pub clock: Clock,
    pub ids: Ids,
    pub config: Arc<Config>,
    /// Where strangers' bytes are read.
    pub sandbox: Sandbox,
    /// Folder of files that can be rebuilt from the store; `None`: keep nothing.
    pub rebuildable: Option<Arc<std::path::PathBuf>>,
    shared: Arc<Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>>,
    commits: Arc<watch::Sender<u64>>,
}

impl Services {
    pub fn new(db: Db, blobs: Blobs, clock: Clock, ids: Ids, config: Config) -> Self {
        let sandbox = Sandbox::new(&config.reading);
        let config = Arc::new(config);
        Services { db, blobs, clock, ids, config, sandbox, rebuildable: None, shared: Arc::default(), commits: Arc::default() }
    }

    pub fn rebuildable_in(mut self, folder: std::path::PathBuf) -> Self {
        self.rebuildable = Some(Arc::new(folder));
        self
    }

    /// Changes whenever a call of this process has committed something; another process on the same store is not heard.
    pub fn committed(&self) -> watch::Receiver<u64> {
        self.commits.subscribe()
    }

    /// How often anything was committed, where only this process can write: as long as it stays, so does the store.
    /// `None`: others may write too, and only the store itself knows.
    pub fn commits(&self) -> Option<u64> {
        self.db.is_ours_alone().then(|| *self.commits.borrow())
    }

    /// A call by `principal`. `request_id`: the caller's, or a new one.
    pub fn context(&self, principal: Principal, request_id: Option<String>) -> Context {
        let request_id = request_id.unwrap_or_else(|| self.ids.next(self.clock.now()));
        Context { services: self.clone(), principal, request_id, idempotency_key: None, claim: None, watcher: None }
    }
}

/// One call.
#[derive(Clone)]
pub struct Context {
    services: Services,
    pub principal: Principal,
    pub request_id: String,
    pub idempotency_key: Option<String>,
    claim: Option<Arc<Fingerprint>>,
    watcher: Option<Watcher>,
}

impl std::ops::Deref for Context {
    type Target = Services;

    fn deref(&self) -> &Services {
        &self.services
    }
}

impl Context {
    pub fn tenant(&self) -> &str {
        &self.principal.tenant
    }

    pub fn now(&self) -> i64 {
        self.clock.now()
    }

    pub fn new_id(&self) -> String {
        self.ids.next(self.now())
    }

    pub fn watched(mut self, watcher: Watcher) -> Self {
        self.watcher = Some(watcher);
        self
    }

    pub fn with_idempotency_key(mut self, key: Option<String>) -> Self {
        self.idempotency_key = key;
        self
    }

    pub fn progress(&self, what: &'static str, done: u64, total: Option<u64>) {
        if let Some(watcher) = &self.watcher {
            watcher(Progress { what, done, total });
        }
    }

    /// A feature's state that lives as long as the process and can be rebuilt from the store: an index, a cache.
    pub fn shared<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut shared = self.services.shared.lock().unwrap_or_else(PoisonError::into_inner);
        let state = shared.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default())).clone();
        drop(shared);
        state.downcast().unwrap_or_default()
    }

    pub(crate) fn claiming(&self, fingerprint: Fingerprint) -> Context {
        Context { claim: Some(Arc::new(fingerprint)), ..self.clone() }
    }

    /// A consistent view; nothing is committed.
    pub async fn read(&self) -> Result<Tx> {
        self.db.read().await
    }

    /// A transaction to write in; end it with [`Context::commit`]. With an idempotency key it first claims the key: of
    /// two calls at once the second waits here for the first and then answers with what the first stored.
    pub async fn write(&self) -> Result<Tx> {
        let mut tx = self.db.write().await?;
        if let Some(claim) = &self.claim {
            journal::claim(&mut tx, self, claim).await?;
        }
        Ok(tx)
    }

    /// Commits the write with its audit row and, under an idempotency key, its answer: all or nothing.
    pub async fn commit<T: Serialize>(&self, mut tx: Tx, change: Change, answer: T) -> Result<T> {
        journal::record(&mut tx, self, &change).await?;
        if let Some(claim) = &self.claim {
            journal::store_answer(&mut tx, self, claim, &answer).await?;
        }
        tx.commit().await?;
        self.services.commits.send_modify(|count| *count += 1);
        Ok(answer)
    }
}
