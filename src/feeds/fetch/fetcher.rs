//! Sends a question and follows it to its answer, hop by hop.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use reqwest::Response;
use reqwest::header;
use tokio::time::timeout;
use url::Url;

use super::address::Allowed;
use super::answer::{Answer, Kind, Question};
use super::blame::{self, Scene};
use super::client::{self, Made};
use super::hop::{self, Hop};
use super::hosts::Hosts;
use super::proxy::Proxies;
use super::room::{self, Room};
use super::secret::Secrets;
use super::unpack::{UnpackError, Unpacker};
use super::wall::{self, Wall};
use super::{Environment, FetchError, FetchSettings, values};

/// The most redirects that are followed.
const REDIRECTS_MAX: usize = 5;

/// How much of the page that comes with an error or a redirect is read, in bytes; reading it
/// lets the connection be used again.
const SIDE_PAGE_MAX_BYTES: usize = 64 * 1024;

/// The longest value of a header that is kept, in bytes.
const HEADER_KEPT_BYTES: usize = 1024;

/// What we can unpack.
const ENCODINGS: &str = "gzip, br, zstd, deflate";

const BYTES_PER_MIB: u64 = 1024 * 1024;

/// Asks for feeds and pages; clones share their limits and connections.
#[derive(Clone)]
pub struct Fetcher {
    inner: Arc<Inner>,
}

struct Inner {
    settings: FetchSettings,
    allowed: Arc<Allowed>,
    proxies: Proxies,
    hosts: Hosts,
    made: Made,
}

/// One question on its way.
struct Way<'q> {
    question: &'q Question,
    origin: url::Origin,
    secrets: Secrets,
    downgrade: bool,
    now: Timestamp,
    hops: Vec<Hop>,
}

/// What one request led to.
enum Step {
    On(Url, u16),
    End(Box<Answer>),
}

impl std::fmt::Debug for Fetcher {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Fetcher").field("settings", &self.inner.settings).finish_non_exhaustive()
    }
}

impl Fetcher {
    /// Makes a fetcher; `outside` gives what `settings` leave open.
    ///
    /// # Errors
    ///
    /// Returns [`FetchError::Client`] if the system gives us no client at all. Without
    /// certificates of authorities it still asks http addresses.
    pub fn new(settings: &FetchSettings, outside: &Environment) -> Result<Self, FetchError> {
        let settings = settings.clone().with(outside);
        let allowed = Arc::new(Allowed::new(&settings.allow_private));
        let proxies = Proxies::new(&settings, outside);
        let made = client::make(&settings, &allowed, &proxies)?;
        let hosts = Hosts::new(settings.connections, settings.connections_per_host);
        Ok(Self { inner: Arc::new(Inner { settings, allowed, proxies, hosts, made }) })
    }

    /// Returns the settings in force.
    pub fn settings(&self) -> &FetchSettings {
        &self.inner.settings
    }

