//! The files that the program carries, as a site that replaces some of them calls them.

use crate::diagnostic::{listed, suggestion};
use crate::source::{Memory, embedded};

/// Every template, file of messages, stylesheet and script that the program carries, by its path in a site.
pub struct Theme {
    files: Memory,
}

impl Theme {
    /// Those of this program.
    pub fn carried() -> Theme {
        Theme { files: embedded() }
    }

    /// The paths, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(path, _)| path)
    }

    /// The path and the text of the file that is called `name`: by its path, by the end of it, or by that without its
    /// ending, as long as no other file is called so. Else the reason why none is found.
    pub fn find(&self, name: &str) -> Result<(&str, &str), String> {
        let is_end = |path: &str, end: &str| {
            path.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        let stem = |path: &str| path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned();
        let of =
            |is_meant: &dyn Fn(&str) -> bool| -> Vec<&str> { self.paths().filter(|path| is_meant(path)).collect() };
        let by_path = of(&|path| path == name);
        let by_end = of(&|path| is_end(path, name));
        let by_stem = of(&|path| is_end(&stem(path), name));
        let found = [by_path, by_end, by_stem].into_iter().find(|found| !found.is_empty()).unwrap_or_default();
        match found.as_slice() {
            [path] => {
                let bytes = self.files.iter().find(|(own, _)| own == path).map(|(_, bytes)| bytes);
                let text = bytes.and_then(|bytes| std::str::from_utf8(bytes).ok());
                text.map(|text| (*path, text)).ok_or_else(|| "it is no text".to_owned())
            }
            [] => {
                let ends =
                    self.paths().flat_map(|path| path.match_indices('/').filter_map(|(at, _)| path.get(at + 1..)));
                let help = suggestion(name, self.paths().chain(ends));
                let help = help.unwrap_or_else(|| "`shirube theme list` lists all".to_owned());
                Err(format!("the program carries no such file; {help}"))
            }
            several => Err(format!("it could be {}", listed(several.iter().copied()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Theme;

    #[test]
    fn a_file_is_called_by_its_path_or_by_an_end_of_it() {
        let theme = Theme::carried();
        for (name, path) in [
            ("templates/page.html", "templates/page.html"),
            ("page.html", "templates/page.html"),
            ("page", "templates/page.html"),
            ("ja/ui.ftl", "locales/ja/ui.ftl"),
            ("ja/ui", "locales/ja/ui.ftl"),
            ("theme.css", "static/theme/theme.css"),
        ] {
            assert_eq!(theme.find(name).map(|(path, _)| path), Ok(path), "{name}");
        }
        for (name, reason) in [
            ("ui.ftl", "it could be `locales/en/ui.ftl`, `locales/ja/ui.ftl`"),
            ("pgae.html", "did you mean `page.html`?"),
            ("age.html", "did you mean `page.html`?"),
            ("", "`shirube theme list` lists all"),
        ] {
            let why = theme.find(name).map(|(path, _)| path).unwrap_err();
            assert!(why.contains(reason), "{name}: {why}");
        }
    }
}
