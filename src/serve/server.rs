//! Talks to browsers: connections, and nothing of what is said on them.

use super::answer::{Desk, answer};
use super::guard::bare;
use crate::failure::Failure;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::io::{Error, ErrorKind};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// So long a browser may take to say what it wants.
const PATIENCE: Duration = Duration::from_secs(20);
/// So many connections there are at once; what comes then waits.
const CONNECTIONS: usize = 256;
/// The longest head of a question, in bytes.
const HEAD: usize = 32 * 1024;
/// How many ports are tried.
const PORTS: u16 = 20;
/// So many pages are rendered at once.
const RENDERERS: usize = 8;

/// A port that belongs to this preview.
pub struct Bound {
    listener: TcpListener,
    pub address: SocketAddr,
}

/// Takes the first free port from `port` on; 0 stands for any.
pub fn bind(host: &str, port: u16) -> Result<Bound, Failure> {
    let place = format!("{host}:{port}");
    let last = port.saturating_add(if port == 0 { 0 } else { PORTS });
    let mut error = Error::from(ErrorKind::AddrInUse);
    for port in port..=last {
        match TcpListener::bind((bare(host), port)) {
            Ok(listener) => {
                let address = listener.local_addr().map_err(|error| Failure::io("listen at", &place, error))?;
                return Ok(Bound { listener, address });
            }
            Err(found) => {
                let is_taken = found.kind() == ErrorKind::AddrInUse;
                error = found;
                if !is_taken {
                    break;
                }
            }
        }
    }
    Err(Failure::io("listen at", &place, error))
}

impl Bound {
    /// Answers until the process is asked to end. `ready` is called when it begins.
    pub fn serve(self, desk: Desk, ready: impl FnOnce()) -> Result<(), Failure> {
        let place = self.address.to_string();
        let failed = |error| Failure::io("listen at", &place, error);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(RENDERERS)
            .enable_io()
            .enable_time()
            .build()
            .map_err(failed)?;
        self.listener.set_nonblocking(true).map_err(failed)?;
        let served = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            ready();
            tokio::select! {
                () = accept(listener, Arc::new(desk)) => Ok(()),
                ended = tokio::signal::ctrl_c() => ended,
            }
        });
        runtime.shutdown_background();
        served.map_err(failed)
    }
}

async fn accept(listener: tokio::net::TcpListener, desk: Arc<Desk>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        // Where there are too many open files, or the browser has gone already.
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let desk = Arc::clone(&desk);
        tokio::spawn(async move {
            let answer = |request| {
                let desk = Arc::clone(&desk);
                async move { Ok::<_, Infallible>(answer(desk, request).await) }
            };
            let mut connection = http1::Builder::new();
            connection.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_buf_size(HEAD);
            // A browser that goes away in the middle is no matter.
            _ = connection.serve_connection(TokioIo::new(stream), service_fn(answer)).await;
            drop(place);
        });
    }
}
