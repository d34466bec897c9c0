// A table in which a reader changes numbers: its fields, and the results beside them. Without this file the table stands as it
// was built. templates/README.md ("The planner") has the data; what the build could do beforehand is in it.
(() => {
  // Formulas are in postfix; the operators by their names.
  const operators = {
    "+": (a, b) => a + b,
    "-": (a, b) => a - b,
    "*": (a, b) => a * b,
    "/": (a, b) => a / b,
    min: Math.min,
    max: Math.max,
  };

  const evaluate = (steps, numbers) => {
    const stack = [];
    for (const step of steps) {
      if (Object.hasOwn(operators, step)) {
        const [a, b] = stack.splice(-2);
        stack.push(operators[step](a, b));
      } else {
        stack.push(numbers[step]);
      }
    }
    return stack[0];
  };

  // What stands round a number: by the number, else by its plural, else the first.
  const around = (list, number, lang) => {
    const plural = n => new Intl.PluralRules(lang).select(n);
    return list.find(([n]) => n == number) || list.find(([n]) => plural(n) === plural(number)) || list[0];
  };

  // A number with words for its powers of 10,000: 17万4,000.
  const digits = (units, number, options, lang) => {
    let rest = number;
    let text = "";
    for (let power = units.length - 1; power >= 0; power -= 1) {
      const below = power ? rest % 1e4 ** power : 0;
      const part = (rest - below) / 1e4 ** power;
      rest = below;
      if (part || !power && !text) text += part.toLocaleString(lang, options) + units[power];
    }
    return text;
  };

  const write = (value, low, high, lang) => {
    const one = low === high;
    // Both ends of a range have as many decimals.
    const options = low % 1 || high % 1 ? value.digits : {};
    const [, before, after] = around(one ? value.one : value.range, high, lang);
    const end = number => digits(value.units, number, options, lang);
    const range = (one ? "" : end(low) + value.join) + end(high);
    return before + value.mend.reduce((text, [from, to]) => text.replace(RegExp(from), to), range) + after;
  };

  const make = (name, className, text = "") => {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    return element;
  };

  const planner = (script, number) => {
    const figure = script.parentNode;
    const [known, values, lang] = JSON.parse(script.text);
    const box = figure.querySelector(".table-box");
    const status = figure.querySelector("output");
    const reset = figure.querySelector("button");
    const panel = make("div", "planner-panel");
    const fields = make("div", "planner-fields");
    const results = make("dl", "planner-results");
    const printed = make("p", "planner-printed");
    const inputs = new Map();
    const shown = new Map();
    // Every value has a name: that of its column, and of its row where there are several.
    const places = values.map(value => value.at && box.querySelector(value.at));
    const rows = new Set(places.filter(Boolean).map(place => place.closest("tr")));
    const name = place => {
      const column = place.closest("td").dataset.label;
      return rows.size > 1 ? `${place.closest("tr").querySelector("th").textContent}: ${column}` : column;
    };

    values.forEach((value, i) => {
      const place = places[i];
      if (value.input) {
        const field = make("div", "planner-field");
        const label = make("label", "", name(place));
        const entry = make("div", "planner-entry");
        const { hint: told, narrow, lang: spoken, ...limits } = value.input;
        const input = make("input", narrow ? "narrow" : "");
        input.type = "number";
        input.required = true;
        for (const [limit, number] of Object.entries(limits)) input.setAttribute(limit, number);
        entry.append(make("span", ""), input, make("span", ""));
        const hint = make("p", "planner-hint", told);
        input.id = label.htmlFor = `s.planner-${number}-${i}`;
        hint.id = `${input.id}-hint`;
        if (spoken) hint.lang = spoken;
        input.setAttribute("aria-describedby", hint.id);
        field.append(label, hint, entry);
        fields.append(field);
        inputs.set(value, input);
      } else if (place) {
        const line = make("div", "planner-result");
        const result = make("dd", "", place.textContent);
        result.dataset.planned = place.dataset.planned;
        line.append(make("dt", "", name(place)), result);
        results.append(line);
        shown.set(value, result);
      }
    });

    // One wrong field clears the results: what they were is not true of what stands in the fields.
    const update = event => {
      let wrong = "";
      for (const input of inputs.values()) {
        const valid = input.checkValidity();
        if (valid) input.removeAttribute("aria-invalid");
        else {
          input.setAttribute("aria-invalid", "true");
          wrong ||= document.getElementById(input.getAttribute("aria-describedby")).textContent;
        }
      }
      const numbers = [...known];
      const said = [];
      const sentence = [];
      values.forEach((value, i) => {
        let text = "–";
        if (value.input) {
          const input = inputs.get(value);
          numbers.push(input.value * value.factor);
          const [, before, after] = around(value.one, input.value, lang);
          input.previousElementSibling.textContent = before;
          input.nextElementSibling.textContent = after;
          if (input.value) text = before + Number(input.value).toLocaleString(lang) + after;
        } else {
          const ends = value.steps.map(steps => evaluate(steps, numbers));
          numbers.push(...ends);
          const [low, high = low] = ends.map(end => Math.round(end / value.scale) * value.top / value.bottom);
          if (!wrong) text = write(value, low, high, lang);
          if (places[i]) said.push(value.label + text);
          if (places[i]) shown.get(value).textContent = text;
        }
        if (!places[i]) return;
        places[i].textContent = text;
        sentence.push(`${name(places[i])} ${text}`);
      });
      printed.textContent = wrong || new Intl.ListFormat(lang).format(sentence);
      if (event?.type === "change" || event?.type === "click") status.value = wrong || said.join("\n");
    };

    script.remove();
    panel.append(fields, results);
    fields.append(reset);
    box.before(make("p", "planner-title", box.querySelector("caption")?.textContent), panel, printed);
    // Where it holds nothing else, the table has said all that it can.
    if (box.querySelectorAll("tbody td").length === places.filter(Boolean).length) box.hidden = true;
    figure.addEventListener("input", update);
    figure.addEventListener("change", update);
    reset.addEventListener("click", event => {
      for (const input of inputs.values()) input.value = input.defaultValue;
      update(event);
    });
    reset.hidden = false;
    update();
  };

  document.querySelectorAll("script.planner").forEach(planner);
})();
