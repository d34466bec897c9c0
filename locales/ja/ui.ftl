# UI words of the theme and of the renderer. Nothing here belongs to one site.
# A new language: `shirube language add CODE` makes this file; translate every message, keep ids and variables.

## Frame

skip-to-content = 本文へ移動
menu = メニュー
main-navigation = メインメニュー
# The front page, at the beginning of the breadcrumbs.
home = トップページ
breadcrumbs = 現在位置
languages = 言語
not-translated = 未翻訳（トップページへ）
# The page is there with the text of another language. $language: its language
shown-in = { $language }版を表示
# The button for the colours: which of the three is chosen.
theme-system = 配色：端末に合わせる
theme-light = 配色：明るい
theme-dark = 配色：暗い
# The line below the head of a page that says who has checked it, for those who do not see it.
page-status = このページの状態
# Leads to where the whole of that line is said.
notice-more = 詳細
# Which page of its folder it is. $number, $total: numbers
folder-place = { $number } / { $total }
# The text at the top of every page, for those who do not see it.
announcement = お知らせ
# At the foot of a page: to the file that it is made from, and to where readers write what is wrong.
edit-page = このページを編集する
report-problem = 問題を報告する
feed = 更新情報（Atom）
# $site: name of the site
feed-title = { $site }の更新情報

## Page

table-of-contents = このページの内容
published = 公開
updated = 最終更新
reviewed-by = 専門家による監修
not-reviewed = まだ受けていません
review-next = 次の見直し予定
review-overdue = （{ $date }以降、見直しが済んでいません）
# $minutes: how many minutes the text takes, at least 1
reading-time = 約{ $minutes }分で読めます
topics = トピック
related-pages = 前後のページ
previous = 前のページ
next = 次のページ
stale-title = 翻訳が古くなっています
stale-translation = 翻訳元のページが更新されましたが、このページにはまだ反映されていません。新しい内容は翻訳元でご確認ください。
# $date: the day on which the original changed
stale-translation-since = 翻訳元のページは{ $date }に更新されましたが、このページにはまだ反映されていません。新しい内容は翻訳元でご確認ください。
machine-title = 機械翻訳です
machine-translation = このページは機械が翻訳したもので、まだ人が読んで確かめていません。
expired-title = このページの掲載期間は終わりました
# $date: the day on which it expired
expired = { $date }に掲載を終え、記録として残しています。内容は、いまは当てはまらないことがあります。
stands-in-title = このページには最新の翻訳がありません
# $language: name of the language that the text is in
stands-in = 代わりに{ $language }版の本文を表示しています。
# $language: name of the source language
original-page = 翻訳元のページ（{ $language }）
# The page that a text comes from, where it is a translation itself. $language: its language
page-in = { $language }版のページ

## Lists

listing-title = ページの一覧
listing-empty = ここにはまだページがありません。
pages = ページ送り
# The title of a further page of a list. $title: that of the first; $number: which one it is
numbered-title = { $title }（{ $number }ページ目）
# $number: this page, $total: number of pages
page-number = { $total }ページ中{ $number }ページ目
previous-page = 前へ
next-page = 次へ
# $label: name of the topic
topic-title = トピック：{ $label }
topic-description = 「{ $label }」に関するページの一覧です。
# The list of all pages of the language
index-title = すべてのページ
# The heading above the pages in the order of their readings
index-order = 五十音順
# $kana: the first kana of a row; the heading of words that begin with the row
index-kana = { $kana }行
# Headings of what begins with a digit, and with no letter
index-digits = 0〜9
index-other = その他
# $count: how many pages a topic has
index-count = { $count }ページ

## Search

# The link at the head of pages, and the button of the form.
search-title = 検索
# Names the box, and stands in it while it is empty.
search-query = 調べたい言葉
search-close = 閉じる
# The list of what was found, for those who do not see it.
search-results = 検索結果
# How many were found. $count: chooses the plural; $number: the number, as it is shown
search-count = { $number }件
search-none = 一致するページはありません。
# No page was found in this language, and some in another. $language, $other: their names
search-other = { $language }のページには見つかりませんでした。{ $other }のページを表示しています。
search-failed = 検索できませんでした。通信の状態を確かめて、もう一度お試しください。
# Leads to the page of the search, which lists all pages.
search-all = すべてのページの一覧
# What a result is, where it is no page.
search-fact = 表の値
search-term = 用語
search-work = 文献
search-without-script = このブラウザーではJavaScriptが使えないため、検索できません。下の一覧からお探しください。

