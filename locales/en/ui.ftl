# UI words of the theme and of the renderer. Nothing here belongs to one site.
# A new language: `shirube language add CODE` makes this file; translate every message, keep ids and variables.

## Frame

skip-to-content = Skip to content
menu = Menu
main-navigation = Main menu
# The front page, at the beginning of the breadcrumbs.
home = Home
breadcrumbs = You are here
languages = Languages
not-translated = Not translated – go to home page
# The page is there with the text of another language. $language: its language
shown-in = Shown in { $language }
# The button for the colours: which of the three is chosen.
theme-system = Colours: as on this device
theme-light = Colours: light
theme-dark = Colours: dark
# The line below the head of a page that says who has checked it, for those who do not see it.
page-status = Status of this page
# Leads to where the whole of that line is said.
notice-more = Details
# Which page of its folder it is. $number, $total: numbers
folder-place = { $number } of { $total }
# The text at the top of every page, for those who do not see it.
announcement = Announcement
# At the foot of a page: to the file that it is made from, and to where readers write what is wrong.
edit-page = Edit this page
report-problem = Report a problem
feed = Updates (Atom)
# $site: name of the site
feed-title = { $site }: updates

## Page

table-of-contents = On this page
published = Published
updated = Last updated
reviewed-by = Expert review
not-reviewed = none yet
review-next = Next review
review-overdue = (another review has been due since { $date })
# $minutes: how many minutes the text takes, at least 1
reading-time = { $minutes }-minute read
topics = Topics
related-pages = Previous and next page
previous = Previous
next = Next
stale-title = This translation is out of date
stale-translation = The original has changed since this page was translated. For the current text, see the original.
# $date: the day on which the original changed
stale-translation-since = The original was changed on { $date }, after this page was translated. For the current text, see the original.
machine-title = Machine-made translation
machine-translation = A machine has translated this page, and no person has read it yet.
expired-title = This page has expired
# $date: the day on which it did
expired = It expired on { $date } and is kept as a record. What it says may no longer hold.
stands-in-title = There is no current translation of this page
# $language: name of the language that the text is in
stands-in = Its text is shown here in { $language }.
# $language: name of the source language
original-page = Original page ({ $language })
# The page that a text comes from, where it is a translation itself. $language: its language
page-in = Page in { $language }

## Lists

listing-title = Pages
listing-empty = There are no pages here yet.
pages = Page navigation
# The title of a further page of a list. $title: that of the first; $number: which one it is
numbered-title = { $title } (page { $number })
# $number: this page, $total: number of pages
page-number = Page { $number } of { $total }
previous-page = Previous
next-page = Next
# $label: name of the topic
topic-title = Topic: { $label }
topic-description = Pages about “{ $label }”.
# The list of all pages of the language
index-title = All pages
# The heading above the pages in the order of their readings
index-order = A to Z
# $kana: the first kana of a row; the heading of words that begin with the row
index-kana = { $kana }
# Headings of what begins with a digit, and with no letter
index-digits = 0–9
index-other = Other
# $count: how many pages a topic has
index-count =
    { $count ->
        [one] { $count } page
       *[other] { $count } pages
    }

## Search

# The link at the head of pages, and the button of the form.
search-title = Search
# Names the box, and stands in it while it is empty.
search-query = What are you looking for?
search-close = Close
# The list of what was found, for those who do not see it.
search-results = Search results
# How many were found. $count: chooses the plural; $number: the number, as it is shown
search-count =
    { $count ->
        [one] { $number } result
       *[other] { $number } results
    }
search-none = No results.
# No page was found in this language, and some in another. $language, $other: their names
search-other = No pages found in { $language }. These are in { $other }.
search-failed = The search did not work. Check your connection and try again.
# Leads to the page of the search, which lists all pages.
search-all = List of all pages
# What a result is, where it is no page.
search-fact = Value in a table
search-term = Term
search-work = Reference
search-without-script = Search needs JavaScript, which is off in this browser. All pages are listed below.

## Text

callout-note = Note
callout-tip = Tip
callout-important = Important
# In the order of severity of GitHub, a caution is graver than a warning.
callout-warning = Warning
callout-caution = Caution
# $title: text of the heading
heading-anchor = Link to “{ $title }”
footnotes-title = Notes
# $number: number of the note
footnote-back = Back to note { $number } in the text
# A note that the text refers to several times. $place: which of the places
footnote-back-to = Back to note { $number } in the text (place { $place })
footnote-ref-label = Note { $number }
# Read out after a link to another site
external-link = { " " }(external site)
task-done = Done
task-open = To do
code-copy = Copy
code-copied = Copied
code-not-copied = Could not copy
# $title: title of the page that owns the question
faq-source = See it on “{ $title }”

## Tables and values

value-unknown = Not known
value-not-applicable = Not applicable
# Names the region of a table without a caption.
table-scroll = Table (scrolls sideways)
table-download = Download this table:
# The mark of a remark on one cell. $number: its number
table-remark = *{ $number }
# Read out before a result. $column, $row: names
planner-result = { $column } ({ $row }): { "" }
# $min, $max, $step: values as texts
planner-hint = Enter a value from { $min } to { $max }, in steps of { $step }.
planner-reset = Reset
table-evidence = Values rest on:
table-reviewed = Values checked{" "}
# One side of a conflict. $row, $column: names in the table that has the value
conflict-gap = between the two, in neither
conflict-overlap = in all of them
conflict-side = { $row }: { $column }
# In the file of a table, at a value that others contradict. $title: what is disputed
table-conflict = Disagreement: { $title }
# Round words that are quoted as they stand.
quotation-open = “
quotation-close = ”
# What a value rests on, and below what that comes to: said, studied or assumed.
evidence-guideline = guideline
evidence-systematic-review = systematic review
evidence-rct = randomised controlled trial
# With a group to compare with, but not randomised
evidence-trial = controlled trial
evidence-uncontrolled = study without a comparison group
evidence-observational = observational study
evidence-case-series = case series
evidence-case-report = case report
evidence-preclinical = preclinical study
evidence-review = review
evidence-statement = statement by a society or an authority
evidence-news = news report
evidence-clinic-reported = statements by clinics and similar sources
evidence-assumption = assumption or calculation
evidence-class-said = what is said
evidence-class-studied = studied
evidence-class-studied-weak = studied, weak evidence
evidence-class-assumed = assumed or worked out

