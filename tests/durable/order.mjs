// What a build asks of the disk, and in which order: after a power cut there is no name behind which the bytes are missing.
//
//     node tests/durable/order.mjs target/debug/shirube
//
// Needs Linux and `strace`. Builds a site twice, a first output and a change of it, and reads the calls of each.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const program = resolve(process.argv[2] ?? "target/debug/shirube");
const site = mkdtempSync(join(tmpdir(), "shirube-durable-"));
let failed = 0;
let passed = 0;

const write = (path, text) => {
  mkdirSync(dirname(join(site, path)), { recursive: true });
  writeFileSync(join(site, path), text);
};

/** The calls of a build that succeeded, in the order in which they were answered: `{ name, text }`. */
function calls() {
  const trace = join(site, "trace");
  const which = "trace=openat,openat2,fsync,fdatasync,syncfs,rename,renameat,renameat2,unlink,unlinkat";
  // One thread of work, so that no call is written in two halves.
  const env = { ...process.env, RAYON_NUM_THREADS: "1" };
  const args = ["-f", "-y", "-qq", "-e", which, "-o", trace, program, "build", "--root", site, "--quiet"];
  execFileSync("strace", args, { env, stdio: ["ignore", "ignore", "inherit"] });
  const lines = readFileSync(trace, "utf8").split("\n").filter((line) => !line.includes("= -1 "));
  rmSync(trace);
  return lines.map((line) => line.replace(/^\d+\s+/, "")).filter((line) => /^\w+\(.*= \d+/.test(line))
    .map((line) => ({ name: line.slice(0, line.indexOf("(")), text: line }));
}

function check(what, holds) {
  if (holds) passed += 1;
  else failed += 1;
  console.log(`${holds ? "ok" : "FAILED"}: ${what}`);
}

/** The path of the file that a call made, or none. */
const made = ({ name, text }) =>
  name.startsWith("openat") && text.includes("O_CREAT") ? text.match(/= \d+<(.*)>$/)?.[1] : undefined;
/** The path that a call put on the disk, or none. */
const synced = ({ name, text }) => (/^f(data)?sync$/.test(name) ? text.match(/\(\d+<(.*)>\)/)?.[1] : undefined);

/** Which of the files made before the call number `end` are not on the disk by then. */
function unsynced(all, end, wanted) {
  const files = all.slice(0, end).flatMap((call, at) => (wanted(made(call) ?? "") ? [{ path: made(call), at }] : []));
  const isSynced = ({ path, at }) =>
    all.slice(at, end).some((call) => call.name === "syncfs" || synced(call) === path);
  return { files, open: files.filter((file) => !isSynced(file)).map((file) => file.path) };
}

function build(title, isCommit, after) {
  const all = calls();
  const commit = all.findIndex(isCommit);
  check(`${title}: there is a rename that publishes`, commit >= 0);
  const { files, open } = unsynced(all, commit, (path) => path.includes(".public.shirube-stage/") && !path.endsWith("/lock"));
  check(`${title}: ${files.length} files were staged`, files.length > 3);
  check(`${title}: all of them are on the disk before it (${open.join(" ") || "none is not"})`, open.length === 0);
  const early = all.slice(0, commit).filter((call) => /^(rename|unlink)/.test(call.name) && /<[^>]*\/public[/>]/.test(call.text));
  check(`${title}: nothing of the output was renamed or removed before it (${early.length})`, early.length === 0);
  const folder = all.slice(commit + 1).findIndex((call) => synced(call)?.endsWith(after));
  check(`${title}: the folder in which it has its name is synced after it`, folder >= 0);
  const next = all.slice(commit + 1).findIndex((call) => /^(rename|unlink)/.test(call.name));
  check(`${title}: and before anything else is renamed or removed`, next < 0 || folder < next);
}

write("site.toml", 'base_url = "https://example.org/"\nsource = "en"\n[[languages]]\ncode = "en"\nname = "English"\n');
const page = (number, text) => write(`content/p${number}.en.md`, `+++\ntitle = "Page ${number}"\n+++\n${text}\n`);
write("content/index.en.md", '+++\ntitle = "Home"\n+++\n');
for (const number of [1, 2, 3]) page(number, "One.");
const isFirst = ({ name, text }) => name.startsWith("rename") && text.includes('"new"') && text.includes('"public"');
build("few files, first", isFirst, site);
const isJournal = ({ name, text }) => name.startsWith("rename") && text.includes('"journal.draft"');
for (const number of [1, 2, 4]) page(number, "Two.");
build("few files, changed", isJournal, ".public.shirube-stage");
for (let number = 1; number < 200; number += 1) page(number, "Three.");
build("many files, changed", isJournal, ".public.shirube-stage");
rmSync(join(site, "public"), { recursive: true });
build("many files, first", isFirst, site);

rmSync(site, { recursive: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
