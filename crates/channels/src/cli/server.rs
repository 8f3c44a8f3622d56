//! `--server`: the operations of another process, over its HTTP. Answers and problems come through as they were sent.

use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, Uri, header, request};
use clap::ArgMatches;
use http_body_util::BodyExt;
use http_body_util::channel::Channel;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use platform::operation::{self, Representation};
use platform::{Error, Result, error};
use serde_json::{Map, Value};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};

use super::Program;
use super::place::{PIECE, Refused, unreadable};
use crate::listing::{Listed, Operations};
use crate::typed;

/// How long a server may take to answer the knock; what it is asked for may take as long as it takes.
const KNOCK: Duration = Duration::from_secs(10);

pub struct Server {
    /// With the path under which it stands, if a proxy put it under one.
    url: Uri,
    token: Option<String>,
    /// Certificate authorities of the house, in PEM.
    authorities: Option<PathBuf>,
    /// Where files are handed in.
    uploads: &'static str,
}

/// What came back, whole.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Server {
    /// The server that flags or environment name. A data directory that is named goes before a server of the environment.
    pub fn chosen(program: &Program<'_>, matches: &ArgMatches) -> Result<Option<Self>> {
        let of_environment = || if matches.contains_id("data-dir") { None } else { (program.environment)("HORME_SERVER") };
        let Some(url) = matches.get_one::<String>("server").cloned().or_else(of_environment) else { return Ok(None) };
        let file = matches.get_one::<PathBuf>("token-file").cloned();
        let file = file.or_else(|| (program.environment)("HORME_TOKEN_FILE").map(PathBuf::from));
        let read = |file: PathBuf| std::fs::read_to_string(&file).map_err(|source| unreadable(&file.display().to_string(), source));
        let token = file.map(read).transpose()?.map(|token| token.trim().to_owned());
        let authorities = (program.environment)("HORME_CA_FILE").map(PathBuf::from);
        Server::new(&url, token, authorities, &program.operations).map(Some)
    }

    fn new(url: &str, token: Option<String>, authorities: Option<PathBuf>, operations: &Operations) -> Result<Self> {
        let misread = || error::USAGE.error(format!("`{url}` is not the URL of a server, as in http://127.0.0.1:8080."));
        let url: Uri = url.trim_end_matches('/').parse().map_err(|_| misread())?;
        let known = matches!(url.scheme_str(), Some("http" | "https")) && url.host().is_some_and(|host| !host.is_empty());
        if !known || url.query().is_some() {
            return Err(misread());
        }
        let uploads = operations.iter().find(|listed| listed.takes_files()).map_or("", |listed| listed.entry.spec.path);
        Ok(Server { url, token, authorities, uploads })
    }

    pub async fn invoke(&self, listed: &Listed, input: &Value, key: Option<&str>) -> Result<Value, Refused> {
        let request = self.request_of(listed, input, "", key)?;
        let answer = self.answered(listed.name(), self.exchange(request, async {}).await?).await?;
        match serde_json::from_slice(&answer.body) {
            Ok(output @ Value::Object(_)) if is(&answer, "application/json") => Ok(output),
            _ => Err(self.foreign(&answer).into()),
        }
    }

    pub async fn represent(&self, listed: &Listed, input: &Value, form: &Representation, key: Option<&str>) -> Result<Vec<u8>, Refused> {
        let request = self.request_of(listed, input, &format!(".{}", form.extension), key)?;
        let answer = self.exchange(request, async {}).await?;
        // A refusal may have the form too.
        let answer = if is(&answer, form.media_type) { answer } else { self.answered(listed.name(), answer).await? };
        if is(&answer, form.media_type) { Ok(answer.body.into()) } else { Err(self.foreign(&answer).into()) }
    }

    /// Sends a file as it is read.
    pub async fn hand_in(&self, name: &str, file: &mut (dyn Read + Send), key: Option<&str>) -> Result<Value, Refused> {
        let (mut pieces, body) = Channel::<Bytes, io::Error>::new(2);
        let request = self.request(Method::POST, &format!("{}?name={}", self.uploads, coded(name)), key);
        let request = request.header(header::CONTENT_TYPE, "application/octet-stream").body(Body::new(body)).map_err(unsendable)?;
        let mut unread = None;
        let sending = async {
            let mut piece = vec![0; PIECE];
            loop {
                match file.read(&mut piece) {
                    Ok(0) => break,
                    // Without a taker the server has answered already.
                    Ok(length) if pieces.send_data(Bytes::copy_from_slice(&piece[..length])).await.is_err() => break,
                    Ok(_) => {}
                    Err(again) if again.kind() == io::ErrorKind::Interrupted => {}
                    Err(source) => {
                        pieces.abort(io::Error::other("the file cannot be read"));
                        unread = Some(source);
                        return;
                    }
                }
            }
            drop(pieces);
        };
        let exchanged = self.exchange(request, sending).await;
        if let Some(source) = unread {
            return Err(unreadable(name, source).into());
        }
        let answer = self.answered(self.uploads, exchanged?).await?;
        let upload: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        if upload["id"].is_string() { Ok(upload["id"].clone()) } else { Err(self.foreign(&answer).into()) }
    }

    /// The request that means an input: path, then query or body.
    fn request_of(&self, listed: &Listed, input: &Value, suffix: &str, key: Option<&str>) -> Result<Request<Body>> {
        let spec = &listed.entry.spec;
        let mut fields: Map<String, Value> = input.as_object().cloned().unwrap_or_default();
        let mut path = spec.path.to_owned();
        for name in listed.entry.path_fields() {
            let value = fields.shift_remove(name).ok_or_else(|| misfit(name, "is missing"))?;
            let text = text(name, &value, listed.field(name))?;
            if text.is_empty() {
                return Err(misfit(name, "must not be empty"));
            }
            path = path.replace(&format!("{{{name}}}"), &coded(&text));
        }
        path.push_str(suffix);
        let method = Method::from_bytes(spec.method.name().as_bytes()).map_err(Error::internal)?;
        let key = key.filter(|_| listed.writes());
        if matches!(spec.method, operation::Method::Post | operation::Method::Put) {
            let body = Body::from(Value::Object(fields).to_string());
            return self.request(method, &path, key).header(header::CONTENT_TYPE, "application/json").body(body).map_err(unsendable);
        }
        let mut pairs = Vec::new();
        for (name, value) in &fields {
            let schema = listed.field(name);
            match value {
                Value::Array(elements) if schema["type"] == "array" => {
                    for element in elements {
                        pairs.push(format!("{}={}", coded(name), coded(&text(name, element, &schema["items"])?)));
                    }
                }
                value => pairs.push(format!("{}={}", coded(name), coded(&text(name, value, schema)?))),
            }
        }
        let query = if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) };
        self.request(method, &format!("{path}{query}"), key).body(Body::empty()).map_err(unsendable)
    }

    fn request(&self, method: Method, path: &str, key: Option<&str>) -> request::Builder {
        let host = self.url.authority().map_or("", |authority| authority.as_str());
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.url.path().trim_end_matches('/')));
        request = request.header(header::HOST, host);
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        match key {
            Some(key) => request.header("idempotency-key", key),
            None => request,
        }
    }

    /// Sends a request, while `sending` fills its body, and reads the answer to its end.
    async fn exchange(&self, request: Request<Body>, sending: impl Future<Output = ()>) -> Result<Answer> {
        let host = self.url.host().unwrap_or_default().trim_matches(['[', ']']);
        let secure = self.url.scheme_str() == Some("https");
        let port = self.url.port_u16().unwrap_or(if secure { 443 } else { 80 });
        let knocking = async {
            let stream = TcpStream::connect((host, port)).await?;
            stream.set_nodelay(true)?;
            if !secure {
                return Ok::<Box<dyn Wire>, io::Error>(Box::new(stream));
            }
            let name = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
            Ok(Box::new(self.tls()?.connect(name, stream).await?))
        };
        let knocked = timeout(KNOCK, knocking).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()));
        let stream = knocked.map_err(|source| self.unreachable(&source))?;
        let talking = async {
            let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
            let mut running = JoinSet::new();
            running.spawn(connection);
            let (head, body) = sender.send_request(request).await?.into_parts();
            let body = body.collect().await?.to_bytes();
            Ok(Answer { status: head.status, headers: head.headers, body })
        };
        let (answered, ()) = tokio::join!(talking, sending);
        answered.map_err(|source: hyper::Error| self.unreachable(&source))
    }

    /// An answer of success; anything else is a refusal, or not from Horme.
    async fn answered(&self, asked: &str, answer: Answer) -> Result<Answer, Refused> {
        if answer.status.is_success() {
            return Ok(answer);
        }
        let problem: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        match problem["code"].as_str().filter(|_| is(&answer, "application/problem+json")) {
            Some(code) if [error::ROUTE_UNKNOWN.code, error::METHOD_WRONG.code].contains(&code) => {
                let version = self.version().await.map_or(String::new(), |version| format!(" has version {version} and"));
                let own = env!("CARGO_PKG_VERSION");
                let said = format!("The server at {}{version} does not know `{asked}`; this program has version {own}.", self.url);
                Err(error::SERVER_DIFFERS.error(said).into())
            }
            Some(_) => Err(Refused::Problem(problem)),
            None => Err(self.foreign(&answer).into()),
        }
    }

    async fn version(&self) -> Option<String> {
        let request = self.request(Method::GET, "/health", None).body(Body::empty()).ok()?;
        let health: Value = serde_json::from_slice(&self.exchange(request, async {}).await.ok()?.body).ok()?;
        health["version"].as_str().map(str::to_owned)
    }

    /// Trusts the web's certificate authorities, and those of the file.
    fn tls(&self) -> io::Result<TlsConnector> {
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        if let Some(file) = &self.authorities {
            for authority in CertificateDer::pem_file_iter(file).map_err(io::Error::other)? {
                roots.add(authority.map_err(io::Error::other)?).map_err(io::Error::other)?;
            }
        }
        let config = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(TlsConnector::from(Arc::new(config)))
    }

    fn foreign(&self, answer: &Answer) -> Error {
        error::SERVER_FOREIGN.error(format!("{} answers with status {}, but not as Horme does.", self.url, answer.status.as_u16()))
    }

    fn unreachable(&self, source: &(dyn std::error::Error + 'static)) -> Error {
        let mut innermost = source;
        while let Some(inner) = innermost.source() {
            innermost = inner;
        }
        error::SERVER_UNREACHABLE.error(format!("{} does not answer: {innermost}.", self.url))
    }
}

/// A connection of either kind.
trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}

fn is(answer: &Answer, media_type: &str) -> bool {
    answer.headers.get(header::CONTENT_TYPE).is_some_and(|given| given == media_type)
}

fn coded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// A value as it stands in a path or a query; one that would not be read there as what it is, is not of the field's type.
fn text(name: &str, value: &Value, schema: &Value) -> Result<String> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    if typed::value(schema, &text) == *value { Ok(text) } else { Err(misfit(name, "is not of the type that the operation takes")) }
}

fn unsendable(source: axum::http::Error) -> Error {
    error::INPUT.error("The idempotency key or the access token holds a character that cannot be sent.").because(source)
}

fn misfit(name: &str, what: &str) -> Error {
    error::INPUT.error(format!("The input is not understood: `{name}` {what}.")).at(name)
}
