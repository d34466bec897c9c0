# How numbers, lengths of time, money and dates are written.
# A new language: `shirube language add CODE` makes this file; one that is nearer to yours may be a better start.
#
# `{ $number }` is written with the language's own digits and grouping. It is a number, or a range with the text of both.
# `$count` is the same number or range, where `$number` is a text. Either decides the plural, as the language counts: of a
# range by its two ends (0.5–1 months). `[1]` is for the number 1 alone, and for no range.

## Ranges

# $low, $high: numbers
format-range = { $low }–{ $high }
# $low, $high: numbers of a measure, before a unit such as nm
format-range-measure = { $low }–{ $high }
# $low, $high: texts that each have their own unit
format-range-words = { $low } to { $high }

# Values that are open at one end. $value: the end as a text
# $type: duration, money, frequency, count, percent, measure, date or time
format-from = { $type ->
    [date] from { $value }
    [time] from { $value }
   *[other] { $value } or more
}
format-to = { $type ->
    [date] until { $value }
    [time] until { $value }
   *[other] up to { $value }
}

## Other ways of writing a value, which a quotation asks for with `?form=`

# `about`. $value: the value as a text, $type: as above
format-about = about { $value }
# `long`: a range. $low, $high: the ends in full; $short: the low end without the unit that it shares with the high end
format-range-long = { $short } to { $high }
# `long`: a number
format-number-long = { $number ->
    [0] zero
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
    [7] seven
    [8] eight
    [9] nine
    [10] ten
    [11] eleven
    [12] twelve
   *[other] { $number }
}
# `long`: a length of time. $word: the number as above; the others as below
format-duration-long = { $number ->
    [1] { $unit ->
        [minute] a minute
        [hour] an hour
        [day] a day
        [week] a week
       *[month] a month
        [year] a year
    }
   *[other] { $word } { $unit ->
        [minute] minutes
        [hour] hours
        [day] days
        [week] weeks
       *[month] months
        [year] years
    }
}
# `long`: money of which it is known whether the tax is in it. $tax: included or excluded
format-tax = { $tax ->
    [included] { $value } (tax included)
   *[excluded] { $value } (before tax)
}
# A number without a unit
format-number = { $number }

# What makes something else of a number and its unit (Phase 3 studies, a 95% confidence interval), for the search for
# numbers outside facts: words after which, and before which, they are no figure. Separated by spaces; may be empty.
format-no-figure-after = Phase phase Type type Grade grade Stage stage Level level Section section Chapter chapter Act No. no. Age age aged
    1_in Step Figure Table Page Room Line Question Article Version Part Item Appendix Area Zone Route Gate Channel Windows
# `_` stands for a blank.
format-no-figure-before = confidence CI saline ethanol old in_January in_February in_March in_April in_May in_June
    in_July in_August in_September in_October in_November in_December
# Words after which 1900 to 2099 is a year: In 2024 people began.
format-year-after = in since by from until to and between before after during of the early late January February March April May June
    July August September October November December
# Words for numbers and units, in the same search and in texts that quote facts: on each line words, with `|` between
# them, and after `=` what they stand for. That is a number; `×` and a whole number by which what stands before is
# multiplied; `+`, which joins the parts of one number (one hundred and nineteen); or any other text, which is read in
# their place.
format-figure-words =
    zero = 0
    one = 1
    two = 2
    three = 3
    four = 4
    five = 5
    six = 6
    seven = 7
    eight = 8
    nine = 9
    ten = 10
    eleven = 11
    twelve = 12
    thirteen = 13
    fourteen = 14
    fifteen = 15
    sixteen = 16
    seventeen = 17
    eighteen = 18
    nineteen = 19
    twenty = 20
    thirty = 30
    forty = 40
    fifty = 50
    sixty = 60
    seventy = 70
    eighty = 80
    ninety = 90
    hundred = ×100
    thousand | k = ×1000
    million | mn = ×1000000
    billion | bn = ×1000000000
    trillion | tn = ×1000000000000
    and = +
    and a half = ½
    once = 1 times
    twice = 2 times
    thrice = 3 times
    half a year | half-year = 6 months
    half a month = 0.5 months
    percent | per cent = %
    persons = people
    per day = a day
    per week | each week | every week | weekly = a week
    per month | each month | every month | monthly = a month
    per year | each year | every year | yearly = a year
    or more | or fewer | or less | full | whole | more | + =
# Other words for a currency, before or after an amount. $currency: a code such as JPY
format-figure-money = { $currency ->
    [JPY] JPY yen ¥
    [USD] USD dollars dollar US$ $
    [EUR] EUR euros euro €
    [GBP] GBP pounds pound £
    [KRW] KRW won ₩
    [CNY] CNY RMB yuan CN¥
   *[other] { $currency }
}

