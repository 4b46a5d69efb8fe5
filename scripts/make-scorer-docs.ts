/** Writes docs/scorers.md from the scorers themselves; with --check it only tells whether the page is current. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { judgePrompts, scorers, type ShownDefinition } from '../packages/scorers/src/index.ts';

/** The chapters of the page: each begins with the scorer named. */
const chapters: Readonly<Record<string, string>> = {
  equals: 'Text',
  'exact-match': 'Nearness to a reference',
  refusal: 'Safety',
  'json-equal': 'Structure',
  instructions: 'Instruction following',
  'tool-used': 'Agents and tools',
  latency: 'Time, money and recorded judgements',
  judge: 'Judges',
  code: 'Code',
  not: 'Combinations, and your own',
};

const exampleTest = readFileSync(fileOf('packages/scorers/src/index.test.ts'), 'utf8');

const introduction = `# Scorers

<!-- Made by scripts/make-scorer-docs.ts from the scorers themselves: change them, not this page. -->

A scorer gives its opinion on one output: a score from 0 to 1, or *unscored* with a reason. In \`set.yaml\` a scorer
stands in its long form (\`type:\` and its options) or in its short form (\`contains: "30 days"\`); \`name:\` gives it
another name, \`advisory: true\` shows it without letting it decide. In a test or a script each one is a function
of an output (a text, a JSON value, or \`{ text, messages, toolCalls, … }\`), its options, and the ports of those that
need one (\`complete\` and \`nonce\` for a judge):

\`\`\`ts
${exampleTest}\`\`\`

A scorer never throws for an output; for wrong options it throws a \`UsageError\` that names them.

Every text scorer understands \`extract\` (which part of the output counts), \`normalize\` and \`caseSensitive\`, and
compares with the case's \`expected\` unless an option gives the value; a list there means that any of its answers is
right. An output without the extracted part is wrong (0). A text to look for of which normalisation leaves nothing is
unscored, because it would match everything. Patterns are in RE2 syntax and run in linear time: no look-around, no
back-references. What is too long to be scored in a moment is unscored, and says so.
`;

/** What a chapter says before its scorers. */
const notes: Readonly<Record<string, string>> = {
  judge: `The prompt of each judge stands with it, whole; from a script it is \`judgePrompts\` of \`@pawl/scorers\`. To replace one, write a file with the
same placeholders (\`{{output}}\` must be there) and name it: \`prompt: { file: ./my-judge.md }\`; a rubric can be a file in
the same way. Every text that is filled in stands between two copies of a random token, and what is invisible in it is
written out. Where the output has messages or tool calls, \`{{output}}\` holds them too, one a line, after the answer; long
ones lose their middle. The answer of the judge is one JSON object with a verdict of the menu, by schema or as the one tool call; an answer that
is not is asked for once more, and then the scorer is unscored. How far to trust a judge: [judges](judges.md). Every judge is
told first:

\`\`\`text
${judgePrompts['system']}
\`\`\``,
  code: `Off unless \`set.yaml\` says \`allowCode: true\`: it executes what a model wrote, and a set that names it without is
refused, exit 2. The code runs in a temporary folder of its own, with limits of time, of output, of memory for each process
and of 64 MB for each file. On Linux with user namespaces there is no network, nothing outside of the folder can be written,
the folder holds 256 MB at most, no other process can be seen, and there are at most 256 of its own (not where Pawl runs as
root, whom the kernel does not count). Otherwise, and on other systems, some of this is missing: **files outside of its
folder can always be read**, memory is never limited for all processes together, and \`metadata.notIsolated\` of each score
names everything that was not isolated. For code that may be hostile, run Pawl in a
container or a virtual machine.`,
};

interface Property {
  readonly description?: string;
}

function optionRows(scorer: ShownDefinition): readonly string[] {
  const schema = scorer.options.toJSONSchema({ io: 'input', unrepresentable: 'any' });
  const required = new Set(schema.required);
  const properties: [string, Property][] = Object.entries(schema.properties ?? {}).map(
    ([name, property]) => [name, typeof property === 'object' ? describe(property) : {}],
  );
  return properties
    .toSorted(([a], [b]) => Number(required.has(b)) - Number(required.has(a)))
    .map(([name, { description = '' }]) => {
      const mark = required.has(name) ? ' (required)' : '';
      return `- \`${name}\`${mark}${description === '' ? '' : `: ${escapeMarkdown(description)}`}`;
    });
}

function describe({ description }: { readonly description?: string | undefined }): Property {
  return description === undefined ? {} : { description };
}

function fileOf(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}

function escapeMarkdown(text: string): string {
  return text.replaceAll(/[*_<>[\]]/g, String.raw`\$&`);
}

// JSON is YAML: values are written as JSON, one option a line.
function exampleOf({ type, example }: ShownDefinition): string {
  const options = Object.entries(example.options).map(
    ([key, value]) => `    ${key}: ${JSON.stringify(value)}`,
  );
  return [
    '```yaml',
    'scorers:',
    `  - type: ${JSON.stringify(type).slice(1, -1)}`,
    ...options,
    '```',
  ].join('\n');
}

function resultOf({ example }: ShownDefinition): string {
  const output =
    typeof example.output === 'string' ? example.output : JSON.stringify(example.output);
  const expected =
    example.expected === undefined
      ? ''
      : ` with \`expected\` ${code(JSON.stringify(example.expected))}`;
  if (example.value === undefined) return '';
  return `\nThe output ${code(output)}${expected} gets ${example.value}.\n`;
}

function code(text: string): string {
  const flat = text.replaceAll('\n', '\\n');
  return flat.includes('`') ? `\`\` ${flat} \`\`` : `\`${flat}\``;
}

function entryOf(scorer: ShownDefinition): string {
  const rows = optionRows(scorer);
  const table = rows.length === 0 ? '' : `\nOptions:\n\n${rows.join('\n')}\n`;
  const needs = (scorer.needs ?? []).length === 0 ? '' : `\nNeeds: ${scorer.needs?.join(', ')}.\n`;
  const prompt = judgePrompts[scorer.type];
  const shown =
    prompt === undefined ? '' : `\nThe prompt:\n\n\`\`\`text\n${prompt.trim()}\n\`\`\`\n`;
  return `### ${scorer.type}\n\n${scorer.summary}\n\n${exampleOf(scorer)}\n${resultOf(scorer)}${table}${needs}${shown}`;
}

function headingOf(chapter: string, note: string | undefined): string {
  return `## ${chapter}\n\n${note === undefined ? '' : `${note}\n\n`}`;
}

function makePage(): string {
  const entries = scorers.map((scorer) => {
    const chapter = chapters[scorer.type];
    return `${chapter === undefined ? '' : headingOf(chapter, notes[scorer.type])}${entryOf(scorer)}`;
  });
  return `${introduction}\n${entries.join('\n')}`;
}

const file = fileOf('docs/scorers.md');
const page = makePage();
if (process.argv.includes('--check')) {
  const isCurrent = readFileSync(file, 'utf8') === page;
  if (!isCurrent)
    console.error('docs/scorers.md is not current: run node scripts/make-scorer-docs.ts');
  process.exitCode = isCurrent ? 0 : 1;
} else {
  writeFileSync(file, page);
  console.log(`docs/scorers.md: ${scorers.length} scorers`);
}
