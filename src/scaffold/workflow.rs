//! The workflows of a new site on GitHub: publishing, checking what is proposed, and the daily run.

use super::File;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Where the program's source is, from which the workflows install it.
pub const REPOSITORY: &str = "https://github.com/example/shirube";

/// How long after midnight the daily run is asked for, in minutes: on the hour GitHub has most to do.
const AFTER: i32 = 5;

/// The workflows, and the action that installs the program for them.
pub fn workflows(zone: (&str, &TimeZone), now: Timestamp) -> Vec<File> {
    let version = env!("CARGO_PKG_VERSION");
    let install = INSTALL.replace("VERSION", version).replace("REPOSITORY", REPOSITORY);
    let files = [
        (".github/actions/shirube/action.yml", install),
        (".github/workflows/pages.yml", PAGES.to_owned()),
        (".github/workflows/check.yml", CHECK.to_owned()),
        (".github/workflows/daily.yml", daily(zone, now)),
    ];
    files.map(|(path, text)| File { path: path.to_owned(), text }).into()
}

/// The earliest and the latest minute of the day in UTC at which a day begins in a zone during the year after `now`.
fn midnights(zone: &TimeZone, now: Timestamp) -> (i32, i32) {
    let day = |number: i64| now.checked_add(SignedDuration::from_hours(24 * number)).unwrap_or(now);
    let offsets = (0..366).map(|number| zone.to_offset(day(number)).seconds());
    // The less a zone is ahead of UTC, the later its day begins.
    let (least, most) =
        offsets.fold((i32::MAX, i32::MIN), |(least, most), offset| (least.min(offset), most.max(offset)));
    (-most / 60, -least / 60)
}

fn daily((name, zone): (&str, &TimeZone), now: Timestamp) -> String {
    let (earliest, latest) = midnights(zone, now);
    let at = (latest + AFTER).rem_euclid(24 * 60);
    let when = match latest - earliest {
        0 => format!("00:{AFTER:02} in {name}."),
        more => {
            let other = AFTER + more;
            format!(
                "00:{AFTER:02} in {name} in the part of the year in which the day begins last, and {:02}:{:02} in the other: cron\n    \
                 # knows no summer time, and the day has to have begun.",
                other / 60,
                other % 60
            )
        }
    };
    DAILY.replace("WHEN", &when).replace("CRON", &format!("{} {} * * *", at % 60, at / 60))
}

const INSTALL: &str = r#"# Installs the program for the steps that follow. It is compiled once, and kept until the name below changes.
name: Install Shirube
description: Makes `shirube` a command of the steps that follow
runs:
  using: composite
  steps:
    - id: cache
      uses: actions/cache@0057852bfaa89a56745cba8c7296529d2fc39830 # v4.3.0
      with:
        path: ~/shirube
        # Another name installs the program anew.
        key: shirube-VERSION-${{ runner.os }}-${{ runner.arch }}
    - if: steps.cache.outputs.cache-hit != 'true'
      shell: bash
      run: |
        rustup toolchain install stable --profile minimal
        cargo +stable install --locked --git REPOSITORY --root "$HOME/shirube" shirube
    - shell: bash
      run: echo "$HOME/shirube/bin" >> "$GITHUB_PATH"
"#;

const PAGES: &str = r#"# Publishes the site on GitHub Pages. In the repository's settings, Pages has "GitHub Actions" as its source.
# Actions are named by commit, since a tag can be moved.
name: Pages

on:
  push:
    branches: [main]
  workflow_dispatch:
  # Called by daily.yml.
  workflow_call:

permissions: {}

# One deployment at a time; one that has begun is finished.
concurrency:
  group: pages
  cancel-in-progress: false

jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    permissions:
      contents: read
      pages: read
    steps:
      - uses: actions/checkout@93cb6efe18208431cddfb8368fd83d5badbf9bfd # v5.0.1
        with:
          # Stamps of translations are looked up in the history.
          fetch-depth: 0
          persist-credentials: false
      - id: pages
        uses: actions/configure-pages@983d7736d9b0ae728b81ab479565c72886d7745b # v5.0.0
      - uses: ./.github/actions/shirube
      - name: Build
        run: shirube build --base-url "$BASE_URL"
        env:
          BASE_URL: ${{ steps.pages.outputs.base_url }}
      # The record serves the next build in the same folder; there is none.
      - run: rm public/.shirube-record
      - uses: actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0
        with:
          path: public
          include-hidden-files: true

  deploy:
    needs: build
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{ steps.deployment.outputs.page_url }}
    steps:
      - id: deployment
        uses: actions/deploy-pages@368f82528645a54fb793d4d04e342629a3f51346 # v5.0.1
"#;

const CHECK: &str = r#"# Checks what is proposed: mistakes stand beside the lines that they are in.
name: Check

on:
  pull_request:

permissions:
  contents: read

concurrency:
  group: check-${{ github.ref }}
  cancel-in-progress: true

jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: actions/checkout@93cb6efe18208431cddfb8368fd83d5badbf9bfd # v5.0.1
        with:
          # Stamps of translations are looked up in the history.
          fetch-depth: 0
          persist-credentials: false
      - uses: ./.github/actions/shirube
      - run: shirube check --format github
"#;

const DAILY: &str = r#"# Publishes the site once a day, so that pages and blocks appear and expire on their day.
# GitHub stops what runs by the clock in a repository that nobody has changed for 60 days; as a workflow of its own it
# does not take the others with it.
name: Daily

on:
  schedule:
    # WHEN
    - cron: "CRON"

permissions: {}

jobs:
  publish:
    permissions:
      contents: read
      pages: write
      id-token: write
    uses: ./.github/workflows/pages.yml
"#;

#[cfg(test)]
mod tests {
    use super::{daily, workflows};
    use crate::data::parse_yaml;
    use crate::moment::zone;
    use crate::source::{Memory, Sources};

    #[test]
    fn the_day_has_begun_when_the_daily_run_comes() {
        let now = "2026-11-28T12:00:00Z".parse().unwrap();
        for (name, cron, says) in [
            ("UTC", "5 0 * * *", "# 00:05 in UTC.\n"),
            ("Asia/Tokyo", "5 15 * * *", "# 00:05 in Asia/Tokyo.\n"),
            ("Asia/Kathmandu", "20 18 * * *", "00:05 in"),
            ("Pacific/Kiritimati", "5 10 * * *", "00:05 in"),
            // Midnight is at 22:00 in summer, at 23:00 in winter.
            ("Europe/Berlin", "5 23 * * *", "begins last, and 01:05 in the other"),
            ("America/New_York", "5 5 * * *", "and 01:05 in the other"),
            ("Australia/Lord_Howe", "35 13 * * *", "and 00:35 in the other"),
        ] {
            let text = daily((name, &zone(name).unwrap()), now);
            assert!(text.contains(&format!("- cron: \"{cron}\"")) && text.contains(says), "{name}: {text}");
        }
    }

    #[test]
    fn workflows_are_yaml_and_name_actions_by_commit() {
        let now = "2026-11-28T12:00:00Z".parse().unwrap();
        let id = Sources::read(&Memory::new(), &Memory::new()).unwrap().at_or_absent("site.toml");
        for file in workflows(("Europe/Berlin", &zone("Europe/Berlin").unwrap()), now) {
            let (_, found) = parse_yaml(&file.text, id, 0);
            assert!(found.is_empty(), "{}: {found:?}", file.path);
            for line in file.text.lines().filter(|line| line.contains("uses: ")) {
                let name = line.split("uses: ").nth(1).unwrap();
                let commit = name.split_once('@').and_then(|(_, rest)| rest.split(' ').next());
                assert!(name.starts_with("./") || commit.is_some_and(|commit| commit.len() == 40), "{line}");
            }
        }
    }
}
