use platform::operation::invoke;
use platform::{Context, Result};
use serde_json::{Value, json};

use crate::seed;

async fn call(ctx: &Context, name: &str, input: Value) -> Result<Value> {
    let operations = crate::operations();
    let entry = operations.iter().find(|entry| entry.spec.name == name).unwrap();
    invoke(entry, input, ctx).await
}

#[tokio::test]
async fn each_line_has_a_name_of_its_own() {
    let store = seed::store().await.unwrap();
    let ctx = store.ctx();
    let line = |id: &str| json!({ "line_id": id, "text": "hex bolt M8x50" });
    let upload = async |text| call(&ctx, "create_upload", json!({ "name": "lines.csv", "text": text })).await.unwrap()["id"].clone();
    for (lines, told) in [
        (json!([line("1"), line(" ")]), "lines[1]: the line has no `line_id`."),
        (json!([line("1"), line("2"), line("1 ")]), "lines[2]: the line has the `line_id` \"1\" of lines[0]."),
        (upload("line_id,text\n1,bolt\n\n,nut\n").await, "`lines.csv`, row 4: the line has no `line_id`."),
        (
            upload("line_id,text\n1,bolt\n2,nut\n1,nut\n").await,
            "`lines.csv`, row 4: the line has the `line_id` \"1\" of `lines.csv`, row 2.",
        ),
    ] {
        let refused = call(&ctx, "match_lines", json!({ "lines": lines })).await.unwrap_err();
        assert_eq!((refused.code(), refused.message()), ("matching.line_unnamed", told));
    }
}
