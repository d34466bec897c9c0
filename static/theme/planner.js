// templates/README.md has the data.
{
let lang;
const kind = n => new Intl.PluralRules(lang).select(n);
const ops = { "+": (a, b) => a + b, "-": (a, b) => a - b, "*": (a, b) => a * b, "/": (a, b) => a / b, __proto__: Math };
const near = (list, n) => list.find(x => x[0] == n) || list.find(x => kind(x[0]) == kind(n)) || list[0];

const write = (c, low, high) => {
	const digits = low % 1 || high % 1 ? c.digits : {};
	const text = n => c.units.reduceRight((text, unit, i) => {
		const rest = i && n % 1e4 ** i, part = (n - rest) / 1e4 ** i;
		n = rest;
		return part || !i && !text ? text + part.toLocaleString(lang, digits) + unit : text;
	}, "");
	const one = low == high, [, before, after] = near(one ? c.one : c.range, high);
	const all = (one ? "" : text(low) + c.join) + text(high);
	return before + c.mend.reduce((s, [a, b]) => s.replace(RegExp(a), b), all) + after;
};

for (const script of document.querySelectorAll(".planner")) {
	const [known, cells, code] = JSON.parse(script.text), table = script.parentNode, $ = x => table.querySelector(x);
	lang = code;
	script.remove();
	const update = table.oninput = table.onchange = e => {
		const bad = $(":invalid"), v = [...known];
		let said = "";
		if (!bad) for (const c of cells) {
			const at = $(c.at);
			if (c.input) {
				const [before, input, after] = at.children;
				v.push(input.value * c.factor);
				[, before.innerText, after.innerText] = near(c.one, input.value);
			} else {
				const ends = c.steps.map(steps => {
					const s = [];
					steps.map(x => s.push(ops[x]?.(...s.splice(-2)) ?? v[x]));
					return s[0];
				});
				v.push(...ends);
				const [low, high = low] = ends.map(n => Math.round(n / c.scale) * c.top / c.bottom);
				if (at) said += c.label + (at.innerText = write(c, low, high)) + "\n";
			}
		}
		if (e.type < "d") $("output").value = bad ? bad.title : said;
	};
	const start = $("button").onclick = e => {
		for (const c of cells) if (c.input) $(c.at).innerHTML = c.input;
		update(e);
	};
	start($("button").hidden = false);
}
}
