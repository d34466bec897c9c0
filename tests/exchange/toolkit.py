#!/usr/bin/env python3
"""What translators' tools read and write is taken: the guide goes out in each format, is translated by the Translate
Toolkit, which Weblate, Pootle and Virtaal are built on, comes back, and builds without a mistake. Then two languages are
added, each on a branch of its own, which are merged without a conflict. What is exported is held against the schemas of
OASIS, which Debian has among the files of another package.

    tests/exchange/toolkit.py target/debug/shirube

The toolkit and the schemas are installed into target/toolkit/, once."""

import copy
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLKIT = "translate-toolkit==3.20.4"
HOME = ROOT / "target" / "toolkit"


def installed():
    """The Python that has the toolkit."""
    python = HOME / "bin" / "python"
    if not python.exists():
        venv.create(HOME, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", TOOLKIT], check=True)
    return python


def schemas():
    """The folder with the schemas of XLIFF 1.2 and 2."""
    folder = HOME / "schemas"
    package = "php-symfony-translation"
    if not list(folder.rglob("xliff-core-2.0.xsd")):
        folder.mkdir(exist_ok=True)
        subprocess.run(["apt-get", "download", package], cwd=folder, check=True, capture_output=True)
        subprocess.run(["dpkg-deb", "-x", *folder.glob(f"{package}*.deb"), folder], check=True)
    return next(folder.rglob("xliff-core-2.0.xsd")).parent


def is_valid(text, form):
    """Whether a file is what the schema of its format says; PO has none."""
    from lxml import etree

    folder = schemas()

    class Own(etree.Resolver):
        def resolve(self, url, _, context):
            return self.resolve_filename(str(folder / "xml.xsd"), context) if url.endswith("xml.xsd") else None

    parser = etree.XMLParser()
    parser.resolvers.add(Own())
    name = {"xliff2": "xliff-core-2.0.xsd", "xliff1": "xliff-core-1.2-strict.xsd"}[form]
    schema = etree.XMLSchema(etree.parse(str(folder / name), parser))
    valid = schema.validate(etree.fromstring(text.encode()))
    return valid, schema.error_log


def hold_against_schema(path, form):
    """A file is as its schema says, and would not be if something in it were called otherwise."""
    text = path.read_text()
    valid, said = is_valid(text, form)
    assert valid, said
    assert not is_valid(text.replace("source>", "sauce>"), form)[0]


def run(program, site, *args):
    """What the program says; it has to end well."""
    done = subprocess.run([program, *args, "--root", site], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(args)}: {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return done.stdout


def guide(site):
    """A copy of the guide."""
    for name in ["site.toml", "content", "locales", "static", "templates"]:
        of = ROOT / name
        shutil.copytree(of, site / name) if of.is_dir() else shutil.copy(of, site / name)


# Where the letters of a language begin, and how many of them there are in a row.
LETTERS = {"en": (0x61, 26), "ko": (0xAC00, 11172), "ar": (0x628, 19)}


def said(text, lang):
    """A text in letters of a language, letter by letter; numbers and placeholders of PO stay."""
    first, count = LETTERS[lang]
    letter = lambda found: chr(first + ord(found.group()) * 7 % count)
    parts = re.split(r"(\{\{|\}\}|\{/?\d+\})", text)
    return "".join(part if at % 2 else re.sub(r"[^\W\d_]", letter, part) for at, part in enumerate(parts))


def in_other_words(element, lang):
    """A text with placeables in other words: what stands for markup stays as it is."""
    from translate.storage.placeables.xliff import Bpt, Ept, Ph

    element = copy.deepcopy(element)

    def change(element):
        if isinstance(element, (Bpt, Ept, Ph)):
            return
        subs = []
        for sub in element.sub:
            if isinstance(sub, str):
                subs.append(said(sub, lang))
            else:
                change(sub)
                subs.append(sub)
        element.sub = subs

    change(element)
    return element


def translate(path, lang):
    """Translates a file as a tool does that knows placeables."""
    from translate.storage import pypo, xliff, xliff2

    stores = [pypo.pofile] if path.suffix == ".po" else [xliff2.Xliff2File, xliff.xlifffile]
    is_first = "document:1.2" in path.read_text()[:400]
    store = stores[-1 if is_first else 0].parsefile(str(path))
    ids, count = set(), 0
    for unit in store.units:
        if unit.isheader():
            continue
        assert unit.getid() not in ids, unit.getid()
        ids.add(unit.getid())
        assert unit.getnotes() or path.suffix != ".po", unit.getid()
        if path.suffix == ".po":
            unit.target = said(unit.source, lang)
        else:
            unit.rich_target = [in_other_words(part, lang) for part in unit.rich_source]
            unit.marktranslated() if hasattr(unit, "marktranslated") else unit.markfuzzy(False)
        count += 1
    store.save()
    print(f"{path.name}: {count} texts")
    assert count > 300, count


def formats(program):
    """Every format comes back as the English of the guide."""
    for form, ending in [("xliff2", "xlf"), ("xliff1", "xlf"), ("po", "po")]:
        with tempfile.TemporaryDirectory() as folder:
            site = Path(folder) / "site"
            site.mkdir()
            guide(site)
            for page in (site / "content").rglob("*.en.md"):
                page.unlink()
            path = Path(folder) / f"{form}.{ending}"
            run(program, site, "translate", "export", "en", "--format", form, "--out", str(path))
            if form != "po":
                hold_against_schema(path, form)
            translate(path, "en")
            told = run(program, site, "translate", "import", str(path))
            assert len(told.splitlines()) > 15, told
            run(program, site, "build")
            run(program, site, "status", "en", "--fail-on", "stale,missing,orphan")
            print(f"{form}: imported, built, and nothing is missing")


def git(site, *args):
    """What Git says; it has to end well."""
    who = ["-c", "user.name=Team", "-c", "user.email=team@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *who, *args], cwd=site, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"git {' '.join(args)}: {done.returncode}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}")
    return done.stdout


def branches(program):
    """Two languages, each added and translated on a branch of its own, meet without a conflict."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        site.mkdir()
        guide(site)
        git(site, "init", "--quiet", "--initial-branch=main")
        git(site, "add", "--all")
        git(site, "commit", "--quiet", "--message", "The guide")
        for code in ["ko", "ar"]:
            git(site, "switch", "--quiet", "--create", code, "main")
            run(program, site, "language", "add", code)
            path = Path(folder) / f"{code}.xlf"
            run(program, site, "translate", "export", code, "--out", str(path))
            hold_against_schema(path, "xliff2")
            translate(path, code)
            run(program, site, "translate", "import", str(path))
            run(program, site, "build", "--out", str(Path(folder) / f"public-{code}"))
            git(site, "add", "--all")
            git(site, "commit", "--quiet", "--message", code)
        git(site, "switch", "--quiet", "main")
        for code in ["ko", "ar"]:
            git(site, "merge", "--quiet", "--no-edit", code)
        run(program, site, "build", "--out", str(Path(folder) / "public"))
        run(program, site, "status", "ko", "ar", "--fail-on", "stale,missing,orphan,data")
        found = [line for line in run(program, site, "check", "--format", "short").splitlines() if "missing-message" not in line]
        assert not any("error[" in line or "warning[" in line for line in found), found
        for code in ["ko", "ar"]:
            changed = git(site, "diff", "--name-only", "--diff-filter=M", f"main~2", code).split()
            assert not changed, changed
            assert (Path(folder) / "public" / code / "guide" / "index.html").exists()
        print("ko and ar: added, translated, merged and built")


def main(program):
    program = Path(program).resolve()
    formats(program)
    branches(program)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        sys.exit(subprocess.run([installed(), __file__, "--inside", sys.argv[1]]).returncode)
    main(sys.argv[2])
