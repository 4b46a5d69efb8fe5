/** What kind of output a scorer is measured on. */
export type OutputKind = 'prose' | 'markdown' | 'json' | 'html' | 'xml' | 'sql';

const words =
  'the quick brown fox jumps over a lazy dog and its owner does not mind at all because order 4711 was returned within thirty days of purchase while the refund of 12.50 dollars is still on its way to the customer who asked for it yesterday'.split(
    ' ',
  );

/** So many distinct outputs of about 1 kB, always the same ones. */
export function makeOutputs(kind: OutputKind, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => makers[kind](draw(at)));
}

type Next = () => number;

/** Numbers below 2^31 that follow from the seed: Park and Miller's minimal standard. */
function draw(seed: number): Next {
  let state = seed * 7919 + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
}

const makers: Readonly<Record<OutputKind, (next: Next) => string>> = {
  prose: (next) => proseOf(next, 1024),
  markdown: (next) => markdownOf(next),
  json: (next) => JSON.stringify({ id: next(), items: itemsOf(next, 30) }),
  html: (next) =>
    `<ul>${itemsOf(next, 24)
      .map(({ name, price }) => `<li class="item"><b>${name}</b> ${price}</li>`)
      .join('')}</ul>`,
  xml: (next) =>
    `<order id="${next()}">${itemsOf(next, 29)
      .map(({ name, price }) => `<item price="${price}">${name}</item>`)
      .join('')}</order>`,
  sql: (next) =>
    `SELECT ${Array.from({ length: 50 }, () => `c${next() % 1000} + ${next() % 100} AS n${next()}`).join(', ')} FROM t WHERE id = ${next()}`.slice(
      0,
      1020,
    ),
};

function proseOf(next: Next, length: number): string {
  let text = '';
  while (text.length < length) {
    const word = words[next() % words.length] ?? '';
    text += next() % 12 === 0 ? `${word}. ` : `${word} `;
  }
  return `${text.slice(0, length - 12)} ${next()}`;
}

function markdownOf(next: Next): string {
  const parts = Array.from(
    { length: 4 },
    (_, at) => `## Part ${at + 1}\n\n${proseOf(next, 195)}\n\n- ${proseOf(next, 40)}\n`,
  );
  return `# Plan ${next()}\n\n${parts.join('\n')}`;
}

interface Item {
  readonly name: string;
  readonly price: number;
}

function itemsOf(next: Next, length: number): readonly Item[] {
  return Array.from({ length }, () => ({
    name: `${words[next() % words.length]} ${words[next() % words.length]}`,
    price: next() % 1000,
  }));
}
