//! `shirube schema`.

use super::say;
use crate::failure::Failure;
use crate::output::{Edit, create, edit, make_folder};
use crate::scaffold::{MADE, schemas, taplo};
use crate::source::{Disk, FileSystem};
use crate::visible::Shown;
use clap::Args;
use std::io::stdout;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct SchemaArgs {
    /// The folder of the site, which gets the settings for editors
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Where the schemas are written: `.shirube/schemas` is where `init` has them
    folder: PathBuf,
}

pub(super) fn run(args: &SchemaArgs) -> Result<ExitCode, Failure> {
    make_folder(&args.folder)?;
    let disk = Disk::new(&args.folder)?;
    let (mut edits, mut said) = (Vec::new(), Shown::new());
    for (name, text) in schemas() {
        let path = args.folder.join(&name);
        let shown = path.display().to_string();
        let word = match disk.read(&name)?.map(String::from_utf8) {
            None => {
                edits.push(Edit::Create { path, text });
                "made"
            }
            Some(Ok(old)) if old == text => "unchanged:",
            Some(Ok(old)) if old.contains(MADE) => {
                edits.push(Edit::Rewrite { path, old, new: text });
                "renewed"
            }
            Some(_) => {
                return Err(Failure::refused(
                    "write",
                    path,
                    "it is there already, and no schema that this command made",
                ));
            }
        };
        said.add(&format!("{word} {shown}"));
    }
    edit(&args.folder, &edits)?;
    said.append(&settings(&args.root, &args.folder)?);
    said.add("editors complete .toml files by them; front matter inside .md files is completed by none");
    say(&mut stdout(), &said);
    Ok(ExitCode::SUCCESS)
}

/// Makes the settings in the folder of the site, if there is one, they are not there and the schemas lie within it.
fn settings(root: &Path, folder: &Path) -> Result<Shown, Failure> {
    let real = |path: &Path| path.canonicalize().map_err(|cause| Failure::io("find", path, cause));
    let (real_root, real_folder) = (real(root)?, real(folder)?);
    let inside = real_folder.strip_prefix(&real_root).ok().and_then(Path::to_str);
    let Some(inside) = inside.map(|inside| inside.replace(std::path::MAIN_SEPARATOR, "/")) else {
        return Ok(Shown::line("they lie outside of the site: no settings for editors are made"));
    };
    if !root.join("site.toml").is_file() {
        return Ok(Shown::line("there is no site here: no settings for editors are made"));
    }
    let text = taplo(&if inside.is_empty() { ".".to_owned() } else { format!("./{inside}") });
    let path = root.join(".taplo.toml");
    if path.symlink_metadata().is_err() {
        create(&path, &text)?;
        return Ok(Shown::line(&format!("made {}", path.display())));
    }
    let mut said = Shown::line(&format!("kept {}; what leads to the schemas there would be:", path.display()));
    text.lines().filter(|line| !line.starts_with('#')).for_each(|line| said.add(line));
    Ok(said)
}
