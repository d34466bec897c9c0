//! What is answered to a question. Only paths of the site, and those that are the preview's own, have an answer; nothing
//! that is asked changes anything.

use super::about;
use super::client::{self, OWN};
use super::guard::Guard;
use super::media::media_type;
use super::part::{Part, part};
use super::shared::Shared;
use super::show::{Answered, Found, find};
use super::state::State;
use crate::address::{decode, decode_part};
use crate::failure::Failure;
use crate::source::Blob;
use http_body_util::channel::Channel;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::header::{
    ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    HeaderName, HeaderValue, IF_RANGE, LOCATION, RANGE, X_CONTENT_TYPE_OPTIONS,
};
use hyper::{HeaderMap, Method, Request, Response, StatusCode};
use std::convert::Infallible;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What an answer carries.
pub type Body = BoxBody<Bytes, Infallible>;

/// Everything that answers depend on.
pub struct Desk {
    pub shared: Arc<Shared>,
    pub guard: Guard,
    /// Whether answers are those of GitHub Pages.
    pub pages: bool,
    pub editor: about::Editor,
    /// A script that checks accessibility, of whoever started the preview.
    pub axe: Option<PathBuf>,
}

const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// The longest script of somebody else that is read: 16 MB, in bytes.
const MAX_AXE: u64 = 16_000_000;

/// Answers a question.
pub async fn answer<B>(desk: Arc<Desk>, request: Request<B>) -> Response<Body> {
    let (head, _) = request.into_parts();
    let path = head.uri.path();
    let own = path.strip_prefix(OWN);
    if let Some(why) = desk.guard.refusal(&head.headers, own.is_some()) {
        return finish(said(StatusCode::FORBIDDEN, why), &head.method, false);
    }
    if !matches!(head.method, Method::GET | Method::HEAD) {
        let mut refused = said(StatusCode::METHOD_NOT_ALLOWED, "the preview answers GET and HEAD");
        refused.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return finish(refused, &head.method, false);
    }
    if own == Some("events") {
        return finish(events(&desk), &head.method, false);
    }
    let (path, query) = (path.to_owned(), head.uri.query().unwrap_or_default().to_owned());
    let (asked, method) = (head.headers, head.method);
    let at = Arc::clone(&desk);
    // A page is rendered beside the threads that talk to browsers.
    let made = tokio::task::spawn_blocking(move || match path.strip_prefix(OWN) {
        Some(name) => own_file(&at, name, &query),
        None => site_file(&at, (&path, &query), &asked),
    });
    let made = made.await.unwrap_or_else(|_| said(StatusCode::INTERNAL_SERVER_ERROR, "the page could not be made"));
    finish(made, &method, desk.pages)
}

/// What every answer has.
fn finish(mut response: Response<Body>, method: &Method, pages: bool) -> Response<Body> {
    let is_file = response.status().is_success() || response.status() == StatusCode::NOT_FOUND;
    let cache = if pages && is_file { "max-age=600" } else { "no-store" };
    let headers = response.headers_mut();
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static(cache));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CORP, HeaderValue::from_static("same-origin"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("frame-ancestors 'self'"));
    if method == Method::HEAD { response.map(|_| full(Vec::new())) } else { response }
}

/// A file that is the preview's own.
fn own_file(desk: &Desk, name: &str, query: &str) -> Response<Body> {
    const SCRIPT: &str = "text/javascript; charset=utf-8";
    match name {
        "page" => match parameter(query, "path") {
            Some(path) => about_page(desk, &path),
            None => said(StatusCode::BAD_REQUEST, "`path` is missing"),
        },
        "axe.js" => match desk.axe.as_deref().map(|path| std::fs::File::open(path).map(|file| file.take(MAX_AXE))) {
            Some(Ok(mut file)) => {
                let mut script = Vec::new();
                match file.read_to_end(&mut script) {
                    Ok(_) => whole(StatusCode::OK, SCRIPT, script),
                    Err(_) => said(StatusCode::NOT_FOUND, "the file that `SHIRUBE_AXE` names cannot be read"),
                }
            }
            Some(Err(_)) => said(StatusCode::NOT_FOUND, "the file that `SHIRUBE_AXE` names cannot be read"),
            // Most people name none, and no browser is to complain of that.
            None => {
                let mut nothing = Response::new(full(Vec::new()));
                *nothing.status_mut() = StatusCode::NO_CONTENT;
                nothing
            }
        },
        name => match client::script(name) {
            Some(script) => whole(StatusCode::OK, SCRIPT, script.as_bytes().to_vec()),
            None => said(StatusCode::NOT_FOUND, "there is no such address"),
        },
    }
}

