// One spelling for names in three languages and two scripts, and a search that forgives slips of the pen.

const CYRILLIC = {
  а: "a",
  ә: "a",
  б: "b",
  в: "v",
  г: "g",
  ғ: "g",
  д: "d",
  е: "e",
  ё: "e",
  ж: "j",
  з: "z",
  и: "i",
  й: "i",
  к: "k",
  қ: "k",
  л: "l",
  м: "m",
  н: "n",
  ң: "n",
  о: "o",
  ө: "o",
  п: "p",
  р: "r",
  с: "s",
  т: "t",
  у: "u",
  ұ: "u",
  ү: "u",
  ф: "f",
  х: "h",
  һ: "h",
  ц: "ts",
  ч: "ch",
  ш: "sh",
  щ: "sh",
  ъ: "",
  ы: "i",
  і: "i",
  ь: "",
  э: "e",
  ю: "iu",
  я: "ia",
};

/** The folded form of a text: Latin letters, digits and single spaces; spellings of one sound fall together. */
function fold(text) {
  return text
    .toLowerCase()
    .replace(/[а-яёәғқңөұүһі]/g, (letter) => CYRILLIC[letter] ?? letter)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/ı/g, "i")
    .replace(/zh|dzh|dj/g, "j")
    .replace(/kh|x/g, "h")
    .replace(/gh/g, "g")
    .replace(/q/g, "k")
    .replace(/w/g, "v")
    .replace(/['’ʼʹ`]/g, "")
    .replace(/y/g, "i")
    .replace(/ie/g, "e")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/(\p{L})\1+/gu, "$1")
    .trim();
}

/** Whether two words differ by at most `most` insertions, deletions, exchanges or swaps of neighbours. */
function within(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return false;
  let before = null;
  let last = Array.from({ length: b.length + 1 }, (_, number) => number);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + change);
      if (before && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return false;
    before = last;
    last = row;
  }
  return last[b.length] <= most;
}

/** An index over the names of nodes: which words stand in which nodes. */
function nameIndex(nodes) {
  const words = new Map();
  nodes.forEach((node, number) => {
    for (const name of namesOf(node)) {
      for (const word of fold(name).split(" ")) {
        if (!word) continue;
        if (!words.has(word)) words.set(word, new Set());
        words.get(word).add(number);
      }
    }
  });
  return { words, full: nodes.map((node) => namesOf(node).map(fold)) };
}

/** The numbers of the nodes that a query names, best first; `weight` breaks ties (larger is better). */
function searchNames(index, query, weight, limit = 12) {
  const asked = fold(query).split(" ").filter(Boolean);
  if (!asked.length) return [];
  const total = new Map();
  asked.forEach((word, position) => {
    const best = new Map();
    const slips = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
    for (const [known, nodes] of index.words) {
      let score = 0;
      if (known === word) score = 4;
      else if (known.startsWith(word)) score = 3;
      else if (word.length >= 3 && known.includes(word)) score = 2;
      else if (slips && within(word, known, slips)) score = 1.5;
      else if (slips && known.length > word.length && within(word, known.slice(0, word.length), 1)) score = 1;
      if (score) for (const node of nodes) if ((best.get(node) || 0) < score) best.set(node, score);
    }
    if (position === 0) for (const [node, score] of best) total.set(node, score);
    else
      for (const [node, score] of [...total]) {
        if (best.has(node)) total.set(node, score + best.get(node));
        else total.delete(node);
      }
  });
  const phrase = asked.join(" ");
  const rank = (node) => {
    const names = index.full[node];
    const whole = names.some((name) => name === phrase) ? 4 : names.some((name) => name.startsWith(phrase)) ? 2 : 0;
    return total.get(node) + whole;
  };
  return [...total.keys()]
    .map((node) => [node, rank(node)])
    .sort((a, b) => b[1] - a[1] || weight(b[0]) - weight(a[0]) || a[0] - b[0])
    .slice(0, limit)
    .map(([node]) => node);
}
