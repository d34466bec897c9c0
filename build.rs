//! Lists the files that the binary carries, so that a site without templates still builds: the theme's templates and
//! static files, and the words and formats of each language. Nothing of the guide that ships with the source.

use std::env;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let root = env::var("CARGO_MANIFEST_DIR")?;
    let root = Path::new(&root);
    let mut paths = Vec::new();
    for folder in ["templates", "static/theme", "locales"] {
        println!("cargo::rerun-if-changed={folder}");
        list(root, folder, &mut paths)?;
    }
    paths.retain(|path| is_carried(path));
    paths.sort();
    let mut code = String::from("/// Every file that the binary carries: path and bytes.\n");
    code.push_str("pub static FILES: &[(&str, &[u8])] = &[\n");
    for path in paths {
        let file = root.join(&path);
        writeln!(code, "    ({path:?}, include_bytes!({:?})),", file.display().to_string())?;
    }
    code.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("embedded.rs"), code)?;
    Ok(())
}

fn is_carried(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    if path.starts_with("locales/") {
        return name == "ui.ftl" || name == "formats.ftl";
    }
    !path.starts_with("templates/") || !name.ends_with(".md")
}

fn list(root: &Path, folder: &str, paths: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let name = entry.file_name();
        let path = format!("{folder}/{}", name.to_str().ok_or("a file's name is not UTF-8")?);
        if entry.file_type()?.is_dir() {
            list(root, &path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}
