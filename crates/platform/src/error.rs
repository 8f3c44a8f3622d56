//! One error, free of any transport: a kind, a documented code, a sentence for the caller.
//!
//! Each channel maps [`Kind`] once (HTTP status, exit code, MCP `isError`). The problem object of RFC 9457 is the same
//! on every channel. A message says what was wrong and what to do next; it holds no SQL, no path, no secret.

use std::fmt;

use serde_json::{Value, json};

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What sort of failure it is: decides the HTTP status and the exit code, nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The input is not of the operation's shape (400).
    Input,
    /// Nobody is known to be calling (401).
    Unauthenticated,
    /// The caller may not do this (403).
    Forbidden,
    /// Absent, or hidden from this caller (404).
    NotFound,
    /// There, but not with this HTTP method (405).
    Method,
    /// The state of things does not allow it (409).
    Conflict,
    /// The caller saw an older version (412).
    Stale,
    /// The client sends too slowly (408).
    Slow,
    /// Larger than the stated limit (413).
    TooLarge,
    /// The URL is longer than the stated limit (414).
    UrlTooLong,
    /// The headers are larger than the stated limit (431).
    HeadTooLarge,
    /// A media type that is not understood here (415).
    MediaType,
    /// Well-formed but not acceptable: a value that makes no sense here (422).
    Meaning,
    /// Too many requests (429).
    TooMany,
    /// Our fault (500). The cause is logged under the request id, never shown.
    Internal,
    /// A dependency is down (503).
    Unavailable,
    /// No room left to store it (507).
    Full,
}

impl Kind {
    pub const fn status(self) -> u16 {
        match self {
            Kind::Input => 400,
            Kind::Unauthenticated => 401,
            Kind::Forbidden => 403,
            Kind::NotFound => 404,
            Kind::Method => 405,
            Kind::Conflict => 409,
            Kind::Stale => 412,
            Kind::Slow => 408,
            Kind::TooLarge => 413,
            Kind::UrlTooLong => 414,
            Kind::HeadTooLarge => 431,
            Kind::MediaType => 415,
            Kind::Meaning => 422,
            Kind::TooMany => 429,
            Kind::Internal => 500,
            Kind::Unavailable => 503,
            Kind::Full => 507,
        }
    }

    /// The status' own phrase (RFC 9110), as RFC 9457 wants it for `about:blank`.
    pub const fn title(self) -> &'static str {
        match self {
            Kind::Input => "Bad Request",
            Kind::Unauthenticated => "Unauthorized",
            Kind::Forbidden => "Forbidden",
            Kind::NotFound => "Not Found",
            Kind::Method => "Method Not Allowed",
            Kind::Conflict => "Conflict",
            Kind::Stale => "Precondition Failed",
            Kind::Slow => "Request Timeout",
            Kind::TooLarge => "Content Too Large",
            Kind::UrlTooLong => "URI Too Long",
            Kind::HeadTooLarge => "Request Header Fields Too Large",
            Kind::MediaType => "Unsupported Media Type",
            Kind::Meaning => "Unprocessable Content",
            Kind::TooMany => "Too Many Requests",
            Kind::Internal => "Internal Server Error",
            Kind::Unavailable => "Service Unavailable",
            Kind::Full => "Insufficient Storage",
        }
    }
}

/// A stable, public name of a failure, with what it means and what to do. Declared once as a `const` and listed in its
/// feature's `ERRORS`; `contract/error-codes.md` is generated from those lists.
#[derive(Debug, Clone, Copy)]
pub struct ErrorCode {
    pub code: &'static str,
    pub kind: Kind,
    pub meaning: &'static str,
    pub remedy: &'static str,
}

impl ErrorCode {
    pub const fn new(kind: Kind, code: &'static str, meaning: &'static str, remedy: &'static str) -> Self {
        ErrorCode { code, kind, meaning, remedy }
    }

    /// An error of this code; `message` is the sentence the caller reads, the code's remedy is added to it by [`Error::problem`].
    pub fn error(&'static self, message: impl Into<String>) -> Error {
        Error { code: self, message: message.into(), field: None, extra: None, source: None, replay: None }
    }
}

/// A failed operation.
pub struct Error {
    code: &'static ErrorCode,
    message: String,
    field: Option<String>,
    /// Boxed, as most errors have none and every `Result` carries the room for it.
    extra: Option<Box<Value>>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
    /// Not a failure: the stored answer of an earlier call with the same idempotency key. Only [`crate::operation::invoke`] sees it.
    replay: Option<Box<Value>>,
}

impl Error {
    /// The place in the input: `lines[3].quantity`.
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Machine-readable particulars, merged into the problem object under `extra`.
    pub fn with(mut self, extra: Value) -> Self {
        self.extra = Some(Box::new(extra));
        self
    }

