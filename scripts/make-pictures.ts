/** Draws the README's pictures: the real output of real commands, as SVG. Run after `pnpm demo`. */
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs/pictures');

interface Picture {
  readonly name: string;
  readonly title: string;
  readonly args: readonly string[];
  /** Lines shown; the rest is cut off with an ellipsis. */
  readonly lines: number;
}

const pictures: readonly Picture[] = [
  { name: 'run', title: 'pnpm demo', args: ['run', 'gsm8k', '--quiet'], lines: 22 },
  {
    name: 'compare',
    title: 'pawl compare latest:6b_verification latest:175b_finetuning',
    args: ['compare', 'latest:6b_verification', 'latest:175b_finetuning'],
    lines: 9,
  },
];

const escapeStart = `${String.fromCodePoint(27)}[`;
const sgr = new RegExp(`(${String.fromCodePoint(27)}\\[[\\d;]*m)`, 'g');

const colours: Readonly<Record<string, string>> = {
  '1': 'b',
  '2': 'd',
  '31': 'r',
  '32': 'g',
  '33': 'y',
};

await mkdir(folder, { recursive: true });
for (const picture of pictures) {
  const ended = spawnSync(
    process.execPath,
    [join(root, 'packages/cli/src/bin.ts'), ...picture.args],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, FORCE_COLOR: '1', NO_COLOR: '' },
    },
  );
  const all = ended.stdout.trimEnd().split('\n');
  const lines = all.length > picture.lines ? [...all.slice(0, picture.lines), '…'] : all;
  await writeFile(join(folder, `${picture.name}.svg`), draw(picture.title, lines));
  console.log(`docs/pictures/${picture.name}.svg`);
}

function draw(title: string, lines: readonly string[]): string {
  const [lineHeight, charWidth, margin] = [18, 7.83, 20];
  const columns = Math.max(title.length + 2, ...lines.map((line) => visibleLength(line)));
  const width = Math.ceil(columns * charWidth + 2 * margin);
  const height = (lines.length + 2) * lineHeight + 2 * margin;
  const text = [
    `<tspan class="d">$</tspan> <tspan class="b">${inert(title)}</tspan>`,
    '',
    ...lines.map(colour),
  ];
  const rows = text.map(
    (row, at) => `<text x="${margin}" y="${margin + 14 + at * lineHeight}">${row}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${inert(title)}">
<style>
svg { color-scheme: light dark }
rect { fill: #f8f7f4; stroke: #d9d6cf }
text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #24292f; white-space: pre }
.b { font-weight: 600 } .d { fill: #6e7781 } .r { fill: #b42318 } .g { fill: #1a7f37 } .y { fill: #9a6700 }
@media (prefers-color-scheme: dark) {
  rect { fill: #16181d; stroke: #30363d } text { fill: #e6edf3 }
  .d { fill: #8b949e } .r { fill: #ff7b72 } .g { fill: #56d364 } .y { fill: #e3b341 }
}
</style>
<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8"/>
${rows.join('\n')}
</svg>
`;
}

function visibleLength(line: string): number {
  return Array.from(line.replaceAll(sgr, '')).length;
}

/** Our own colours as classes; every other character is escaped. */
function colour(line: string): string {
  const open: string[] = [];
  return line
    .split(sgr)
    .map((part) => {
      const code = part.startsWith(escapeStart) ? part.slice(2, -1) : undefined;
      if (code === undefined) return part === '' ? '' : span(part, open);
      const name = colours[code];
      if (name === undefined) open.pop();
      else open.push(name);
      return '';
    })
    .join('');
}

function span(text: string, classes: readonly string[]): string {
  return classes.length === 0
    ? inert(text)
    : `<tspan class="${classes.join(' ')}">${inert(text)}</tspan>`;
}

function inert(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
