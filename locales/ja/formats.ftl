# How numbers, lengths of time, money and dates are written.
# A new language: `shirube language add CODE` makes this file; one that is nearer to yours may be a better start.
#
# `{ $number }` is written with the language's own digits and grouping. It is a number, or a range with the text of both.
# `$count` is the same number or range, where `$number` is a text. Either decides the plural, as the language counts: of a
# range by its two ends (0.5–1 months). `[1]` is for the number 1 alone, and for no range.

## Ranges

# $low, $high: numbers
format-range = { $low }〜{ $high }
# $low, $high: numbers of a measure, before a unit such as nm
format-range-measure = { $low }–{ $high }
# $low, $high: texts that each have their own unit
format-range-words = { $low }〜{ $high }

# Values that are open at one end. $value: the end as a text
# $type: duration, money, frequency, count, percent, measure, date or time
format-from = { $type ->
    [date] { $value }から
    [time] { $value }から
   *[other] { $value }以上
}
format-to = { $value }まで

## Other ways of writing a value, which a quotation asks for with `?form=`

# `about`. $value: the value as a text, $type: as above
format-about = { $type ->
    [frequency] { $value }程度
    [time] { $value }頃
   *[other] 約{ $value }
}
# `long`: a range. $low, $high: the ends in full; $short: the low end without the unit that it shares with the high end
format-range-long = { $low }から{ $high }
# `long`: a number
format-number-long = { $number }
# `long`: a length of time. $word: the number as above; the others as below
format-duration-long = { format-duration }
# `long`: money of which it is known whether the tax is in it. $tax: included or excluded
format-tax = { $tax ->
    [included] { $value }（税込）
   *[excluded] { $value }（税別）
}
# A number without a unit
format-number = { $number }

# What makes something else of a number and its unit (第2回 is a name, 5回目 an ordinal), for the search for numbers
# outside facts: words after which, and before which, they are no figure. Separated by spaces; may be empty.
format-no-figure-after = 第 令和 平成 昭和 大正 明治 図 表 式
# `_` stands for a blank.
format-no-figure-before = 目 付 代 生 児 転 数 の1 の2 の3 の4 に1人 に1回 信頼区間 エタノール 食塩水 ショップ 玉 硬貨 紙幣 札
    （月 （火 （水 （木 （金 （土 （日 （祝 月曜 火曜 水曜 木曜 金曜 土曜 日曜
# Words after which 1900 to 2099 is a year
format-year-after = 西暦
# Words for numbers and units, in the same search and in texts that quote facts: on each line words, with `|` between
# them, and after `=` what they stand for. That is a number; `×` and a whole number by which what stands before is
# multiplied; `+`, which joins the parts of one number; or any other text, which is read in their place. 十分 is no number: it stands for itself.
format-figure-words =
    〇 = 0
    一 = 1
    二 = 2
    三 = 3
    四 = 4
    五 = 5
    六 = 6
    七 = 7
    八 = 8
    九 = 9
    十 = ×10
    百 = ×100
    千 = ×1000
    万 = ×10000
    億 = ×100000000
    兆 = ×1000000000000
    半年 = 6ヶ月
    個月 = ヶ月
    パーセント = %
    毎日 = 1日
    毎週 | 週に | 1週間に | 1週に = 週
    毎月 | 月に | 1ヶ月に | ひと月に = 月
    毎年 | 年に | 1年に = 年
    十分 = 十分
    三日月 = 三日月
    十人十色 = 十人十色
    四半期 = 四半期
    二人三脚 = 二人三脚
    数十 | 何十 = 数十
    数百 | 何百 = 数百
    数千 | 何千 = 数千
# Other words for a currency, before or after an amount. $currency: a code such as JPY
format-figure-money = { $currency ->
    [JPY] 円 ¥ JPY
    [USD] ドル US$ $ USD
    [EUR] ユーロ € EUR
    [GBP] ポンド £ GBP
    [KRW] ウォン ₩ KRW
    [CNY] 元 CN¥ CNY
   *[other] { $currency }
}

## Lengths of time

# $number, $count, $unit: minute, hour, day, week, month or year
format-duration = { $number }{ $unit ->
    [minute] 分
    [hour] 時間
    [day] 日
    [week] 週間
   *[month] ヶ月
    [year] 年
}
# $unit: as above
format-duration-few = 数{ $unit ->
    [minute] 分
    [hour] 時間
    [day] 日
    [week] 週間
   *[month] ヶ月
    [year] 年
}

