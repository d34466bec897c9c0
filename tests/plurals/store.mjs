// Writes how the plural rules of this Node count, one letter a number and a range, for `messages/plural.rs` to be compared with:
// `node tests/plurals/store.mjs`.
// Languages are left out whose rules are others in CLDR 49, that of `icu_plurals` (vi), or which that has not (gv, se, shi, tzm).
import { writeFileSync } from "node:fs";

const languages =
  "ar bg br ca cs cy da de dsb el en es et fa fi fr ga gd he hi hr hu hy id is it ja ka ko lt lv mk ms mt nb nl pl pt pt-PT ro ru sk sl sq sr sv sw th tr uk uz zh zu";
const numbers = [
  ...Array(131).keys(),
  ..."199 200 201 202 203 211 212 221 1000 1001 1002 1003 1011 1100 10000 100000 1000000 1000001 2000000".split(" "),
  ..."0.0 0.1 0.2 0.5 0.9 1.0 1.1 1.2 1.5 1.9 2.0 2.1 2.5 3.1 4.2 5.5 10.0 10.1 11.0 11.1 12.5 20.1 21.0 21.1 100.5 0.01 0.11 1.01 1.11 1.21 1000000.0".split(" "),
].map(String);
const ends = "0 0.5 1 1.5 2 3 4 5 6 8 10 11 12 19 20 21 22 24 25 30 100 101 102 103 1000000".split(" ");
const ranges = ends.flatMap((low, at) => ends.slice(at + 1).map(high => `${low}–${high}`));

const letter = { zero: "z", one: "1", two: "2", few: "f", many: "m", other: "o" };
// All digits of a number are written: 1.0 is no 1 in many languages.
const category = (lang, text) => {
  const digits = (text.split(".")[1] ?? "").length;
  return new Intl.PluralRules(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits }).select(text);
};
const categoryOfRange = (lang, text) => new Intl.PluralRules(lang).selectRange(...text.split("–"));
const letters = (lang, texts, of) => texts.map(text => letter[of(lang, text)]).join("");

const lines = [
  `# CLDR ${process.versions.cldr}`,
  `numbers ${numbers.join(" ")}`,
  `ranges ${ranges.join(" ")}`,
  ...languages.split(" ").map(lang => `${lang} ${letters(lang, numbers, category)} ${letters(lang, ranges, categoryOfRange)}`),
];
writeFileSync(new URL("categories.txt", import.meta.url), `${lines.join("\n")}\n`);