    /// Leaves the host of `url` in peace until `until`, as an earlier answer of it asked.
    pub fn hold(&self, url: &str, until: Timestamp) {
        if let Some(host) = Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)) {
            self.inner.hosts.hold(&host, until);
        }
    }

    /// Asks a question and follows redirects to the answer.
    ///
    /// # Errors
    ///
    /// Returns a [`FetchError`] for everything but a document of the kind asked for, or a 304.
    pub async fn get(&self, question: &Question, now: Timestamp) -> Result<Answer, FetchError> {
        let mut url = address(&question.url)?;
        let options = self.inner.settings.options_of(&url);
        let mut way = Way {
            question,
            origin: url.origin(),
            secrets: Secrets::of(&url, options).await?,
            downgrade: self.inner.settings.allow_downgrade
                || options.is_some_and(|options| options.allow_downgrade),
            now,
            hops: Vec::new(),
        };
        let total = Duration::from_secs(self.inner.settings.total_seconds.max(1));
        let mut spent = Duration::ZERO;
        loop {
            let name = url.host_str().unwrap_or_default().to_owned();
            let slot = self.admit(&url, &name, now).await?;
            let started = Instant::now();
            let step =
                timeout(total.saturating_sub(spent), self.send(&url, &way, slot.room())).await;
            spent += started.elapsed();
            drop(slot);
            let seconds = total.as_secs();
            let step =
                step.map_err(|_| FetchError::TooSlow { host: hop::host_of(&url), seconds })?;
            let (to, status) = match step? {
                Step::End(answer) => return Ok(*answer),
                Step::On(to, status) => (to, status),
            };
            way.hops.push(Hop { url: hop::shown(&url), status, to: hop::shown(&to) });
            if way.hops.len() > REDIRECTS_MAX {
                let hops = REDIRECTS_MAX;
                return Err(FetchError::RedirectLoop { url: question_url(question), hops });
            }
            url = to;
        }
    }

    /// Checks that `url` may be asked now, and waits for its turn.
    async fn admit(
        &self,
        url: &Url,
        name: &str,
        now: Timestamp,
    ) -> Result<super::hosts::Slot, FetchError> {
        let Inner { allowed, proxies, hosts, made, .. } = &*self.inner;
        allowed.check(url, proxies.of(url).is_some())?;
        if url.scheme() == "https" && !made.knows_authorities {
            return Err(FetchError::NoCertificates);
        }
        let rest = || match hosts.waits(name, now) {
            Some(until) => Err(FetchError::Waiting { host: name.to_owned(), until, status: 0 }),
            None => Ok(()),
        };
        rest()?;
        let slot = hosts.turn(name).await;
        // The host may have asked for peace while this request stood in the queue.
        rest()?;
        Ok(slot)
    }

    async fn send(&self, url: &Url, way: &Way<'_>, room: &Arc<Room>) -> Result<Step, FetchError> {
        let scene = self.scene(url, way.now);
        let limit = self.inner.settings.first_byte_seconds.max(1);
        let response = timeout(Duration::from_secs(limit), self.begin(url, way, room))
            .await
            .map_err(|_| FetchError::NoAnswer { host: scene.host.clone(), seconds: limit })?
            .map_err(|error| blame::of(error, &scene))?;
        let status = response.status().as_u16();
        if hop::is_redirect(status) {
            let location = response.headers().get(header::LOCATION).cloned();
            let location = location.as_ref().map_or(&[][..], |value| value.as_bytes());
            let to = hop::next(url, location, way.downgrade)?;
            side_page(response).await;
            return Ok(Step::On(to, status));
        }
        let answer = self.read(url, response, way, &scene).await?;
        Ok(Step::End(Box::new(answer)))
    }

    /// Sends a request, again while its host has all the connections it may have.
    async fn begin(&self, url: &Url, way: &Way<'_>, room: &Arc<Room>) -> reqwest::Result<Response> {
        let mut tries = 1;
        let response = loop {
            let request = Self::request(&self.inner.made.client, url, way);
            let sent = room::within(Arc::clone(room), request.send()).await;
            match sent {
                Err(error) if blame::is_no_room(&error) && tries < room::TRIES_MAX => {
                    room.recount();
                    tries += 1;
                }
                Err(error) if blame::is_bad_header(&error) && url.scheme() == "http" => {
                    break self.status_at_least(url, way, room).await.ok_or(error)?;
                }
                other => break other?,
            }
        };
        let connection = response.headers().get(header::CONNECTION);
        if connection.is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"close")) {
            room.leave();
        }
        Ok(response)
    }

    /// Asks again and passes over the bad header: a refusal has a meaning all the same, while
    /// a document with such a head is not taken.
    async fn status_at_least(
        &self,
        url: &Url,
        way: &Way<'_>,
        room: &Arc<Room>,
    ) -> Option<Response> {
        room.leave();
        let request = Self::request(&self.inner.made.lenient, url, way);
        let response = room::within(Arc::clone(room), request.send()).await.ok()?;
        Some(response).filter(|response| response.status().as_u16() >= 400)
    }

    fn scene(&self, url: &Url, now: Timestamp) -> Scene {
        Scene {
            host: hop::host_of(url),
            name: url.host_str().unwrap_or_default().to_owned(),
            proxy: self.inner.proxies.of(url).map(hop::host_of),
            now,
            connect_seconds: self.inner.settings.connect_seconds,
        }
    }

    fn request(client: &reqwest::Client, url: &Url, way: &Way<'_>) -> reqwest::RequestBuilder {
        let mut bare = url.clone();
        let _ = bare.set_username("");
        let _ = bare.set_password(None);
        let accept = match way.question.kind {
            Kind::Feed => {
                "application/atom+xml, application/rss+xml, application/feed+json, \
                 application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, \
                 application/json;q=0.9, */*;q=0.5"
            }
            Kind::Page => "text/html, application/xhtml+xml;q=0.9, */*;q=0.5",
            Kind::Any => "*/*",
        };
        let mut request = client.get(bare);
        request = request.header(header::ACCEPT, accept).header(header::ACCEPT_ENCODING, ENCODINGS);
        if !way.question.etag.is_empty() {
            request = request.header(header::IF_NONE_MATCH, &way.question.etag);
        }
        if !way.question.last_modified.is_empty() {
            request = request.header(header::IF_MODIFIED_SINCE, &way.question.last_modified);
        }
        if url.origin() == way.origin { way.secrets.add_to(request) } else { request }
    }

    async fn read(
        &self,
        url: &Url,
        response: Response,
        way: &Way<'_>,
        scene: &Scene,
    ) -> Result<Answer, FetchError> {
        let status = response.status().as_u16();
        let headers = kept_headers(&response);
        let header = |name: &str| {
            headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
        };
        let mut answer = Answer {
            status,
            url: hop::shown(url),
            hops: way.hops.clone(),
            not_modified: status == 304,
            etag: values::etag(header("etag")),
            last_modified: values::last_modified(header("last-modified"), way.now),
            fresh_seconds: values::fresh_seconds(header),
            login_withheld: url.origin() != way.origin && !way.secrets.is_empty(),
            ..Answer::default()
        };
        if !(200..300).contains(&status) && status != 304 {
            let until = values::wait_until(header("retry-after"), way.now);
            let page = side_page(response).await;
            return Err(self.refusal(url, status, until, wall::find(&headers, &page)));
        }
        if !answer.not_modified {
            answer.body = self.body(response, scene).await?;
            judge(&answer, &headers, way.question.kind, &scene.host)?;
        }
        answer.headers = headers;
        Ok(answer)
    }

    /// Says what an answer without success means, and holds its host where it asks for peace.
    fn refusal(&self, url: &Url, status: u16, until: Timestamp, wall: Option<Wall>) -> FetchError {
        let host = hop::host_of(url);
        match status {
            403 | 405 | 406 | 503 if wall == Some(Wall::Robots) => {
                FetchError::BotWall { host, status }
            }
            401 | 407 => FetchError::NeedsLogin { host },
            403 => FetchError::Forbidden { host },
            404 | 451 => FetchError::Missing { url: hop::shown(url), status },
            410 => FetchError::Gone,
            429 | 503 => {
                self.inner.hosts.hold(url.host_str().unwrap_or_default(), until);
                FetchError::Waiting { host, until, status }
            }
            511 => FetchError::Portal { host },
            _ => FetchError::Status { host, status },
        }
    }

    /// Reads the document, unpacked, as far as the limit.
    async fn body(&self, mut response: Response, scene: &Scene) -> Result<Vec<u8>, FetchError> {
        let limit = self.inner.settings.limit_bytes;
        let host = || scene.host.clone();
        let limit_mib = limit.div_ceil(BYTES_PER_MIB);
        let packed = response.headers().get_all(header::CONTENT_ENCODING);
        let names: Vec<&str> = packed.iter().filter_map(|value| value.to_str().ok()).collect();
        let encodings = names.join(",");
        let plain = encodings.is_empty();
        if response.content_length().is_some_and(|length| length > limit) {
            return Err(FetchError::TooLarge { host: host(), limit_mib });
        }
        let failed = |error| match error {
            UnpackError::TooLarge if plain => FetchError::TooLarge { host: host(), limit_mib },
            UnpackError::TooLarge => FetchError::TooLargeUnpacked { host: host(), limit_mib },
            UnpackError::Broken => FetchError::BadCompression { host: host() },
        };
        let bound = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut unpacker = Unpacker::new(&encodings, bound).map_err(failed)?;
        let mut received = 0u64;
        while let Some(part) = response.chunk().await.map_err(|error| blame::of(error, scene))? {
            received += part.len() as u64;
            if received > limit {
                return Err(FetchError::TooLarge { host: host(), limit_mib });
            }
            unpacker.push(&part).map_err(failed)?;
        }
        unpacker.finish().map_err(failed)
    }
}