## Lengths of time

# $number, $count, $unit: minute, hour, day, week, month or year
format-duration = { $unit ->
    [minute] { $number ->
        [one] { $number } minute
       *[other] { $number } minutes
    }
    [hour] { $number ->
        [one] { $number } hour
       *[other] { $number } hours
    }
    [day] { $number ->
        [one] { $number } day
       *[other] { $number } days
    }
    [week] { $number ->
        [one] { $number } week
       *[other] { $number } weeks
    }
   *[month] { $number ->
        [one] { $number } month
       *[other] { $number } months
    }
    [year] { $number ->
        [one] { $number } year
       *[other] { $number } years
    }
}
# $unit: as above
format-duration-few = { $unit ->
    [minute] a few minutes
    [hour] a few hours
    [day] a few days
    [week] a few weeks
   *[month] a few months
    [year] a few years
}

## Frequencies

# $times: a number or a range; $count: the same
# $every: how many units (a number or a range), $unit: as above, $period: both as a text (2 weeks)
format-frequency = { $times ->
    [1] once
    [2] twice
   *[other] { $times } times
} { $every ->
    [1] { $unit ->
        [minute] a minute
        [hour] an hour
        [day] a day
        [week] a week
       *[month] a month
        [year] a year
    }
   *[other] every { $period }
}

## Money

# How an amount is written before its currency is added. $currency: a code such as JPY; $amount: a number
format-amount = { $amount }
# $low, $high: numbers
format-amount-range = { $low }–{ $high }
# $number: the amount as a text, $count: the number or range, which decides the plural
format-money = { $currency ->
    [JPY] ¥{ $number }
    [USD] US${ $number }
    [EUR] €{ $number }
    [GBP] £{ $number }
    [KRW] ₩{ $number }
    [CNY] CN¥{ $number }
   *[other] { $currency } { $number }
}

## Other numbers

format-percent = { $number }%
# $unit: nm, mg/L …
format-measure = { $number } { $unit }

## Dates and times

# $year, $month, $day: numbers
format-date = { $day } { format-month } { $year }
# $month: as above
format-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
# `long`. $weekday: 1 for Monday to 7 for Sunday
format-date-long = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}, { format-date }
# `era`. $era: reiwa, heisei, showa, taisho or meiji; $era-year: the year in it
format-date-era = { $day } { format-month } { $era ->
    [reiwa] Reiwa
    [heisei] Heisei
    [showa] Shōwa
    [taisho] Taishō
   *[meiji] Meiji
} { $era-year }

# A range of days within a year. $low, $high: the days in full; $low-short, $high-short: without the year, and without the
# month if they share it
format-date-range = { $low-short } to { $high }
# $day, $month: as above
format-month-day = { $day } { format-month }
format-day = { $day }

# $weekday: 1 for Monday to 7 for Sunday
format-weekday = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
# The same where several may stand beside each other
format-weekday-short = { format-weekday }
# $days: one day of the week or several, short
format-weekdays = { $days }
# Some days of a month. $nth: which, as below, or several; $days: the text above, or the days in full
format-weekdays-nth = { $nth } { $days } of the month
# $nth: first, second, third, fourth, fifth or last
format-nth = { $nth ->
    [first] 1st
    [second] 2nd
    [third] 3rd
    [fourth] 4th
    [fifth] 5th
   *[last] last
}
# Several of them. $list: one, or several that are joined; $next: one more; $place: middle, or last if nothing follows
format-list = { $place ->
    [last] { $list } and { $next }
   *[middle] { $list }, { $next }
}

# $hour: 0 to 24; $minute: 0 to 59
format-time = { $hour }:{ NUMBER($minute, minimumIntegerDigits: 2) }
# $low, $high: the texts of times
format-time-range = { $low }–{ $high }
# `long`. $hour-of-twelve: 1 to 12; $half: am or pm; the others as above
format-time-long = { $minute ->
    [0] { $hour-of-twelve }
   *[other] { $hour-of-twelve }:{ NUMBER($minute, minimumIntegerDigits: 2) }
} { $hour ->
    [24] midnight
   *[other] { $half ->
        [am] am
       *[pm] pm
    }
}

## Units of counts
## A site adds its own: `unit-<name>`, where <name> is the `unit` of a column. $number, $count: see the top.

unit-session = { $number ->
    [one] { $number } session
   *[other] { $number } sessions
}
unit-person = { $number ->
    [one] { $number } person
   *[other] { $number } people
}
unit-study = { $number ->
    [one] { $number } study
   *[other] { $number } studies
}
unit-time = { $number ->
    [one] { $number } time
   *[other] { $number } times
}
unit-item = { $number ->
    [one] { $number } item
   *[other] { $number } items
}
