// What a table comes to with a reader's own numbers: `planner.js` asks for this file when a reader turns to one of its fields.
// templates/README.md ("The planner") has the data; what the build could do beforehand is in it. Numbers are fractions of whole
// numbers, and digits and plurals are the build's: what is written is what the build would write.
(() => {
  const size = a => (a < 0n ? -a : a);
  const fraction = (top, bottom) => {
    let [divisor, rest] = [bottom, top];
    while (rest) [divisor, rest] = [rest, divisor % rest];
    if (divisor < 0n !== bottom < 0n) divisor = -divisor;
    return [top / divisor, bottom / divisor];
  };
  const read = text => fraction(...`${text}/1`.split("/").slice(0, 2).map(BigInt));
  const times = ([a, b], [c, d]) => fraction(a * c, b * d);
  const by = (a, [c, d]) => times(a, [d, c]);
  const plus = ([a, b], [c, d]) => fraction(a * d + c * b, b * d);
  const minus = (a, [c, d]) => plus(a, [-c, d]);
  const pick = sign => (...all) => all.reduce((a, b) => (sign * (b[0] * a[1] - a[0] * b[1]) > 0n ? b : a));
  const [least, most] = [pick(-1n), pick(1n)];
  const hull = (how, [a, b], [c, d]) => {
    const all = [how(a, c), how(a, d), how(b, c), how(b, d)];
    return [least(...all), most(...all)];
  };

  // Formulas are in postfix, and every number in them is a range; the operators by their names.
  const operators = {
    "+": ([a, b], [c, d]) => [plus(a, c), plus(b, d)],
    "-": ([a, b], [c, d]) => [minus(a, d), minus(b, c)],
    "*": (a, b) => hull(times, a, b),
    "/": (a, b) => hull(by, a, b),
    min: ([a, b], [c, d]) => [least(a, c), least(b, d)],
    max: ([a, b], [c, d]) => [most(a, c), most(b, d)],
    span: ([a, b], [c, d]) => [least(a, c), most(b, d)],
    low: ([a]) => [a, a],
    high: ([, b]) => [b, b],
  };

  const evaluate = (steps, numbers) => {
    const stack = [];
    for (const step of steps) {
      const operator = Object.hasOwn(operators, step) && operators[step];
      stack.push(operator ? operator(...stack.splice(-operator.length)) : numbers[step]);
    }
    return stack[0];
  };

  // A decimal number as digits: those of `number`, so many of them after the point.
  const decimal = (number, digits) => {
    const text = `${size(number)}`.padStart(digits + 1, "0");
    const at = text.length - digits;
    return { sign: number < 0n ? "-" : "", whole: text.slice(0, at), part: text.slice(at).replace(/0+$/, "") };
  };

  const parse = text => {
    const [, sign, whole, part] = /(-?)(\d*)\.?(\d*)/.exec(text);
    return { sign, whole, part };
  };

  // The nearest multiple of a step; a half goes away from zero.
  const rounded = ([top, bottom], { top: step, digits }) =>
    decimal(((2n * size(top) + bottom) / (2n * bottom)) * (top < 0n ? -1n : 1n) * BigInt(step), digits);

  // As a call of NUMBER asks: at most so many digits after the point (a half goes to the even one), at least so many before
  // and after it.
  const changed = (number, [most, before, after]) => {
    let { sign, whole, part } = number;
    if (most != null && part.length > most) {
      const [all, unit] = [BigInt(whole + part), 10n ** BigInt(part.length - most)];
      const rest = 2n * (all % unit);
      const up = rest > unit || (rest === unit && (all / unit) % 2n);
      ({ whole, part } = decimal(all / unit + (up ? 1n : 0n), most));
    }
    return { sign, whole: whole.padStart(before ?? 0, "0"), part: part.padEnd(after ?? 0, "0") };
  };

  // A number with the digits of a language.
  const write = ([digits, point, comma, first, rest, from, below, after], { sign, whole, part }, plain) => {
    let text = whole;
    if (!plain && first && whole.length >= first + from) {
      text = whole.slice(0, -first).replace(RegExp(`\\B(?=(\\d{${rest}})+$)`, "g"), () => comma) + comma + whole.slice(-first);
    }
    if (part) text += point + part;
    text = text.replace(/\d/g, digit => [...digits][digit]);
    return sign ? below + text + after : text;
  };

  // The plural of a number, by the rules of CLDR.
  const plural = (rules, { whole, part }) => {
    const t = part.replace(/0+$/, "");
    const operands = { n: t ? NaN : +whole, i: +whole, v: part.length, w: t.length, f: +part, t: +t, c: 0, e: 0 };
    const holds = relation => {
      const [, operand, by, not, list] = /(.)(?: % (\d+))? (!?)= (.+)/.exec(relation);
      const value = operands[operand] % (by || Infinity);
      const isIn = item => {
        const [low, high = low] = item.split("..");
        return low <= value && value <= high;
      };
      return list.split(", ").some(isIn) !== !!not;
    };
    const found = rules.find(([, rule]) => rule.split(" or ").some(all => all.split(" and ").every(holds)));
    return found ? found[0] : "other";
  };

  const pluralOfRange = ([, rules, ranges], ends) => {
    const [low, high] = ends.map(end => plural(rules, end));
    const found = ranges.find(([from, to]) => from === low && to === high);
    return found ? found[2] : high;
  };

  // A number in groups of four digits, each that is not zero with the power of 10,000 that it counts: 17万4,000.
  const groupsOf = (symbols, units, { whole, part }) => {
    const groups = [];
    for (let at = 0, rest = whole; at <= units.length; at += 1) {
      const group = at < units.length ? rest.slice(-4) : rest;
      rest = rest.slice(0, -4);
      const own = at ? "" : part;
      if (own || /[^0]/.test(group)) groups.unshift([at, write(symbols, { whole: group.replace(/^0+(?=.)/, ""), part: own })]);
    }
    return groups.length ? groups : [[0, write(symbols, { whole: "0", part: "" })]];
  };

  const myriad = (symbols, { units, alone }, number, before) => {
    const groups = groupsOf(symbols, units, number);
    const text = number.sign + groups.map(([at, group]) => group + (units[at - 1] ?? "")).join("");
    if (!before) return text;
    const only = (list, { sign }) => (list.length > 1 || sign ? 0 : list[0][0]);
    const [own, other] = [only(groups, number), only(groupsOf(symbols, units, before), before)];
    if (own && own === other) return groups[0][1];
    return !own && other && groups.every(([at]) => !at) ? text + alone : text;
  };

  // A text with the numbers put in; `mark` stands before and after each. `usual`: whatever the numbers are, the last resort of
  // each choice.
  const say = (outline, ends, voices, mark = "", usual = false) => {
    const numberOf = ({ n, change = [] }) => change.reduce(changed, typeof n === "string" ? parse(n) : ends[n]);
    const part = piece => {
      if (typeof piece === "string") return piece;
      const voice = voices[piece.voice ?? 0];
      if (piece.units) {
        const [number, before] = [piece, piece.before].map(one => one && numberOf(one));
        return mark + myriad(voice[0], { ...piece, units: [...piece.units] }, number, before) + mark;
      }
      if (!piece.of) return mark + write(voice[0], numberOf(piece), piece.plain) + mark;
      const keys = () => {
        if (!piece.by) return [pluralOfRange(voice, ends)];
        if (piece.by.n === undefined) return [say(piece.by, ends, voices)];
        const number = numberOf(piece.by);
        const { sign, whole, part: digits } = number;
        const short = [whole.replace(/^0+(?=.)/, ""), digits.replace(/0+$/, "")].filter(Boolean).join(".");
        return [sign + short, plural(voice[piece.by.ordinal ? 3 : 1], number)];
      };
      const all = usual ? [] : keys();
      const chosen = piece.of.find(([key]) => all.includes(key)) ?? piece.of.at(piece.or ?? -1);
      return say(chosen[1], ends, voices, mark, usual);
    };
    return [outline].flat().map(part).join("");
  };

  // A value: both ends of a range have as many decimals.
  const written = (pattern, ends, voices, ...rest) => {
    const digits = ends.some(({ part }) => part) ? (pattern.digits ?? 0) : 0;
    const padded = ends.map(end => changed(end, [null, 0, digits]));
    const [low, high] = ends.map(({ sign, whole, part }) => `${sign}${whole}.${part}`);
    if (low !== high) return say(pattern.range, padded, voices, ...rest);
    if (!pattern.below || !ends[0].sign) return say(pattern.one, padded, voices, ...rest);
    return say(pattern.below, padded.map(end => ({ ...end, sign: "" })), voices, ...rest);
  };

  // What stands before and after the number of a field.
  const around = (pattern, end, voices) => {
    const parts = usual => written(pattern, [end, end], voices, "\0", usual).split("\0");
    const words = [false, true].map(parts).find(words => words.length > 1) ?? ["", ""];
    return [words[0], words.slice(2).join("")];
  };

  // The text of each value, and of those that are typed the words round it. `typed` has what stands in the field of each of them.
  globalThis.shirubeCalculate = ([known, values, patterns, voices], typed) => {
    const numbers = known.map(number => [number].flat()).map(([low, high = low]) => [read(low), read(high)]);
    return values.map((value, i) => {
      const pattern = patterns[value.pattern];
      if (value.input) {
        // Whatever way it is typed, as 1e3 or 2.50, it has no more digits after the point than its steps have.
        const digits = BigInt(Number(typed[i]).toFixed(value.digits).replace(".", ""));
        const end = decimal(digits, value.digits);
        const exact = times(fraction(digits, 10n ** BigInt(value.digits)), read(value.factor));
        numbers.push([exact, exact]);
        return { text: written(pattern, [end, end], voices), words: around(pattern, end, voices) };
      }
      const ends = evaluate(value.steps, numbers);
      numbers.push(ends);
      return value.at ? { text: written(pattern, ends.map(end => rounded(by(end, read(value.unit)), value)), voices) } : {};
    });
  };
})();
