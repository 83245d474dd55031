//! Which proxy an address is asked through.

use url::Url;

use super::address::Block;
use super::{Environment, FetchSettings};

/// The proxies in force.
#[derive(Clone, Debug, Default)]
pub(super) struct Proxies {
    http: Option<Url>,
    https: Option<Url>,
    except: Vec<String>,
}

impl Proxies {
    /// Takes the proxy of the settings, else those of the environment.
    pub(super) fn new(settings: &FetchSettings, outside: &Environment) -> Self {
        let chosen = |own: &str| {
            let all = [settings.proxy.as_str(), own, outside.all_proxy.as_str()];
            all.into_iter().find(|text| !text.trim().is_empty()).and_then(parse)
        };
        let except = settings.no_proxy.split(',').map(|item| item.trim().to_ascii_lowercase());
        Self {
            http: chosen(&outside.http_proxy),
            https: chosen(&outside.https_proxy),
            except: except.filter(|item| !item.is_empty()).collect(),
        }
    }

    /// Returns the proxy through which `url` is asked.
    pub(super) fn of(&self, url: &Url) -> Option<&Url> {
        let proxy = if url.scheme() == "https" { &self.https } else { &self.http };
        proxy.as_ref().filter(|_| !self.is_excepted(url))
    }

    /// Returns the names of the proxies, which may be private.
    pub(super) fn hosts(&self) -> impl Iterator<Item = &str> {
        [&self.http, &self.https].into_iter().flatten().filter_map(Url::host_str)
    }

    fn is_excepted(&self, url: &Url) -> bool {
        let Some(host) = url.host_str() else { return false };
        let address = host.trim_matches(['[', ']']).parse().ok();
        self.except.iter().any(|item| {
            let domain = item.trim_start_matches("*.").trim_start_matches('.');
            let below = host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
            let block = || Block::parse(item).zip(address);
            item == "*" || host == domain || below || block().is_some_and(|(b, a)| b.contains(a))
        })
    }
}

fn parse(text: &str) -> Option<Url> {
    let text = text.trim();
    let full = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
    let mut url = Url::parse(&full).ok().filter(Url::has_host)?;
    if url.scheme().starts_with("socks") && url.port().is_none() {
        // The port that RFC 1928 names.
        url.set_port(Some(1080)).ok()?;
    }
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chooses_the_proxy_by_scheme_and_exception() {
        let outside = Environment {
            http_proxy: "proxy.example:3128".into(),
            all_proxy: "socks5h://socks.example".into(),
            no_proxy: "localhost, .corp.example, 10.0.0.0/8".into(),
            ..Environment::default()
        };
        let settings = FetchSettings::default().with(&outside);
        let proxies = Proxies::new(&settings, &outside);
        for (url, expected) in [
            ("http://a.example/", Some("http://proxy.example:3128/")),
            ("https://a.example/", Some("socks5h://socks.example:1080")),
            ("http://localhost:8080/", None),
            ("http://x.corp.example/", None),
            ("http://corp.example/", None),
            ("http://notcorp.example/", Some("http://proxy.example:3128/")),
            ("http://10.1.2.3/", None),
        ] {
            let found = proxies.of(&Url::parse(url).unwrap()).map(Url::as_str);
            assert_eq!(found, expected, "{url}");
        }
        let own = FetchSettings { proxy: "http://own.example".into(), ..settings };
        let proxies = Proxies::new(&own, &outside);
        assert_eq!(proxies.hosts().collect::<Vec<_>>(), ["own.example", "own.example"]);
    }
}
