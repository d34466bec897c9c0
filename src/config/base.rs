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
