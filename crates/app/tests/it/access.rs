use axum::body::Body;
use axum::http::StatusCode;
use channels::Operations;
use platform::operation::Access;
use platform::testing::TestStore;
use serde_json::json;
use tokio_tungstenite::tungstenite;

use crate::channel::{self, Running};

#[tokio::test]
async fn nobody_gets_in_without_the_token() {
    let operations = Operations::new(&features::operations());
    let store = TestStore::new().await.unwrap();
    for listed in operations.iter() {
        let example = (listed.entry.examples)().into_iter().find(|example| example.error.is_none()).unwrap();
        for authorization in [None, Some("Bearer "), Some("Bearer 0123456789abcdee"), Some("Basic 0123456789abcdef")] {
            let mut request = channel::http_request(listed, &example.input).unwrap();
            request.headers_mut().remove("authorization");
            if let Some(authorization) = authorization {
                request.headers_mut().insert("authorization", authorization.parse().unwrap());
            }
            let response = channel::send(&store.services, &operations, request).await;
            if listed.entry.spec.access == Access::Public && authorization.is_none() {
                assert_ne!(response.status, StatusCode::UNAUTHORIZED, "{}", listed.name());
            } else {
                assert_eq!(response.status, StatusCode::UNAUTHORIZED, "{} with {authorization:?}", listed.name());
                assert_eq!(response.json()["code"], "access.unauthenticated");
                assert_eq!(response.header("www-authenticate"), "Bearer");
            }
        }
    }
}

#[tokio::test]
async fn nobody_gets_in_over_a_websocket_without_the_token() {
    let operations = Operations::new(&features::operations());
    let store = TestStore::new().await.unwrap();
    let server = Running::new(&store.services, &operations).await;
    let mut stranger = server.try_connect(&[]).await.unwrap();
    for listed in operations.iter() {
        let example = (listed.entry.examples)().into_iter().find(|example| example.error.is_none()).unwrap();
        let answer = stranger.ask("call", "1", json!({ "operation": listed.name(), "input": example.input })).await;
        let refused = answer["data"]["code"] == "access.unauthenticated";
        assert_eq!(refused, listed.entry.spec.access != Access::Public, "{answer}");
    }
    for authorization in ["Bearer ", "Bearer 0123456789abcdee", "Basic 0123456789abcdef"] {
        match server.try_connect(&[("authorization", authorization)]).await {
            Err(tungstenite::Error::Http(response)) => assert_eq!(response.status(), StatusCode::UNAUTHORIZED),
            _ => panic!("{authorization} gets in"),
        }
    }
}

#[tokio::test]
async fn a_raw_file_needs_the_token_too() {
    let operations = Operations::new(&features::operations());
    let store = TestStore::new().await.unwrap();
    for listed in operations.iter().filter(|listed| listed.takes_files()) {
        let mut request = channel::request("POST", &format!("{}?name=a.csv", listed.entry.spec.path)).body(Body::from("a,b")).unwrap();
        request.headers_mut().remove("authorization");
        assert_eq!(channel::send(&store.services, &operations, request).await.status, StatusCode::UNAUTHORIZED);
    }
}
