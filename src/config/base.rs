//! The address of the site.

use crate::address::{Fault, decode, encode_path, name_fault};

/// Where the site is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    origin: String,
    path: String,
}

impl BaseUrl {
    /// Reads `https://host/path/`; a missing `/` at the end is added. The error is a message for the author.
    pub fn parse(text: &str) -> Result<BaseUrl, String> {
        let (scheme, rest) = text.split_once("://").ok_or_else(|| format!("`{text}` is not a URL"))?;
        if scheme != "http" && scheme != "https" {
            return Err(format!("`{text}` does not begin with `https://` or `http://`"));
        }
        if rest.contains(['?', '#']) || rest.contains(char::is_whitespace) {
            return Err(format!("`{text}` has more than a host and a path"));
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host_fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        if host.is_empty() || !host.chars().all(host_fits) {
            return Err(format!("`{text}` has no host, or one that is not ASCII"));
        }
        let refused = |fault: Fault| format!("`{text}` has a path that cannot be one: {fault}");
        // Written encoded or not, it comes out encoded once.
        let path = match decode(path.trim_matches('/')).map_err(refused)?.as_str() {
            "" => "/".to_owned(),
            path => match path.split('/').find_map(name_fault) {
                Some(fault) => return Err(refused(fault)),
                None => format!("/{}/", encode_path(path)),
            },
        };
        Ok(BaseUrl { origin: format!("{scheme}://{host}"), path })
    }

    /// The path part, `/` at both ends, percent-encoded.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole address, `/` at the end.
    pub fn url(&self) -> String {
        format!("{}{}", self.origin, self.path)
    }

    /// The address as links inside the site have it: the path of the base and `path`, which is already encoded.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.path)
    }

    /// The absolute address of `path`, which is already encoded.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin, self.path)
    }

    /// The address of a page, by its route, as links inside the site have it.
    pub fn page(&self, route: &str) -> String {
        self.link(&encode_path(route))
    }

    /// The absolute address of a page, by its route.
    pub fn absolute_page(&self, route: &str) -> String {
        self.absolute(&encode_path(route))
    }

    /// The path of a URL that names the same host, decoded; with either scheme of the web or none, as `//host/path`.
    pub fn path_on_host(&self, url: &str) -> Option<String> {
        let (scheme, rest) = url.split_once("//")?;
        let is_web = ["", "http:", "https:"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
        let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let (_, own) = self.origin.split_once("//")?;
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let path = if path.is_empty() { "/" } else { path };
        (is_web && host.eq_ignore_ascii_case(own)).then(|| decode(path).unwrap_or_else(|_| path.to_owned()))
    }

    /// What of a decoded path on the host stands behind the path of the base; `None` if the path is not below it.
    pub fn below(&self, path: &str) -> Option<String> {
        let own = decode(&self.path).unwrap_or_else(|_| self.path.clone());
        let is_base = || own.strip_suffix('/') == Some(path);
        path.strip_prefix(&own).map(str::to_owned).or_else(|| is_base().then(String::new))
    }

    /// Scheme and host, without a path.
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

#[cfg(test)]
mod tests {
    use super::BaseUrl;

    #[test]
    fn reads_addresses() {
        for (written, url, path) in [
            ("https://example.com", "https://example.com/", "/"),
            ("https://example.github.io/guide", "https://example.github.io/guide/", "/guide/"),
            ("http://localhost:8000/a/b/", "http://localhost:8000/a/b/", "/a/b/"),
            ("https://example.com/案内", "https://example.com/%E6%A1%88%E5%86%85/", "/%E6%A1%88%E5%86%85/"),
            ("https://example.com/%E6%A1%88/", "https://example.com/%E6%A1%88/", "/%E6%A1%88/"),
        ] {
            let base = BaseUrl::parse(written).unwrap();
            assert_eq!((base.url().as_str(), base.path()), (url, path), "{written}");
        }
    }

    #[test]
    fn knows_its_own_addresses() {
        let base = BaseUrl::parse("https://example.org/案内/").unwrap();
        for (url, path) in [
            ("https://example.org/案内/ja/a/?q#x", Some("/案内/ja/a/")),
            ("http://EXAMPLE.org/%E6%A1%88%E5%86%85", Some("/案内")),
            ("//example.org#x", Some("/")),
            ("https://example.org.evil.example/", None),
            ("https://example.com/案内/", None),
            ("ftp://example.org/", None),
        ] {
            assert_eq!(base.path_on_host(url).as_deref(), path, "{url}");
        }
        for (path, below) in
            [("/案内/ja/", Some("ja/")), ("/案内/", Some("")), ("/案内", Some("")), ("/案内x/", None), ("/", None)]
        {
            assert_eq!(base.below(path).as_deref(), below, "{path}");
        }
    }

    #[test]
    fn refuses_what_is_no_address() {
        for written in [
            "example.com",
            "ftp://example.com",
            "https://",
            "https://a b/",
            "https://example.com/?q",
            "/guide/",
            "https://example.com/a/../b/",
            "https://example.com/a//b/",
            "https://example.com/%2e%2e/",
            "https://example.com/a%2Fb/",
            "https://example.com/a\\b/",
            "https://example.com/%E6%A1/",
            "https://example.com/a%00/",
        ] {
            assert!(BaseUrl::parse(written).is_err(), "{written}");
        }
    }
}