fn about_page(desk: &Desk, path: &str) -> Response<Body> {
    let state = desk.shared.state();
    let Some(file) = file_of(path, &state) else {
        return said(StatusCode::BAD_REQUEST, "`path` is no path of the site");
    };
    match super::show::shown(&file, &state, &desk.shared) {
        Ok(answered) => {
            let json = about::page(&answered, &state, &desk.editor);
            whole(StatusCode::OK, "application/json; charset=utf-8", json.into_bytes())
        }
        Err(failure) => failed(&failure),
    }
}

/// The path below the output that an address of the site is.
fn file_of(path: &str, state: &State) -> Option<String> {
    let path = decode(path).ok()?;
    let below = match &state.site {
        Some(live) => live.snapshot.config.base.below(&path)?,
        None => path.trim_start_matches('/').to_owned(),
    };
    Some(match below.is_empty() || below.ends_with('/') {
        true => format!("{below}index.html"),
        false => below,
    })
}

/// A file of the site.
fn site_file(desk: &Desk, (path, query): (&str, &str), asked: &HeaderMap) -> Response<Body> {
    let state = desk.shared.state();
    let base = state.site.as_ref().map_or("/", |live| live.snapshot.config.base.path()).to_owned();
    let go = |to: &str| {
        let to = if query.is_empty() { to.to_owned() } else { format!("{to}?{query}") };
        moved(&to, desk.pages)
    };
    if path == "/" && base != "/" || format!("{path}/") == base {
        return go(&base);
    }
    let Some(file) = file_of(path, &state) else {
        return said(StatusCode::NOT_FOUND, &format!("there is nothing here; the site begins at {base}"));
    };
    let is_there = |file: &str| state.site.as_ref().is_some_and(|live| live.index.has(file, &live.snapshot));
    if !is_there(&file) {
        if is_there(&format!("{file}/index.html")) {
            return go(&format!("{path}/"));
        }
        let page = format!("{file}.html");
        if desk.pages && is_there(&page) {
            return found(desk, (&page, &state), asked);
        }
    }
    found(desk, (&file, &state), asked)
}

/// A file that has changed a moment ago is that of the next state, for which so long is waited.
const NEXT: Duration = Duration::from_millis(500);

fn found(desk: &Desk, (file, state): (&str, &State), asked: &HeaderMap) -> Response<Body> {
    match made(desk, (file, state), asked) {
        Ok(response) => response,
        Err(_) if desk.shared.wait_beyond(state.number, NEXT) => {
            made(desk, (file, &desk.shared.state()), asked).unwrap_or_else(|failure| failed(&failure))
        }
        Err(failure) => failed(&failure),
    }
}

fn made(desk: &Desk, (file, state): (&str, &State), asked: &HeaderMap) -> Result<Response<Body>, Failure> {
    match find(file, state, &desk.shared)? {
        Found::Page(Answered { shown, .. }) => {
            let status = if shown.is_missing { StatusCode::NOT_FOUND } else { StatusCode::OK };
            Ok(whole(status, "text/html; charset=utf-8", shown.with_tag()))
        }
        Found::Made(bytes) => Ok(whole(StatusCode::OK, media_type(file), bytes)),
        Found::Copied(blob) => copied(file, &blob, asked),
    }
}

/// A file of so many bytes is read before anything of it is sent.
const SMALL: u64 = 1 << 20;

