// Messages for languages that the program does not come in: whichever variant is chosen is seen in the text.

/** `{ $by -> … }` with a variant for each plural of the language, and `special` ones before them. */
function choice(code, by, text, special = []) {
  const { pluralCategories } = new Intl.PluralRules(code).resolvedOptions();
  const words = ['zero', 'one', 'two', 'few', 'many', 'other'].filter((word) => pluralCategories.includes(word));
  const variants = words.map((word) => `   ${word === 'other' ? '*' : ' '}[${word}] ${text(word)}`);
  return `{ ${by} ->\n${[...special.map((one) => `    ${one}`), ...variants].join('\n')}\n}`;
}

/** `locales/CODE/formats.ftl`. */
export function formats(code) {
  const number = (unit) => (word) => `{ $number } ${unit}-${word}`;
  const inWords = code === 'zh';
  const amount = (of) => (inWords ? `{ $currency ->\n    [JPY] { MYRIAD(${of}, units: "万亿兆", alone: "元") }\n   *[other] { ${of.split(',')[0]} }\n}` : `{ ${of.split(',')[0]} }`);
  const [from, to] = { ar: ['من ', ' إلى '], de: ['', ' bis '], fr: ['de ', ' à '] }[code] ?? ['', '–'];
  return `format-number = { $number }
format-range = ${from}{ $low }${to}{ $high }
format-range-measure = { $low } … { $high }
format-range-words = { $low }${to}{ $high }
format-from = { $value }+
format-to = -{ $value }
format-tax = { $tax ->
    [included] { $value } ({ -with })
   *[excluded] -{ $value }-
}
-with = with tax
format-duration = ${choice(code, '$number', (word) => `{ $unit ->
            [week] { $number } week-${word}
           *[other] { $unit }-${word} { $number }
        }`)}
format-amount = ${amount('$amount')}
format-amount-range = ${inWords ? `${amount('$low, $high')}${to}${amount('$high')}` : `{ $low }${to}{ $high }`}
format-money = ${choice(code, '$count', (word) => `{ $currency }-${word} { $number }`)}
format-percent = { $number } %${choice(code, '$count', (word) => word)}
format-measure = { format-percent } ${choice(code, '$number', (word) => `{ $unit }-${word}`)}
unit-session = ${choice(code, '$number', number('session'), ['[0] none: { $number }', '[21] twenty-one', '[0.5] half'])}
unit-person = ${choice(code, '$number', number('person'), ['[1] somebody', '[2] a pair'])}
unit-item = ${choice(code, 'NUMBER($number, type: "ordinal")', (word) => `{ NUMBER($number, minimumFractionDigits: 1) } item-${word}`).replace(/^ {4}\[(zero|one|two|few|many)\].*\n/gm, '')}${choice(code, 'NUMBER($number, minimumFractionDigits: 1)', (word) => ` ${word}`)} { NUMBER($number, maximumFractionDigits: 0, minimumIntegerDigits: 2, useGrouping: "false") }
`;
}
