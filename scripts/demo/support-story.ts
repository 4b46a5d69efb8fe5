// A support desk whose assistant asks a model on loopback: two sets, two incidents, a price, and prompts that get better
// with every push until a pull request makes one of them generous.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Prompts of `main`, one a push, and the one that the pull request brings. */
export const prompts = {
  pushed: ['politely', 'precisely', 'by the policy'],
  worse: 'generously',
} as const;

/** How many of the first forty questions each prompt answers wrongly, and whether it forgets the guards. */
const slips: Readonly<Record<string, number>> = {
  politely: 9,
  precisely: 5,
  policy: 2,
  generously: 14,
};

/** What the model answers to a whole prompt. */
export function answerAsAsked(prompt: string): string {
  if (prompt.includes('complaint')) return 'I am sorry to hear that, and I will look into it.';
  const number = Number(/question (\d+)/.exec(prompt)?.[1] ?? '99');
  const word = Object.keys(slips).find((one) => prompt.includes(one)) ?? 'policy';
  const forgets = number >= 90 && word === 'generously';
  const isWrong = forgets || number < (slips[word] ?? 0);
  return isWrong
    ? 'Of course, send it back whenever you like.'
    : 'You may return it within 30 days.';
}

/** The prompt that asks so. */
export const refundPrompt = (how: string): Readonly<Record<string, string>> => ({
  'prompts/refunds.md': `Answer ${how}: goods come back within 30 days. {{ input }}\n`,
});

/** Every file but the prompt that changes. */
export function supportFiles(modelUrl: string): Readonly<Record<string, string>> {
  const target = (prompt: string): string =>
    `{ provider: openai, baseUrl: '${modelUrl}', api: chat, model: support-model, prompt: ${prompt}, price: { input: 25, output: 200 } }`;
  return {
    '.gitignore': 'node_modules\n.pawl\n',
    'pawl.yaml': [
      'targets:',
      `  assistant: ${target('prompts/refunds.md')}`,
      `  mediator: ${target('prompts/complaints.md')}`,
      'gate: { margin: 0.05 }',
      "incidents: { url: 'https://incidents.example.com/{id}' }",
      '',
    ].join('\n'),
    'prompts/complaints.md': 'Answer this complaint kindly. {{ input }}\n',
    'evals/refunds/set.yaml': setFile('refunds', 'assistant', '30 days'),
    'evals/refunds/cases.jsonl': [...numbered(40), ...guardCases].map(line).join(''),
    'evals/complaints/set.yaml': setFile('complaints', 'mediator', 'sorry'),
    'evals/complaints/cases.jsonl': numbered(30).map(line).join(''),
    ...Object.fromEntries(guardCases.map((one) => incidentOf(one))),
  };
}

interface CaseRow {
  readonly id: string;
  readonly input: string;
}

const line = ({ id, input }: CaseRow): string => `${JSON.stringify({ id, input })}\n`;

const numbered = (count: number): CaseRow[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `question-${String(at).padStart(2, '0')}`,
    input: `question ${at}: may I send this back?`,
  }));

const guardCases = [
  {
    id: 'after-six-months',
    input: 'question 90: it is half a year old, may I send it back?',
    incident: 'INC-0142',
    severity: 'sev1',
  },
  {
    id: 'opened-perfume',
    input: 'question 91: I opened the perfume, may I send it back?',
    incident: 'INC-0097',
    severity: 'sev2',
  },
] as const;

const setFile = (name: string, target: string, words: string): string =>
  `name: ${name}\nversion: 1.0.0\nowner: '@support'\ntargets: [${target}]\nscorers: [{ contains: ${words} }]\n`;

function incidentOf({ id, incident, severity }: (typeof guardCases)[number]): [string, string] {
  const text = [
    `id: ${incident}`,
    `title: A refund was promised that nobody gives (${id})`,
    `severity: ${severity}`,
    'guards:',
    '  - set: refunds',
    `    case: ${id}`,
    '    bad: { text: Send it back whenever you like. }',
    '    good: { text: You may return it within 30 days. }',
    '',
  ].join('\n');
  return [`evals/incidents/${incident}.yaml`, text];
}

/** Writes files below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