/// A file as it is, or the part of it that is asked for.
fn copied(file: &str, blob: &Blob, asked: &HeaderMap) -> Result<Response<Body>, Failure> {
    let (size, media) = (blob.size(), media_type(file));
    // Without anything that says which file was meant, the whole is the answer.
    let range = asked.get(RANGE).filter(|_| !asked.contains_key(IF_RANGE)).and_then(|range| range.to_str().ok());
    let range = match part(range, size) {
        Part::Whole => None,
        Part::Range(range) => Some(range),
        Part::Outside => {
            let mut refused = said(StatusCode::RANGE_NOT_SATISFIABLE, "the file has no such part");
            set(refused.headers_mut(), CONTENT_RANGE, &format!("bytes */{size}"));
            return Ok(refused);
        }
    };
    let (start, end) = range.as_ref().map_or((0, size), |range| (*range.start(), range.end() + 1));
    let body = match end - start {
        // What is read whole is known to be of one state of the file.
        length @ ..=SMALL => full(blob.part(start, length)?),
        length => {
            let mut open = blob.open()?;
            open.skip(start).map_err(|error| Failure::io("read", &blob.path, error))?;
            streamed(open.take(length))
        }
    };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    set(headers, CONTENT_TYPE, media);
    set(headers, CONTENT_LENGTH, &(end - start).to_string());
    set(headers, ACCEPT_RANGES, "bytes");
    if let Some(range) = range {
        set(headers, CONTENT_RANGE, &format!("bytes {}-{}/{size}", range.start(), range.end()));
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

/// The bytes of a file, piece by piece: it may be of any size.
fn streamed(mut file: impl Read + Send + 'static) -> Body {
    const PIECE: usize = 64 * 1024;
    let (mut sender, body) = Channel::<Bytes, Infallible>::new(4);
    tokio::task::spawn_blocking(move || {
        let runtime = tokio::runtime::Handle::current();
        let mut piece = vec![0; PIECE];
        // Of one that cannot be read to its end, less is sent than was said, and the browser knows it.
        while let Ok(read @ 1..) = file.read(&mut piece) {
            let bytes = Bytes::copy_from_slice(piece.get(..read).unwrap_or_default());
            if runtime.block_on(sender.send_data(bytes)).is_err() {
                return;
            }
        }
    });
    body.boxed()
}

/// Tells of every new state, for as long as somebody listens.
fn events(desk: &Arc<Desk>) -> Response<Body> {
    let (mut sender, body) = Channel::<Bytes, Infallible>::new(4);
    let (mut numbers, shared) = (desk.shared.numbers(), Arc::clone(&desk.shared));
    tokio::spawn(async move {
        loop {
            numbers.mark_unchanged();
            let event = format!("event: state\nretry: {RETRY}\ndata: {}\n\n", about::state(&shared.state()));
            if sender.send_data(Bytes::from(event)).await.is_err() {
                return;
            }
            // A line now and then shows whether anybody is still there.
            loop {
                match tokio::time::timeout(BEAT, numbers.changed()).await {
                    Ok(Ok(())) => break,
                    Ok(Err(_)) => return,
                    Err(_) if sender.send_data(Bytes::from_static(b":\n\n")).await.is_err() => return,
                    Err(_) => {}
                }
            }
        }
    });
    let mut response = Response::new(body.boxed());
    set(response.headers_mut(), CONTENT_TYPE, "text/event-stream");
    response
}

/// A browser asks again after so many milliseconds, when the preview was started anew.
const RETRY: u32 = 300;
const BEAT: Duration = Duration::from_secs(10);

fn whole(status: StatusCode, media: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let length = bytes.len();
    let mut response = Response::new(full(bytes));
    *response.status_mut() = status;
    set(response.headers_mut(), CONTENT_TYPE, media);
    set(response.headers_mut(), CONTENT_LENGTH, &length.to_string());
    response
}

fn said(status: StatusCode, text: &str) -> Response<Body> {
    whole(status, "text/plain; charset=utf-8", format!("{text}\n").into_bytes())
}

/// What cannot be read now: it has changed, while the site as it is cannot be read.
fn failed(failure: &Failure) -> Response<Body> {
    said(StatusCode::SERVICE_UNAVAILABLE, &failure.to_string())
}

fn moved(to: &str, for_good: bool) -> Response<Body> {
    let status = if for_good { StatusCode::MOVED_PERMANENTLY } else { StatusCode::FOUND };
    let mut response = said(status, "it is at another address");
    set(response.headers_mut(), LOCATION, to);
    response
}

fn full(bytes: Vec<u8>) -> Body {
    Full::new(Bytes::from(bytes)).boxed()
}

/// Sets a header; one that cannot be a header is left out.
fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// A parameter of a query, decoded.
fn parameter(query: &str, name: &str) -> Option<String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    { pairs }.find(|(key, _)| *key == name).and_then(|(_, value)| decode_part(&value.replace('+', " ")).ok())
}
