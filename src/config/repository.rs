//! `repository` and `issues`: where the files of the site are kept and changed, and where readers report what is wrong.

use super::BaseUrl;
use crate::address::{encode_path, encode_value};
use crate::data::Text;
use crate::diagnostic::{Code, Diagnostic};

/// Where the files of a site are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// What stands before the path of a file in the address at which it is changed.
    edit: String,
    /// And in the one at which it is shown.
    show: String,
    /// What stands before the id of a commit in its address.
    commit: String,
    /// Where an issue is written.
    issue: String,
    forge: Forge,
}

/// The programs that keep repositories, by the addresses that they have. Each takes the branch that a repository begins
/// with by a name: GitHub and GitLab know it as `HEAD`, Gitea and its kin know no such name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Forge {
    GitHub,
    GitLab,
    /// And Forgejo, as at Codeberg.
    Gitea,
}

/// How each has a folder on a branch, as a browser shows it.
const FOLDERS: [(Forge, &str); 3] =
    [(Forge::GitLab, "/-/tree/"), (Forge::Gitea, "/src/branch/"), (Forge::GitHub, "/tree/")];

impl Repository {
    /// The address at which a file is changed, by its path in the folder of the site.
    pub fn edit(&self, path: &str) -> String {
        format!("{}{}", self.edit, encode_path(path))
    }

    /// The address at which a file is shown.
    pub fn show(&self, path: &str) -> String {
        format!("{}{}", self.show, encode_path(path))
    }

    /// The address at which it is shown what a commit has changed.
    pub fn commit(&self, id: &str) -> String {
        format!("{}{id}", self.commit)
    }

    /// The address at which an issue is written that has a title and begins with a text.
    pub fn issue(&self, title: &str, text: &str) -> String {
        let [title_key, text_key] = match self.forge {
            Forge::GitHub | Forge::Gitea => ["title", "body"],
            Forge::GitLab => ["issue%5Btitle%5D", "issue%5Bdescription%5D"],
        };
        format!("{}?{title_key}={}&{text_key}={}", self.issue, encode_value(title), encode_value(text))
    }
}

/// Reads the address of a repository, or of a folder in it on one of its branches.
pub(super) fn read(text: &Text) -> Result<Repository, Box<Diagnostic>> {
    let invalid =
        |message: String, help: &str| Box::new(Diagnostic::new(Code::InvalidValue, text.span, message).help(help));
    let usual = "write the address that a browser shows: `https://github.com/example/guide`";
    let url = BaseUrl::parse(&text.text).map_err(|message| invalid(message, usual))?;
    let path = url.path().trim_matches('/');
    if path.is_empty() {
        return Err(invalid(format!("`{}` names a host and no repository", text.text), usual));
    }
    let found = FOLDERS.iter().find_map(|(forge, sign)| {
        let (repository, rest) = path.split_once(sign)?;
        let (branch, folder) = rest.split_once('/').unwrap_or((rest, ""));
        Some((*forge, repository, branch, folder))
    });
    let (_, host) = url.origin().split_once("//").unwrap_or_default();
    let (forge, repository, branch, folder) = match (found, by_host(host)) {
        (Some(found), _) => found,
        (None, Some(forge @ (Forge::GitHub | Forge::GitLab))) => (forge, path, "HEAD", ""),
        (None, Some(forge @ Forge::Gitea)) => (forge, path, "main", ""),
        (None, None) => {
            let message = format!("`{}` does not say how its files are changed", text.text);
            let help = "write the address that a browser shows at the folder of the site, which has its branch: `…/tree/main`, \
                        `…/-/tree/main`, `…/src/branch/main`";
            return Err(invalid(message, help));
        }
    };
    let root = format!("{}/{}", url.origin(), repository.strip_suffix(".git").unwrap_or(repository));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let [edit, show, commit, issue] = match forge {
        Forge::GitHub => ["edit", "blob", "commit", "issues/new"],
        Forge::GitLab => ["-/edit", "-/blob", "-/commit", "-/issues/new"],
        Forge::Gitea => ["_edit", "src/branch", "commit", "issues/new"],
    };
    Ok(Repository {
        edit: format!("{root}/{edit}/{branch}/{folder}"),
        show: format!("{root}/{show}/{branch}/{folder}"),
        commit: format!("{root}/{commit}/"),
        issue: format!("{root}/{issue}"),
        forge,
    })
}

