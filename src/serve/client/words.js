// What the bar and the check say, in the language of the person who writes. The page's own language has no part in it.

const count = (one, many) => (n) => `${n} ${n === 1 ? one : many}`;

const en = {
  bar: "Shirube, for editors",
  close: "Close",
  lost: "Connection lost",
  lostLong: "The preview server does not answer. The page will follow as soon as it is back.",
  waiting: "Connecting",
  fine: "No problems",
  here: "This page",
  elsewhere: "Site",
  error: count("error", "errors"),
  warning: count("warning", "warnings"),
  advice: count("piece of advice", "pieces of advice"),
  levels: { error: "Error", warning: "Warning", advice: "Advice" },
  and: ", ",
  edit: "Edit",
  editFile: (file) => `Edit ${file}`,
  draft: "Draft",
  draftLong: "A draft: “build” leaves this page out unless it is asked for drafts.",
  waits: "Waiting",
  waitsLong: (day) => `“build” leaves this page out before ${day}.`,
  expired: "Expired",
  expiredLong: (day) => `This page expired on ${day}.`,
  problems: "Problems",
  problemsHere: "On this page",
  problemsSite: "On the whole site",
  refused: "“build” would publish nothing before the errors are mended.",
  published: "“build” would publish the site as it is.",
  sweeping: "No error so far. The other pages are still being looked at.",
  help: "Help: ",
  translation: "Translation",
  states: {
    current: "Up to date",
    stale: "Stale",
    original: "Original",
    unstamped: "No stamp",
    orphan: "Original is gone",
    "stands-in": "Text of another language",
    missing: "Missing",
    draft: "Draft",
  },
  /** States that want something done, as the pill says them. */
  stateShort: { stale: "Stale translation", orphan: "Original is gone", "stands-in": "Text of another language" },
  stateLong: {
    current: (of) => `Translated from ${of}, and up to date.`,
    stale: (of) => `Translated from ${of}, and the original has changed since.`,
    original: () => "This is the original.",
    unstamped: (of) => `Nothing says which state of the original in ${of} this was translated from.`,
    orphan: (of) => `The original in ${of} is no longer there.`,
    "stands-in": (of) => `There is no current translation into this language: the text in ${of} stands in for it.`,
  },
  another: "another language",
  facts: "Facts",
  noFacts: "This page quotes no facts.",
  sources: "Sources: ",
  noSource: "no source",
  evidence: "Evidence: ",
  broken: "This page does not build",
  brokenLong: "Behind this is the last state that did. It goes away by itself when the mistakes are mended.",
  brokenFirst: "This goes away by itself when the mistakes are mended.",
  check: "Accessibility",
  checkButton: "Check accessibility",
  checkAgain: "Check again",
  checking: "Checking…",
  checkFailed: "The check could not be run.",
  checkNote: "A program finds only a part of the barriers that there are.",
  checkClean: "Nothing was found.",
  checkFound: (faults, unsure) => [
    faults ? count("fault", "faults")(faults) : "No faults",
    unsure ? `${unsure} to look at` : "",
  ].filter(Boolean).join(", "),
  checkOld: "The page has changed since the check.",
  more: (n) => `and ${n} more`,
  show: "Show on the page",
  unsure: "Look",
};

const ja = {
  bar: "Shirube 編集者用バー",
  close: "閉じる",
  lost: "接続が切れました",
  lostLong: "プレビューのサーバーから応答がありません。再開すると、ページも自動で追いつきます。",
  waiting: "接続中",
  fine: "問題なし",
  here: "このページ",
  elsewhere: "サイト",
  error: (n) => `エラー${n}件`,
  warning: (n) => `警告${n}件`,
  advice: (n) => `助言${n}件`,
  levels: { error: "エラー", warning: "警告", advice: "助言" },
  and: "、",
  edit: "編集",
  editFile: (file) => `${file} を編集`,
  draft: "下書き",
  draftLong: "下書きです。下書きを含める指定をしないかぎり、build では公開されません。",
  waits: "公開待ち",
  waitsLong: (day) => `${day}になるまで、build では公開されません。`,
  expired: "期限切れ",
  expiredLong: (day) => `このページの期限は${day}に切れました。`,
  problems: "問題",
  problemsHere: "このページ",
  problemsSite: "サイト全体",
  refused: "エラーが直るまで、build では何も公開されません。",
  published: "いま build すれば公開できます。",
  sweeping: "いまのところエラーはありません。ほかのページを調べている途中です。",
  help: "直し方：",
  translation: "翻訳",
  states: {
    current: "最新",
    stale: "古い",
    original: "翻訳元",
    unstamped: "記録なし",
    orphan: "翻訳元なし",
    "stands-in": "別の言語の文",
    missing: "未翻訳",
    draft: "下書き",
  },
  stateShort: { stale: "翻訳が古い", orphan: "翻訳元なし", "stands-in": "別の言語の文" },
  stateLong: {
    current: (of) => `翻訳元は${of}のページです。翻訳は最新の状態です。`,
    stale: (of) => `翻訳したあとに、翻訳元の${of}のページが更新されました。`,
    original: () => "このページが翻訳元です。",
    unstamped: (of) => `翻訳元の${of}のページのどの版から翻訳したかが、記録されていません。`,
    orphan: (of) => `翻訳元の${of}のページがなくなっています。`,
    "stands-in": (of) => `この言語には最新の翻訳がないため、${of}の文を表示しています。`,
  },
  another: "別の言語",
  facts: "事実",
  noFacts: "このページでは事実の値を引用していません。",
  sources: "出典：",
  noSource: "出典なし",
  evidence: "根拠：",
  broken: "いまの内容ではページを作れません",
  brokenLong: "後ろに見えているのは、最後に作れたときのページです。誤りが直ると、この表示は自動で消えます。",
  brokenFirst: "誤りが直ると、この表示は自動で消えます。",
  check: "アクセシビリティ",
  checkButton: "アクセシビリティを調べる",
  checkAgain: "もう一度調べる",
  checking: "調べています…",
  checkFailed: "検査を実行できませんでした。",
  checkNote: "プログラムで見つかるのは、問題の一部だけです。",
  checkClean: "問題は見つかりませんでした。",
  checkFound: (faults, unsure) => [
    faults ? `問題${faults}件` : "はっきりした問題はなし",
    unsure ? `要確認${unsure}件` : "",
  ].filter(Boolean).join("、"),
  checkOld: "検査のあとにページが変わっています。",
  more: (n) => `ほか${n}件`,
  show: "ページ上で見る",
  unsure: "要確認",
};

export const language = /^ja\b/i.test(navigator.language) ? "ja" : "en";
export const words = { en, ja }[language];

/** The name of a language, in the language of the person who writes. */
export const languageName = (code) => {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
};

/** A day such as `2026-12-01`, as it is written in the language of the person who writes. */
export const dayName = (day) => {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)/.exec(day) ?? [];
  if (!year) return day;
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(Date.UTC(year, month - 1, date));
};