## Text

callout-note = 補足
callout-tip = ヒント
callout-important = 重要
# In the order of severity of GitHub, a caution is graver than a warning.
callout-warning = 注意
callout-caution = 警告
# $title: text of the heading
heading-anchor = 「{ $title }」へのリンク
footnotes-title = 注
# $number: number of the note
footnote-back = 本文の注{ $number }の位置に戻る
# A note that the text refers to several times. $place: which of the places
footnote-back-to = 本文の注{ $number }の位置（{ $place }か所目）に戻る
footnote-ref-label = 注{ $number }
# Read out after a link to another site
external-link = （外部サイト）
task-done = 完了
task-open = 未完了
code-copy = コピー
code-copied = コピーしました
code-not-copied = コピーできませんでした
# $title: title of the page that owns the question
faq-source = 「{ $title }」のページで見る

## Tables and values

value-unknown = 不明
value-not-applicable = 該当なし
# Names the region of a table without a caption.
table-scroll = 表（横にスクロールできます）
table-download = 表をダウンロード：
# The mark of a remark on one cell. $number: its number
table-remark = ※{ $number }
# Read out before a result. $column, $row: names
planner-result = { $column }（{ $row }）：
# $min, $max, $step: values as texts
planner-hint = { $min }から{ $max }まで、{ $step }単位で入力してください。
planner-reset = 元の値に戻す
table-evidence = 値の種類：
table-reviewed = 値の確認日：
# One side of a conflict. $row, $column: names in the table that has the value
conflict-gap = どちらの値にも入らない範囲
conflict-overlap = どの値にも共通する範囲
conflict-side = { $row }：{ $column }
# In the file of a table, at a value that others contradict. $title: what is disputed
table-conflict = 食い違い：{ $title }
# Round words that are quoted as they stand.
quotation-open = 「
quotation-close = 」
# What a value rests on, and below what that comes to: said, studied or assumed.
evidence-guideline = ガイドライン
evidence-systematic-review = 系統的レビュー
evidence-rct = ランダム化比較試験
# 比較する群があり、割り付けはランダムでない試験
evidence-trial = 比較試験
evidence-uncontrolled = 比べる群のない研究
evidence-observational = 観察研究
evidence-case-series = 症例集積
evidence-case-report = 症例報告
evidence-preclinical = 前臨床研究
evidence-review = 総説
evidence-statement = 学会や行政機関などの見解
evidence-news = 報道
evidence-clinic-reported = 医療機関などの説明
evidence-assumption = 仮の値・計算
evidence-class-said = 説明されている値
evidence-class-studied = 研究で調べられた値
evidence-class-studied-weak = 研究で調べられた値（根拠は弱い）
evidence-class-assumed = 仮の値・計算

## Charts

# The title of a chart. $caption: caption of the table, $columns: what is drawn
chart-title = { $caption }：{ $columns }
# Stands between the names of what is drawn.
chart-and = と
# Begins the description for those who do not see the chart. $columns: what is drawn, $low and $high: ends of the axis
chart-description = { $columns }の横棒グラフ。軸は{ $low }から{ $high }まで。
# One value of the chart. $label: name of its row, $value: the value as a text
chart-row = { $label }：{ $value }。
# $row: name of the row, $column: which of its values
chart-bar = { $row }の{ $column }
# Unfolds the table below the chart.
chart-table = 同じ数値を表で見る

## References

references = 参考文献
# $number: number of the reference
citation-label = 参考文献{ $number }
# $first, $last: numbers of the first and the last reference
citations-label = 参考文献{ $first }から{ $last }
reference-back = 引用箇所{ $number }に戻る
reference-unverified = 未確認
et-al = ほか
# $date: date as text
retrieved = { $date }閲覧
cited-in = 引用しているページ
terms = 用語の一覧

## Root, 404, redirect

languages-title = 言語を選んでください
languages-last = 前回の選択
not-found-title = ページが見つかりません
not-found-text = アドレスが変わったか、ページがなくなった可能性があります。アドレスを確かめるか、トップページからお探しください。
not-found-home = トップページへ
redirect-title = このページは移動しました
redirect-text = 自動で切り替わらないときは、次のリンクをお使いください。

# References: what stands where a language has no words for it.
reference-archived = 保存された写し
reference-retracted = 撤回されています。
references-other = そのほかの資料
medium-dataset = データ
medium-video = 動画

