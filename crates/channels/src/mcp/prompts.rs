//! Ways of working, as the features wrote them, with the user's arguments put in.

use platform::operation::Prompt as Written;
use rmcp::model::{ErrorData, GetPromptResult, JsonObject, Prompt, PromptArgument, PromptMessage, Role};

use super::tool::title;

pub fn listed(prompts: &[Written]) -> Vec<Prompt> {
    let argument =
        |(name, about, required): &(&str, &str, bool)| PromptArgument::new(*name).with_description(*about).with_required(*required);
    let prompt = |written: &Written| {
        let arguments = written.arguments.iter().map(argument).collect();
        Prompt::new(written.name, Some(written.about), Some(arguments)).with_title(title(written.name))
    };
    prompts.iter().map(prompt).collect()
}

pub fn filled(prompts: &[Written], name: &str, given: &JsonObject) -> Result<GetPromptResult, ErrorData> {
    let Some(written) = prompts.iter().find(|written| written.name == name) else {
        return Err(ErrorData::invalid_params(format!("There is no prompt `{name}`."), None));
    };
    if let Some(unknown) = given.keys().find(|name| !written.arguments.iter().any(|(known, ..)| known == name)) {
        return Err(ErrorData::invalid_params(format!("The prompt `{name}` has no argument `{unknown}`."), None));
    }
    if let Some((missing, ..)) = written.arguments.iter().find(|(name, _, required)| *required && !given.contains_key(*name)) {
        return Err(ErrorData::invalid_params(format!("The prompt `{name}` needs the argument `{missing}`."), None));
    }
    let value = |name: &str| match given.get(name) {
        Some(value) => value.as_str().map_or_else(|| value.to_string(), str::to_owned),
        None => "not given".to_owned(),
    };
    // Once through, so that braces in a value stay what they are.
    let mut pieces = written.text.split('{');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once('}') {
            Some((name, rest)) => text.push_str(&(value(name) + rest)),
            None => text.push_str(piece),
        }
    }
    Ok(GetPromptResult::new(vec![PromptMessage::new_text(Role::User, text)]).with_description(written.about))
}