## Frequencies

# $times: a number or a range; $count: the same
# $every: how many units (a number or a range), $unit: as above, $period: both as a text (2週間)
format-frequency = { $every ->
    [1] { $unit ->
        [minute] 1分に
        [hour] 1時間に
        [day] 1日
        [week] 週
       *[month] 月
        [year] 年
    }
   *[other] { $period }に
}{ $times }回

## Money

# How an amount is written before its currency is added. $currency: a code such as JPY; $amount: a number
# MYRIAD writes in groups of four digits: 1万2,345.
format-amount = { $currency ->
    [JPY] { MYRIAD($amount, units: "万億兆") }
   *[other] { $amount }
}
# $low, $high: numbers. MYRIAD($low, $high) is $low without the unit that it shares with $high: 5〜10万. A $low that has
# none is followed by `alone`, so that it does not seem to share it: 5円〜10万
format-amount-range = { $currency ->
    [JPY] { MYRIAD($low, $high, units: "万億兆", alone: "円") }〜{ MYRIAD($high, units: "万億兆") }
   *[other] { $low }〜{ $high }
}
# $number: the amount as a text, $count: the number or range, which decides the plural
format-money = { $currency ->
    [JPY] { $number }円
    [USD] { $number }ドル
    [EUR] { $number }ユーロ
    [GBP] { $number }ポンド
    [KRW] { $number }ウォン
    [CNY] { $number }元
   *[other] { $currency } { $number }
}

## Other numbers

format-percent = { $number }%
# $unit: nm, mg/L …
format-measure = { $number } { $unit }

## Dates and times

# $year, $month, $day: numbers
format-date = { $year }年{ format-month }{ $day }日
# $month: as above
format-month = { $month }月

# `long`. $weekday: 1 for Monday to 7 for Sunday
format-date-long = { format-date }（{ $weekday ->
    [1] 月
    [2] 火
    [3] 水
    [4] 木
    [5] 金
    [6] 土
   *[7] 日
}）
# `era`. $era: reiwa, heisei, showa, taisho or meiji; $era-year: the year in it
format-date-era = { $era ->
    [reiwa] 令和
    [heisei] 平成
    [showa] 昭和
    [taisho] 大正
   *[meiji] 明治
}{ $era-year ->
    [1] 元
   *[other] { $era-year }
}年{ format-month }{ $day }日

# A range of days within a year. $low, $high: the days in full; $low-short, $high-short: without the year, and without the
# month if they share it
format-date-range = { $low }〜{ $high-short }
# $day, $month: as above
format-month-day = { format-month }{ $day }日
format-day = { $day }日

# $weekday: 1 for Monday to 7 for Sunday
format-weekday = { $weekday ->
    [1] 月
    [2] 火
    [3] 水
    [4] 木
    [5] 金
    [6] 土
   *[7] 日
}曜日
# The same where several may stand beside each other
format-weekday-short = { $weekday ->
    [1] 月
    [2] 火
    [3] 水
    [4] 木
    [5] 金
    [6] 土
   *[7] 日
}
# $days: one day of the week or several, short
format-weekdays = { $days }曜日
# Some days of a month. $nth: which, as below, or several; $days: the text above, or the days in full
format-weekdays-nth = { $nth }{ $days }
# $nth: first, second, third, fourth, fifth or last
format-nth = { $nth ->
    [first] 第1
    [second] 第2
    [third] 第3
    [fourth] 第4
    [fifth] 第5
   *[last] 最終
}
# Several of them. $list: one, or several that are joined; $next: one more; $place: middle, or last if nothing follows
format-list = { $list }・{ $next }

# $hour: 0 to 24; $minute: 0 to 59
format-time = { $hour }:{ NUMBER($minute, minimumIntegerDigits: 2) }
# $low, $high: the texts of times
format-time-range = { $low }〜{ $high }
# `long`. $hour-of-twelve: 1 to 12; $half: am or pm; the others as above
format-time-long = { $hour ->
    [24] 24時
   *[other] { $half ->
        [am] 午前
       *[pm] 午後
    }{ $hour-of-twelve ->
        [12] 0
       *[other] { $hour-of-twelve }
    }時
}{ $minute ->
    [0] {""}
   *[other] { $minute }分
}

## Units of counts
## A site adds its own: `unit-<name>`, where <name> is the `unit` of a column. $number, $count: see the top.

unit-session = { $number }回
unit-person = { $number }人
unit-study = { $number }件
unit-time = { $number }回
unit-item = { $number }件