# A table of studies, and what is said of a work in the list of all.
study = 研究・方法・人数
study-people = 人数
study-comparison = 比べた相手
study-followed = 調べた期間
study-finding = 結果の向き
study-result = 結果
study-limit = 分からないこと
study-untold = 記載なし
finding-benefit = 改善の報告
finding-harm = 害の報告
finding-neutral = 差はみられず
finding-mixed = 改善と害の報告

## Who answers for the site

role-operator = 運営者
role-author = 執筆
role-editor = 編集
role-translator = 翻訳
role-reviewer = 監修
role-funder = 資金の提供
# Stands between what somebody does.
roles-between = ・
person-qualification = 資格・所属
person-contact = 連絡先
person-funding = 資金
person-interests = 利益相反
# What readers should know of somebody, and nobody says.
person-unknown = まだ示されていません

# What grades of evidence mean.
evidence-class-said-about = そう説明している人や機関があります。裏づける研究が示されているとはかぎりません。
evidence-class-studied-about = 人で比べて調べたか、多くの研究をまとめたものです。
evidence-class-studied-weak-about = 比べる相手がいない、人数が少ない、または人で調べていないものです。可能性を示すだけで、結論は出せません。
evidence-class-assumed-about = 計算のために仮に置かれた値か、その計算の結果です。
evidence-guideline-about = 研究を吟味したうえで、専門家が合意した推奨です。
evidence-systematic-review-about = 決めた手順で研究を残らず探し、まとめたものです。
evidence-rct-about = 施術を受ける側と比べる側を、くじのような方法で分けた試験です。
evidence-trial-about = 比べる相手はいますが、くじのような方法では分けていない試験です。
evidence-uncontrolled-about = 同じ人の前と後だけを見たものです。施術をしなくても変わったかどうかは分かりません。
evidence-observational-about = 誰に施術をするかを決めずに、起きたことを記録したものです。
evidence-case-series-about = 同じことが起きた数人の記録です。全部で何人のうちの数人かは分かりません。
evidence-case-report-about = 1人に起きたことの記録です。
evidence-preclinical-about = 細胞や動物での研究です。人でも同じかは分かりません。
evidence-review-about = 研究を紹介し、まとめたものです。残らず探したとは限りません。
evidence-statement-about = 学会や行政機関、専門家の見解です。研究の裏づけがあるものも、ないものもあります。
evidence-news-about = 報道や、お知らせの形で伝えられたものです。
evidence-clinic-reported-about = 施術を行う側や、それを紹介するサイトの説明です。
evidence-assumption-about = 実際の値ではなく、仮に置かれた数か、そこから計算した結果です。

## What only `check` reads

# Texts of links that do not say where they lead, with `|` between them; capitals, widths and signs at the ends do not matter.
vague-link-texts = こちら | こちらへ | こちらから | こちらのページ | こちらのリンク | こちらをクリック | こちらを参照 | ここ | ここから | ここをクリック |
    このページ | このリンク | 詳細 | 詳細はこちら | 詳しくは | 詳しくはこちら | 詳しく見る | 詳細を見る | 続き | 続きを読む | もっと見る | もっと読む |
    クリック | リンク | リンク先

# Words of a sentence that claims something was found out, with `|` between them: without a citation it is told.
claim-words = 研究で示され|ことが示され|ことが分かって|ことがわかって|証明され|実証され|有意に
# Words of a sentence that tells of a benefit: one that cites only what found harm is told.
benefit-words = 改善し|改善した|効果があった|効果がみられ|効果が認められ|有効で|有効と|役立った

## What the search knows of the language: what readers say that want to know a value, by its type, phrases between `|`; and
## words that say little of what is looked for.
search-asks-duration = 期間|どのくらい続|どれくらい続|どのくらい持|どれくらい持|いつまで|何ヶ月|何週間|何日|何年|持続|続く|長さ
search-asks-money = 費用|いくら|値段|料金|価格|金額|高い|何円
search-asks-frequency = 頻度|何回|間隔|どのくらいの頻度|どれくらいの頻度|何週間おき|何ヶ月おき
search-asks-count = 回数|何回|何人|いくつ|人数|何件
search-asks-date = 日付|いつ|何月|何年何月
search-asks-weekday = 曜日|何曜日|何曜
search-asks-time = 時間帯|何時|時刻
search-asks-phone = 電話|電話番号|連絡先
search-small-words = です ます でした ました ください 教えて 知りたい について とは って なの いい の は を に が と も 何 誰