    /// The cause, for the log only.
    pub fn because(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    pub fn kind(&self) -> Kind {
        self.code.kind
    }

    pub fn code(&self) -> &'static str {
        self.code.code
    }

    pub fn message(&self) -> &str {
        &self.message
    }

    /// A defect or a broken store: the caller learns only that it happened and under which request id.
    pub fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        INTERNAL.error("Something went wrong on our side.").because(source)
    }

    pub(crate) fn replay(stored: Value) -> Self {
        Error { replay: Some(Box::new(stored)), ..INTERNAL.error("replayed") }
    }

    pub(crate) fn take_replay(&mut self) -> Option<Value> {
        self.replay.take().map(|stored| *stored)
    }

    /// The RFC 9457 problem object, the same on every channel.
    pub fn problem(&self, request_id: &str) -> Value {
        let mut problem = json!({
            "type": "about:blank",
            "title": self.code.kind.title(),
            "status": self.code.kind.status(),
            "code": self.code.code,
            "detail": self.message,
            "remedy": self.code.remedy,
        });
        if let Some(field) = &self.field {
            problem["field"] = json!(field);
        }
        if let Some(extra) = &self.extra {
            problem["extra"] = Value::clone(extra);
        }
        problem["request_id"] = json!(request_id);
        problem
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.field {
            Some(field) => write!(f, " (at {field})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.code, self)?;
        match &self.source {
            Some(source) => write!(f, " <- {source:?}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// The platform's own codes.
pub const ERRORS: &[&ErrorCode] = &[
    &INPUT,
    &UNKNOWN_OPERATION,
    &UNAUTHENTICATED,
    &FORBIDDEN,
    &HOST_UNKNOWN,
    &ORIGIN_FOREIGN,
    &TOO_MANY,
    &MESSAGE_UNKNOWN,
    &SUBSCRIPTION_UNKNOWN,
    &SUBSCRIPTION_TAKEN,
    &POSITION_UNKNOWN,
    &ROUTE_UNKNOWN,
    &METHOD_WRONG,
    &MEDIA_TYPE,
    &TOO_LARGE,
    &TOO_SLOW,
    &URL_TOO_LONG,
    &HEAD_TOO_LARGE,
    &KEY_REUSED,
    &KEY_MALFORMED,
    &CONFIRMATION_REQUIRED,
    &CONFIRMATION_VOID,
    &CONFIRMATION_DECLINED,
    &INTERNAL,
    &STORE_DOWN,
    &STORE_BUSY,
    &STORE_NEWER,
    &STORE_FULL,
    &STORE_READ_ONLY,
    &STORE_DAMAGED,
    &DATA_DIR_LOCKED,
    &DATA_DIR_UNUSABLE,
    &CONFIGURATION,
    &UPLOAD_UNKNOWN,
    &UPLOAD_EMPTY,
    &REPRESENTATION_UNKNOWN,
    &FILE_UNREADABLE,
    &DOCUMENT_UNPROCESSABLE,
    &USAGE,
    &SERVER_STOPPING,
    &SERVER_UNREACHABLE,
    &SERVER_FOREIGN,
    &SERVER_DIFFERS,
];

pub static INPUT: ErrorCode = ErrorCode::new(
    Kind::Input,
    "input.malformed",
    "The input is not of the operation's shape: a field is unknown, missing, or of the wrong type.",
    "Correct the field named in `field`; the operation's input schema is in /openapi.json and in `horme COMMAND --help`.",
);
pub static UNKNOWN_OPERATION: ErrorCode =
    ErrorCode::new(Kind::NotFound, "operation.unknown", "No operation has this name.", "`horme operations` lists them.");
pub static UNAUTHENTICATED: ErrorCode = ErrorCode::new(
    Kind::Unauthenticated,
    "access.unauthenticated",
    "The call carries no valid token.",
    "Send `Authorization: Bearer TOKEN`; `horme serve` writes the token to the file `token` in its data directory.",
);
pub static FORBIDDEN: ErrorCode = ErrorCode::new(
    Kind::Forbidden,
    "access.forbidden",
    "The caller's role does not allow this operation.",
    "Ask an administrator for the role the operation names.",
);
pub static HOST_UNKNOWN: ErrorCode = ErrorCode::new(
    Kind::Forbidden,
    "access.host_unknown",
    "The request was addressed to a name that is not known as this server's, as a page does that points a name of its own at it.",
    "Address the server by a loopback name, or add the name to http.hosts.",
);
pub static ORIGIN_FOREIGN: ErrorCode = ErrorCode::new(
    Kind::Forbidden,
    "access.origin_foreign",
    "A web page of another origin made the request.",
    "Use a page of the server itself, or add the page's origin to http.origins.",
);
pub static TOO_MANY: ErrorCode = ErrorCode::new(
    Kind::TooMany,
    "limit.reached",
    "As many are open at once as the setting named in the message allows.",
    "Wait for one of them to end, or raise the setting.",
);
pub static MESSAGE_UNKNOWN: ErrorCode = ErrorCode::new(
    Kind::Input,
    "message.type_unknown",
    "There is no WebSocket message of this type.",
    "Use one of the types named in the message.",
);
pub static SUBSCRIPTION_UNKNOWN: ErrorCode = ErrorCode::new(
    Kind::NotFound,
    "subscription.not_found",
    "The connection has no subscription of this id.",
    "A subscription has the id of the message that made it, and ends with its connection.",
);
pub static SUBSCRIPTION_TAKEN: ErrorCode = ErrorCode::new(
    Kind::Conflict,
    "subscription.id_taken",
    "The connection has a subscription of this id already.",
    "Give every `subscribe` an id of its own.",
);
pub static POSITION_UNKNOWN: ErrorCode = ErrorCode::new(
    Kind::Conflict,
    "subscription.position_unknown",
    "The log has not come to this position: it is one of another store, or of a newer state of this one.",
    "Subscribe without `after` and take the state of the answer.",
);
pub static ROUTE_UNKNOWN: ErrorCode =
    ErrorCode::new(Kind::NotFound, "route.unknown", "No route has this path.", "/openapi.json lists the routes.");
pub static METHOD_WRONG: ErrorCode = ErrorCode::new(
    Kind::Method,
    "route.method_not_allowed",
    "The path exists, but not with this method.",
    "Use one of the methods in the `Allow` header.",
);
pub static MEDIA_TYPE: ErrorCode = ErrorCode::new(
    Kind::MediaType,
    "input.media_type",
    "The body is of a media type that this route does not take.",
    "Send JSON with `Content-Type: application/json`.",
);
pub static TOO_LARGE: ErrorCode = ErrorCode::new(
    Kind::TooLarge,
    "input.too_large",
    "The input is larger than the stated limit.",
    "Send less at once, or raise the limit named in the message.",
);
pub static TOO_SLOW: ErrorCode = ErrorCode::new(
    Kind::Slow,
    "input.too_slow",
    "The body came more slowly than the server waits for.",
    "Send the request again over a better connection; serve.body_ms and serve.body_bytes_per_second are the limits.",
);
pub static URL_TOO_LONG: ErrorCode = ErrorCode::new(
    Kind::UrlTooLong,
    "input.url_too_long",
    "The URL is longer than serve.url_bytes.",
    "Ask for less in the query; operations with large inputs take them in the body.",
);
pub static HEAD_TOO_LARGE: ErrorCode = ErrorCode::new(
    Kind::HeadTooLarge,
    "input.headers_too_large",
    "URL and headers together are larger than serve.head_bytes.",
    "Send fewer or shorter headers.",
);
pub static KEY_REUSED: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "idempotency.key_reused",
    "The idempotency key was used before with another operation or another input.",
    "Use a new key for a new request; repeat the same request to get its stored answer.",
);
pub static KEY_MALFORMED: ErrorCode = ErrorCode::new(
    Kind::Input,
    "idempotency.key_malformed",
    "The idempotency key is empty, longer than 200 characters, or not printable ASCII.",
    "Use a UUID.",
);
pub static CONFIRMATION_REQUIRED: ErrorCode = ErrorCode::new(
    Kind::Conflict,
    "confirmation.required",
    "This commits the seller towards a customer, so a person has to see it first.",
    "Show `extra.summary` to the person; if they agree, repeat the call with `confirm` set to `extra.confirm`.",
);
pub static CONFIRMATION_VOID: ErrorCode = ErrorCode::new(
    Kind::Conflict,
    "confirmation.void",
    "The confirmation was used, has expired, belongs to somebody else, or to another state of things.",
    "Repeat the call without `confirm`, show the new summary, and use the new token.",
);
pub static CONFIRMATION_DECLINED: ErrorCode = ErrorCode::new(
    Kind::Conflict,
    "confirmation.declined",
    "The person who was asked did not approve.",
    "Do not repeat the call unless the person asks for it.",
);
pub static INTERNAL: ErrorCode = ErrorCode::new(
    Kind::Internal,
    "internal",
    "A defect or a broken store; the cause is in the log under the request id.",
    "Try again; if it stays, report the request id.",
);
pub static STORE_DOWN: ErrorCode = ErrorCode::new(
    Kind::Unavailable,
    "store.unavailable",
    "The database does not answer.",
    "Try again shortly; check DATABASE_URL and the database server.",
);
pub static STORE_BUSY: ErrorCode = ErrorCode::new(
    Kind::Unavailable,
    "store.busy",
    "Another writer held the database for longer than the wait limit.",
    "Try again shortly.",
);
pub static STORE_NEWER: ErrorCode = ErrorCode::new(
    Kind::Conflict,
    "store.schema_differs",
    "The database's schema does not belong to this version of the program.",
    "Use the version that wrote it, or a newer one.",
);
pub static STORE_FULL: ErrorCode = ErrorCode::new(
    Kind::Full,
    "store.full",
    "There is no room left on the disk; nothing of the call was stored. Reading goes on.",
    "Free space on the volume of the data directory or the database, then repeat the call; no restart is needed.",
);
pub static STORE_READ_ONLY: ErrorCode = ErrorCode::new(
    Kind::Unavailable,
    "store.read_only",
    "The database can be read but not written; nothing of the call was stored.",
    "Make the volume writable again, or let the primary server take over, then repeat the call.",
);
pub static STORE_DAMAGED: ErrorCode = ErrorCode::new(
    Kind::Internal,
    "store.damaged",
    "The database's file is damaged: pages do not hold what was written.",
    "Stop the program, keep the damaged files, and restore the last backup.",
);
pub static DATA_DIR_LOCKED: ErrorCode = ErrorCode::new(
    Kind::Conflict,
    "data_dir.locked",
    "Another process is working on this data directory.",
    "Stop it, or name another directory with --data-dir.",
);
pub static DATA_DIR_UNUSABLE: ErrorCode = ErrorCode::new(
    Kind::Unavailable,
    "data_dir.unusable",
    "The data directory cannot be created, read or written.",
    "Name a writable directory with --data-dir, and check free space.",
);
pub static CONFIGURATION: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "configuration.invalid",
    "A setting is missing, unknown or out of range.",
    "Correct the setting named in the message.",
);
pub static UPLOAD_UNKNOWN: ErrorCode = ErrorCode::new(
    Kind::NotFound,
    "upload.not_found",
    "No upload has this handle.",
    "Upload the file first (POST /api/uploads) and use the handle it answers with.",
);
pub static UPLOAD_EMPTY: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "upload.empty",
    "The file that was handed in has no bytes.",
    "Check that the right file was sent, and that it was saved before.",
);
pub static REPRESENTATION_UNKNOWN: ErrorCode = ErrorCode::new(
    Kind::NotFound,
    "representation.unknown",
    "The answer does not exist in this format.",
    "Use one of the formats named in the message.",
);
pub static FILE_UNREADABLE: ErrorCode = ErrorCode::new(
    Kind::Input,
    "file.unreadable",
    "A file named on the command line cannot be read or written.",
    "Check the name and the permissions.",
);
pub static DOCUMENT_UNPROCESSABLE: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "document.unprocessable",
    "Reading the document took more memory or time than a document may, or broke the reader. Nothing else was affected.",
    "Split the document, or save its list as CSV or text and send that; an administrator can raise the limits under `reading`.",
);
pub static USAGE: ErrorCode =
    ErrorCode::new(Kind::Input, "usage", "The command line is not understood.", "Add --help for the command's options and examples.");

pub static SERVER_STOPPING: ErrorCode = ErrorCode::new(
    Kind::Unavailable,
    "server.stopping",
    "The server is being stopped; it finishes what it has.",
    "Send further requests to another server, or again when this one is back.",
);
pub static SERVER_UNREACHABLE: ErrorCode = ErrorCode::new(
    Kind::Unavailable,
    "server.unreachable",
    "The server named by --server does not answer.",
    "Check the URL, the network, and that `horme serve` runs there.",
);
pub static SERVER_FOREIGN: ErrorCode = ErrorCode::new(
    Kind::Unavailable,
    "server.foreign",
    "What answers at the URL of --server is not Horme.",
    "Name the address that `horme serve` prints, with its port; a proxy in between must pass paths and bodies on unchanged.",
);
pub static SERVER_DIFFERS: ErrorCode = ErrorCode::new(
    Kind::Conflict,
    "server.version_differs",
    "The server does not know the operation: it is of another version than this program.",
    "Use a program of the server's version; `curl URL/health` tells it.",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_names_code_place_remedy_and_request_but_not_the_cause() {
        let problem = INPUT.error("`quantity` must be a decimal.").at("lines[3].quantity").because("secret cause").problem("r-1");
        assert_eq!(problem["code"], "input.malformed");
        assert_eq!(problem["status"], 400);
        assert_eq!(problem["field"], "lines[3].quantity");
        assert_eq!(problem["request_id"], "r-1");
        assert!(!problem.to_string().contains("secret"));
    }
}