/// What a host runs that is known, or that says it in its name.
fn by_host(host: &str) -> Option<Forge> {
    let host = host.to_ascii_lowercase();
    let is = |name: &str| host.split(['.', ':']).any(|part| part == name);
    match host.as_str() {
        "codeberg.org" => Some(Forge::Gitea),
        _ if is("github") => Some(Forge::GitHub),
        _ if is("gitlab") => Some(Forge::GitLab),
        _ if is("gitea") || is("forgejo") => Some(Forge::Gitea),
        _ => None,
    }
}

/// Reads the address at which readers report a problem.
pub(super) fn read_issues(text: &Text) -> Result<String, Box<Diagnostic>> {
    let is_plain = !text.text.chars().any(|c| c.is_whitespace() || c.is_control());
    let rest = ["https://", "http://", "mailto:"].iter().find_map(|scheme| text.text.strip_prefix(scheme));
    match rest.filter(|rest| !rest.is_empty() && is_plain) {
        Some(_) => Ok(text.text.clone()),
        None => {
            let message = format!("`{}` is no address at which a problem can be reported", text.text);
            let help = "write one that begins with `https://` or `mailto:`";
            Err(Box::new(Diagnostic::new(Code::InvalidValue, text.span, message).help(help)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::data::Text;
    use crate::source::{SourceId, Sources, Span};

    fn span() -> Span {
        let mut sources = Sources::default();
        let id: SourceId = sources.at_or_absent("site.toml");
        Span::file(id)
    }

    #[test]
    fn each_has_its_addresses() {
        for (written, edit, issue) in [
            ("https://github.com/a/b", "https://github.com/a/b/edit/HEAD/", "https://github.com/a/b/issues/new"),
            ("https://github.com/a/b.git/", "https://github.com/a/b/edit/HEAD/", "https://github.com/a/b/issues/new"),
            (
                "https://github.com/a/b/tree/v2/docs/site",
                "https://github.com/a/b/edit/v2/docs/site/",
                "https://github.com/a/b/issues/new",
            ),
            (
                "https://gitlab.com/a/b/c",
                "https://gitlab.com/a/b/c/-/edit/HEAD/",
                "https://gitlab.com/a/b/c/-/issues/new",
            ),
            (
                "https://git.example.org/a/b/-/tree/master",
                "https://git.example.org/a/b/-/edit/master/",
                "https://git.example.org/a/b/-/issues/new",
            ),
            ("https://codeberg.org/a/b", "https://codeberg.org/a/b/_edit/main/", "https://codeberg.org/a/b/issues/new"),
            (
                "https://git.example.org/a/b/src/branch/本/案",
                "https://git.example.org/a/b/_edit/%E6%9C%AC/%E6%A1%88/",
                "https://git.example.org/a/b/issues/new",
            ),
        ] {
            let repository = read(&Text::made(written.to_owned(), span())).unwrap();
            assert_eq!((repository.edit.as_str(), repository.issue.as_str()), (edit, issue), "{written}");
        }
    }

    #[test]
    fn each_shows_files_and_commits() {
        for (written, show, commit) in [
            ("https://github.com/a/b", "https://github.com/a/b/blob/HEAD/c.md", "https://github.com/a/b/commit/1f"),
            (
                "https://git.example.org/a/b/-/tree/master/docs",
                "https://git.example.org/a/b/-/blob/master/docs/c.md",
                "https://git.example.org/a/b/-/commit/1f",
            ),
            (
                "https://codeberg.org/a/b",
                "https://codeberg.org/a/b/src/branch/main/c.md",
                "https://codeberg.org/a/b/commit/1f",
            ),
        ] {
            let repository = read(&Text::made(written.to_owned(), span())).unwrap();
            assert_eq!((repository.show("c.md").as_str(), repository.commit("1f").as_str()), (show, commit));
        }
    }

    #[test]
    fn what_is_put_into_an_address_is_encoded() {
        let repository = read(&Text::made("https://gitlab.com/a/b".to_owned(), span())).unwrap();
        assert_eq!(
            repository.edit("content/a b&c.ja.md"),
            "https://gitlab.com/a/b/-/edit/HEAD/content/a%20b%26c.ja.md"
        );
        assert_eq!(
            repository.issue("A & B = 費", "https://x/?a"),
            "https://gitlab.com/a/b/-/issues/new?issue%5Btitle%5D=A%20%26%20B%20%3D%20%E8%B2%BB&issue%5Bdescription%5D=https%3A%2F%2Fx%2F%3Fa"
        );
    }

    #[test]
    fn refuses_what_says_nothing_of_how_files_are_changed() {
        for written in
            ["github.com/a/b", "https://github.com/", "https://git.example.org/a/b", "git@github.com:a/b.git"]
        {
            assert!(read(&Text::made(written.to_owned(), span())).is_err(), "{written}");
        }
    }
}
