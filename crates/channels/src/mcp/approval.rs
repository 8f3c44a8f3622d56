//! A person's confirmation through a client that can show a form (protocol 2026-07-28): the refusal that carries a token
//! becomes a question, the answer becomes the token. Other clients get the refusal itself and repeat the call.

use platform::confirmation::{self, FIELD};
use platform::{Context, Error, error};
use rmcp::RoleServer;
use rmcp::model::{CallToolRequestParams, ErrorData, InputRequest, InputRequiredResult, JsonObject, ProtocolVersion};
use rmcp::service::RequestContext;
use serde_json::{Value, json};

/// The name of our one question.
const QUESTION: &str = "confirmation";

pub fn can_ask(context: &RequestContext<RoleServer>) -> bool {
    let asks = context.client_capabilities().is_some_and(|can| can.elicitation.is_some());
    asks && context.protocol_version().is_some_and(|version| version.as_str() >= ProtocolVersion::V_2026_07_28.as_str())
}

/// The question to show, if the error asks for a person's confirmation.
pub fn question(error: &Error) -> Option<InputRequiredResult> {
    if error.code() != error::CONFIRMATION_REQUIRED.code {
        return None;
    }
    let problem = error.problem("");
    let particulars = &problem["extra"];
    let form = json!({ "method": "elicitation/create", "params": {
        "mode": "form",
        "message": particulars["summary"],
        "requestedSchema": { "type": "object", "required": ["approve"], "properties": {
            "approve": { "type": "boolean", "title": "Approve", "description": "Do it as described.", "default": false },
            "reason": { "type": "string", "title": "Reason", "description": "Why not, if not.", "maxLength": 500 } } } } });
    let asked: InputRequest = serde_json::from_value(form).ok()?;
    let token = particulars[FIELD].as_str()?.to_owned();
    Some(InputRequiredResult::new(Some([(QUESTION.to_owned(), asked)].into()), Some(token)))
}

/// A state that is worth nothing is an error of the protocol, not of the tool.
pub fn forged(error: &Error, request: &CallToolRequestParams, ctx: &Context) -> Option<ErrorData> {
    let forged = request.request_state.is_some() && error.code() == error::CONFIRMATION_VOID.code;
    forged.then(|| ErrorData::invalid_params(error.message().to_owned(), Some(error.problem(&ctx.request_id))))
}

/// Puts the token into the arguments if the person approved; the error if they did not.
///
/// The state that comes back is whatever the client sends: it is worth something only if the store knows it as a token
/// for this caller and exactly this commitment.
pub async fn answered(request: &CallToolRequestParams, arguments: &mut JsonObject, ctx: &Context) -> Result<(), Error> {
    let Some(token) = &request.request_state else { return Ok(()) };
    let Some(answer) = request.input_responses.as_ref().and_then(|answers| answers.get(QUESTION)) else {
        // Asked again, unless the state is made up.
        return confirmation::check(ctx, token).await;
    };
    if answer["action"] == "accept" && answer["content"]["approve"] == true {
        arguments.insert(FIELD.to_owned(), json!(token));
        return Ok(());
    }
    let reason = answer["content"]["reason"].as_str().map_or_else(String::new, |reason| format!(" Their reason: {reason}"));
    Err(error::CONFIRMATION_DECLINED
        .error(format!("The person did not approve; nothing was done.{reason}"))
        .with(json!({ "action": answer.get("action").unwrap_or(&Value::Null) })))
}