/// Reads the address of a question.
fn address(text: &str) -> Result<Url, FetchError> {
    let url = Url::parse(text.trim()).ok().filter(Url::has_host);
    let url = url.filter(|url| matches!(url.scheme(), "http" | "https"));
    url.ok_or_else(|| FetchError::BadAddress {
        url: text.chars().filter(char::is_ascii_graphic).collect(),
    })
}

/// The address of a question as it may be shown.
fn question_url(question: &Question) -> String {
    Url::parse(question.url.trim()).map_or_else(|_| String::new(), |url| hop::shown(&url))
}

/// Refuses a document that is not what was asked for.
fn judge(
    answer: &Answer,
    headers: &[(String, String)],
    kind: Kind,
    host: &str,
) -> Result<(), FetchError> {
    let host = host.to_owned();
    if answer.body.iter().all(u8::is_ascii_whitespace) {
        return Err(FetchError::Empty { host });
    }
    if !wall::is_web_page(&answer.body) {
        return Ok(());
    }
    match (wall::find(headers, &answer.body), kind) {
        (Some(Wall::Portal), Kind::Feed | Kind::Any) => Err(FetchError::Portal { host }),
        // An article may well be about walls and portals, so only a small page is one.
        (Some(Wall::Robots), Kind::Feed | Kind::Any) => {
            Err(FetchError::BotWall { host, status: answer.status })
        }
        (Some(Wall::Robots), Kind::Page) if answer.body.len() < SIDE_PAGE_MAX_BYTES => {
            Err(FetchError::BotWall { host, status: answer.status })
        }
        (None, Kind::Feed) => Err(FetchError::WebPage { url: answer.url.clone() }),
        (Some(_), Kind::Page) | (None, Kind::Page | Kind::Any) => Ok(()),
    }
}

/// Reads the small page beside an error or a redirect; a large one is left, with its connection.
async fn side_page(mut response: Response) -> Vec<u8> {
    let mut page = Vec::new();
    let large = response.content_length().is_some_and(|length| length > SIDE_PAGE_MAX_BYTES as u64);
    while !large && page.len() < SIDE_PAGE_MAX_BYTES {
        match response.chunk().await {
            Ok(Some(part)) => page.extend_from_slice(&part),
            Ok(None) | Err(_) => break,
        }
    }
    page.truncate(SIDE_PAGE_MAX_BYTES);
    page
}

/// The headers as they may be kept: printable ASCII, bounded, without cookies.
fn kept_headers(response: &Response) -> Vec<(String, String)> {
    let kept = response.headers().iter().filter(|(name, _)| *name != header::SET_COOKIE);
    kept.map(|(name, value)| {
        let bytes = value.as_bytes().iter().take(HEADER_KEPT_BYTES);
        let printable =
            bytes.map(|byte| if matches!(byte, b' '..=b'~') { char::from(*byte) } else { '?' });
        (name.as_str().to_owned(), printable.collect())
    })
    .collect()
}
