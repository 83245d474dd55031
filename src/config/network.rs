//! What the environment says about the network: proxies, and what may be asked.

use crate::feeds::fetch::Environment;

/// Reads the proxy variables of the environment; `allow_private` comes from the command line.
pub fn network(allow_private: String) -> Environment {
    let get = |name: &str| std::env::var(name).ok();
    read(get, allow_private)
}

/// Lower-case names win, as curl has it. `HTTP_PROXY` in capitals is not read: a web server
/// sets it from a request's header (httpoxy, CVE-2016-5385).
fn read(get: impl Fn(&str) -> Option<String>, allow_private: String) -> Environment {
    let first = |names: &[&str]| {
        let values = names.iter().filter_map(|name| get(name));
        values.into_iter().find(|value| !value.trim().is_empty()).unwrap_or_default()
    };
    Environment {
        allow_private,
        http_proxy: first(&["http_proxy"]),
        https_proxy: first(&["https_proxy", "HTTPS_PROXY"]),
        all_proxy: first(&["all_proxy", "ALL_PROXY"]),
        no_proxy: first(&["no_proxy", "NO_PROXY"]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_variables_are_read() {
        let get = |name: &str| match name {
            "http_proxy" => Some("http://one".to_owned()),
            "HTTP_PROXY" => Some("http://never".to_owned()),
            "https_proxy" => Some(" ".to_owned()),
            "HTTPS_PROXY" => Some("http://two".to_owned()),
            "NO_PROXY" => Some("localhost".to_owned()),
            _ => None,
        };
        let found = read(get, "10.0.0.1".into());
        let fields = [found.http_proxy, found.https_proxy, found.all_proxy, found.no_proxy];
        assert_eq!(fields, ["http://one", "http://two", "", "localhost"]);
        assert_eq!(found.allow_private, "10.0.0.1");
    }
}
