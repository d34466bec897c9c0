// A table in which a reader changes numbers: its fields, and the results beside them. Without this file the table stands as it
// was built, and until a reader turns to a field, all of it is what the build has written. What works it out is `calculate.js`.
(() => {
  const own = document.currentScript;

  // Asks for what works it out, once.
  let asked;
  const load = () => asked ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = own.dataset.calculate;
    script.integrity = own.dataset.integrity;
    script.onload = done;
    script.onerror = () => {
      asked = undefined;
      failed();
    };
    document.head.append(script);
  });

  const make = (name, className, text = "") => {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    return element;
  };

  const planner = (script, number) => {
    const figure = script.parentNode;
    const data = JSON.parse(script.text);
    const values = data[1];
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
        const { hint: told, narrow, lang: spoken, words, ...limits } = value.input;
        const input = make("input", narrow ? "narrow" : "");
        input.type = "number";
        input.required = true;
        for (const [limit, number] of Object.entries(limits)) input.setAttribute(limit, number);
        entry.append(make("span", "", words[0]), input, make("span", "", words[1]));
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

    // What is written, of each value; where something is wrong, no result stays as it was.
    const show = (wrong, found) => {
      const sentence = [];
      values.forEach((value, i) => {
        if (!places[i]) return;
        const input = inputs.get(value);
        const text = found && (input ? input.validity.valid : !wrong) ? found[i].text : "–";
        if (input && found) [input.previousElementSibling.textContent, input.nextElementSibling.textContent] = found[i].words;
        if (shown.has(value)) shown.get(value).textContent = text;
        places[i].textContent = text;
        sentence.push(`${name(places[i])} ${text}`);
      });
      print(wrong || sentence);
    };
    const print = said => {
      printed.textContent = [said].flat().length > 1 ? new Intl.ListFormat(figure.closest("[lang]").lang).format(said) : said;
    };

    const update = async event => {
      let wrong = "";
      for (const input of inputs.values()) {
        const valid = input.checkValidity();
        if (valid) input.removeAttribute("aria-invalid");
        else {
          input.setAttribute("aria-invalid", "true");
          wrong ||= document.getElementById(input.getAttribute("aria-describedby")).textContent;
        }
      }
      if (!globalThis.shirubeCalculate) {
        show(wrong);
        await load().catch(() => {});
        return globalThis.shirubeCalculate && update(event);
      }
      const typed = values.map(value => {
        const input = inputs.get(value);
        return input && (input.validity.valid ? input.value : input.defaultValue);
      });
      show(wrong, globalThis.shirubeCalculate(data, typed));
      if (event.type === "change" || event.type === "click") {
        status.value = wrong || values.filter(value => shown.has(value)).map(value => value.label + shown.get(value).textContent).join("\n");
      }
    };

    script.remove();
    panel.append(fields, results);
    fields.append(reset);
    box.before(make("p", "planner-title", box.querySelector("caption")?.textContent), panel, printed);
    // Where it holds nothing else, the table has said all that it can.
    if (box.querySelectorAll("tbody td").length === places.filter(Boolean).length) box.hidden = true;
    figure.addEventListener("focusin", () => load().catch(() => {}), { once: true });
    figure.addEventListener("input", update);
    figure.addEventListener("change", update);
    reset.addEventListener("click", event => {
      for (const input of inputs.values()) input.value = input.defaultValue;
      update(event);
    });
    reset.hidden = false;
    print(places.filter(Boolean).map(place => `${name(place)} ${place.textContent}`));
  };

  document.querySelectorAll("script.planner").forEach(planner);
})();
