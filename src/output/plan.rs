//! The plan: every path of a build, known before anything is written.

use super::path::fold;
use super::sink::Sink;
use crate::failure::Failure;
use crate::source::Blob;

/// All output paths of a build, each claimed once.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Sorted.
    paths: Vec<String>,
}

/// Two claims that cannot both become files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collision<O> {
    /// The path of the later claim.
    pub path: String,
    /// The path of the earlier one, which may differ in case, or be a folder of it.
    pub other: String,
    /// Who claimed first, in the order of the claims.
    pub first: O,
    /// Who claimed later.
    pub second: O,
}

struct Claim<O> {
    /// Folded, with a separator that sorts below every other character, so that a folder's files follow its name.
    key: String,
    order: usize,
    path: String,
    owner: O,
}

impl Plan {
    /// The plan that joins `claims` (a path, and whoever claims it), and its collisions in the order of the claims.
    ///
    /// Paths are compared in NFC and without case, because some file systems do. Two claims of one path collide, and
    /// so do a path and another that makes a folder of it (`a` and `a/b`).
    pub fn new<O: Clone>(claims: impl IntoIterator<Item = (String, O)>) -> (Plan, Vec<Collision<O>>) {
        let mut claims: Vec<Claim<O>> = claims
            .into_iter()
            .enumerate()
            .map(|(order, (path, owner))| Claim { key: fold(&path).replace('/', "\0"), order, path, owner })
            .collect();
        claims.sort_by(|a, b| a.key.cmp(&b.key).then(a.order.cmp(&b.order)));
        // Those that collide are planned too: the mistake has a place, and nothing is published.
        let mut paths: Vec<String> = claims.iter().map(|claim| claim.path.clone()).collect();
        paths.sort();

        let mut kept: Vec<Claim<O>> = Vec::with_capacity(claims.len());
        let mut collisions = Vec::new();
        for claim in claims {
            match kept.last() {
                Some(last) if is_same_or_inside(&claim.key, &last.key) => {
                    let (first, second) = if last.order < claim.order { (last, &claim) } else { (&claim, last) };
                    let collision = Collision {
                        path: second.path.clone(),
                        other: first.path.clone(),
                        first: first.owner.clone(),
                        second: second.owner.clone(),
                    };
                    collisions.push((second.order, first.order, collision));
                }
                _ => kept.push(claim),
            }
        }
        collisions.sort_by_key(|&(second, first, _)| (second, first));

        (Plan { paths }, collisions.into_iter().map(|(_, _, collision)| collision).collect())
    }

    /// Whether exactly `path` is written by this build.
    pub fn contains(&self, path: &str) -> bool {
        self.paths.binary_search_by(|known| known.as_str().cmp(path)).is_ok()
    }
}

/// A sink that refuses what was not planned: paths are compared before anything is written, and one that comes up later
/// has been compared with none.
pub struct Planned<'a> {
    plan: &'a Plan,
    sink: &'a dyn Sink,
}

impl<'a> Planned<'a> {
    /// The `sink`, for the files of a plan.
    pub fn new(plan: &'a Plan, sink: &'a dyn Sink) -> Planned<'a> {
        Planned { plan, sink }
    }
}

impl Sink for Planned<'_> {
    fn wants(&self, path: &str) -> bool {
        self.sink.wants(path)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        if !self.plan.contains(path) {
            return Err(Failure::refused("write", path, "no part of this build has planned it"));
        }
        self.sink.put(path, bytes)
    }

    /// Names with a hash are known only once their files are made, and are left to the sink.
    fn put_hashed(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.sink.put_hashed(path, bytes)
    }

    /// Likewise.
    fn copy(&self, path: &str, file: &Blob) -> Result<(), Failure> {
        self.sink.copy(path, file)
    }

    fn reuse(&self, path: &str) -> Result<bool, Failure> {
        self.sink.reuse(path)
    }
}

/// Whether `key` is `above`, or lies in a folder of that name.
fn is_same_or_inside(key: &str, above: &str) -> bool {
    key.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('\0'))
}

#[cfg(test)]
mod tests {
    use super::super::sink::Memory;
    use super::*;

    /// `path first second` for each collision, where the claimants are the numbers of the claims.
    fn collisions(paths: &[&str]) -> Vec<String> {
        let claims = paths.iter().enumerate().map(|(number, path)| (path.to_string(), number));
        let (_, found) = Plan::new(claims);
        found.into_iter().map(|c| format!("{} {} {}", c.path, c.first, c.second)).collect()
    }

    #[test]
    fn finds_collisions() {
        let none: [&str; 0] = [];
        assert_eq!(collisions(&[]), none);
        assert_eq!(collisions(&["a", "a-b", "a.html", "ab", "b/a", "b/c"]), none);
        assert_eq!(collisions(&["a", "b", "a"]), ["a 0 2"]);
        assert_eq!(collisions(&["a", "a", "a"]), ["a 0 1", "a 0 2"]);
        assert_eq!(collisions(&["Guide/x", "guide/X"]), ["guide/X 0 1"]);
        assert_eq!(collisions(&["a", "a-b", "a/b"]), ["a/b 0 2"]);
        assert_eq!(collisions(&["a/b", "a-b", "A"]), ["A 0 2"]);
        assert_eq!(collisions(&["a/b/c", "a-b", "a/b/d", "a"]), ["a 0 3", "a 2 3"]);
        assert_eq!(collisions(&["z", "y", "z", "y"]), ["z 0 2", "y 1 3"]);
    }

    #[test]
    fn compares_in_nfc() {
        assert_eq!(collisions(&["が.html", "か\u{3099}.html"]), ["か\u{3099}.html 0 1"]);
        assert_eq!(collisions(&["パリ/index.html", "ハ\u{309a}リ"]), ["ハ\u{309a}リ 0 1"]);
    }

    #[test]
    fn writes_what_is_planned_and_nothing_else() {
        let (plan, _) = Plan::new([("b/Ü.html".to_owned(), ()), ("a".to_owned(), ()), ("a".to_owned(), ())]);
        let memory = Memory::new();
        let sink = Planned::new(&plan, &memory);
        sink.put("b/Ü.html", b"1").unwrap();
        sink.put("a", b"2").unwrap();
        for path in ["b", "b/ü.html", "a/b", "c"] {
            assert!(sink.put(path, b"3").unwrap_err().to_string().contains("no part of this build has planned it"));
        }
        assert_eq!(memory.into_files().into_keys().collect::<Vec<_>>(), ["a", "b/Ü.html"]);
    }
}
