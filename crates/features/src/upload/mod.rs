//! Files handed in: the handle other operations take instead of bytes.

mod create_upload;
mod get_upload;

use platform::ErrorCode;
use platform::error::Kind;
use platform::operation::{Entry, entry};

pub use create_upload::CreateUpload;
pub use get_upload::GetUpload;

pub const OPERATIONS: &[Entry] = &[entry::<CreateUpload>(), entry::<GetUpload>()];
pub const ERRORS: &[&ErrorCode] = &[&CONTENT_AMBIGUOUS, &BASE64_MALFORMED];

static CONTENT_AMBIGUOUS: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "upload.content_ambiguous",
    "An upload needs exactly one of `text` and `base64`.",
    "Send `text` for text files, `base64` for anything else; over HTTP a multipart body is the shorter way.",
);
static BASE64_MALFORMED: ErrorCode = ErrorCode::new(
    Kind::Meaning,
    "upload.base64_malformed",
    "`base64` is not standard base64.",
    "Encode the bytes with the standard alphabet and padding.",
);