## Charts

# The title of a chart. $caption: caption of the table, $columns: what is drawn
chart-title = { $caption }: { $columns }
# Stands between the names of what is drawn.
chart-and = { " and " }
# Begins the description for those who do not see the chart. $columns: what is drawn, $low and $high: ends of the axis
chart-description = Bar chart: { $columns }. The axis runs from { $low } to { $high }.
# One value of the chart. $label: name of its row, $value: the value as a text
chart-row = { $label }: { $value }.
# $row: name of the row, $column: which of its values
chart-bar = { $row }, { $column }
# Unfolds the table below the chart.
chart-table = Show these figures as a table

## References

references = References
# $number: number of the reference
citation-label = Reference { $number }
# $first, $last: numbers of the first and the last reference
citations-label = References { $first } to { $last }
reference-back = Back to citation { $number }
reference-unverified = Not verified
et-al = et al.
# $date: date as text
retrieved = Retrieved { $date }
cited-in = Cited in
terms = List of terms

## Root, 404, redirect

languages-title = Choose your language
languages-last = Your last choice
not-found-title = Page not found
not-found-text = The address may have changed, or the page may have been removed. Check the address, or start from the home page.
not-found-home = Go to the home page
redirect-title = This page has moved
redirect-text = If you are not taken there automatically, follow this link.

# References: what stands where a language has no words for it.
reference-archived = archived copy
reference-retracted = Retracted.
references-other = Other sources
medium-dataset = dataset
medium-video = video

# A table of studies, and what is said of a work in the list of all.
study = Study, design, people
study-people = People
study-comparison = Compared with
study-followed = Followed for
study-finding = Finding
study-result = Result
study-limit = What it cannot show
study-untold = not said
finding-benefit = Benefit reported
finding-harm = Harm reported
finding-neutral = No difference found
finding-mixed = Benefit and harm reported

## Who answers for the site

role-operator = Operator
role-author = Author
role-editor = Editor
role-translator = Translator
role-reviewer = Expert reviewer
role-funder = Funder
# Stands between what somebody does.
roles-between = { ", " }
person-qualification = Qualification and place of work
person-contact = Contact
person-funding = Funding
person-interests = Conflicts of interest
# What readers should know of somebody, and nobody says.
person-unknown = not stated yet

# What grades of evidence mean.
evidence-class-said-about = Someone states this. It may be right, but the statement is not itself a study.
evidence-class-studied-about = Looked at in people, with a comparison, or drawn from many studies.
evidence-class-studied-weak-about = Looked at without a comparison, in few people, or outside people: it can raise a question, and does not settle it.
evidence-class-assumed-about = Assumed by a source or worked out by this site, so that a sum can be shown.
evidence-guideline-about = Recommendations that experts agreed on after weighing studies.
evidence-systematic-review-about = A search for all studies of a question by stated rules, with what they come to together.
evidence-rct-about = Chance decided who was treated and who was compared.
evidence-trial-about = A treated group and a comparison, but it was not chance that decided who was in which.
evidence-uncontrolled-about = Before and after treatment, with nothing to compare it with: what would have changed anyway is not known.
evidence-observational-about = What happened was recorded; nobody decided who was treated.
evidence-case-series-about = Several people to whom the same thing happened. How many were treated in all is not known.
evidence-case-report-about = One person to whom something happened.
evidence-preclinical-about = Cells or animals. Whether it holds in people is open.
evidence-review-about = A summary of studies, without a stated search for all of them.
evidence-statement-about = What a society, an authority or experts hold, with or without studies behind it.
evidence-news-about = Reported by the press or in a notice.
evidence-clinic-reported-about = What those who offer treatment, and sites that write about it, say.
evidence-assumption-about = A round number, or the result of a sum.

## What only `check` reads

# Texts of links that do not say where they lead, with `|` between them; capitals, widths and signs at the ends do not matter.
vague-link-texts = here | click here | click | see here | this | this page | this link | this site | link | more | read more | learn more |
    find out more | see more | more info | more information | details | more details | see details | continue | continue reading

# Words of a sentence that claims something was found out, with `|` between them: without a citation it is told.
claim-words = studies have shown|research has shown|research shows|evidence shows|a study found|a study showed|a trial found|
    a trial showed|it has been shown that|has been proven|have been proven|significantly
# Words of a sentence that tells of a benefit: one that cites only what found harm is told.
benefit-words = improved|improves|improvement|effective|benefit|benefits|helped|helps|worked|works well

## What the search knows of the language: what readers say that want to know a value, by its type, phrases between `|`; and
## words that say little of what is looked for.
search-asks-duration = duration|how long|lasts|last|until when|how many months|how many weeks
search-asks-money = cost|how much|price|fee|expensive|pay
search-asks-frequency = frequency|how often|interval|how many times
search-asks-count = number|how many
search-asks-date = date|when|what year
search-asks-weekday = day of the week|which day|what day
search-asks-time = time of day|what time|opening hours
search-asks-phone = telephone|phone|phone number|number to call
search-small-words = a al am an and are be can could did do does et for from has have how i if in is it its me my of on or should than that the their there they this to was were what when where which while who why will with would you your
