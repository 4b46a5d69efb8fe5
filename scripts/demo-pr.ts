// Plays pull requests with the built action and a GitHub on loopback, and prints what the action says: against our own GSM8K
// set, and against a support desk with incidents, prices and a history. `node scripts/demo-pr.ts --write` also writes it to
// docs/examples.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { git } from '../action/test/project.ts';
import { startModel } from '../packages/cli/testing/model-server.ts';
import { Stage, type Played } from './demo/stage.ts';
import {
  answerAsAsked,
  prompts,
  refundPrompt,
  supportFiles,
  writeFiles,
} from './demo/support-story.ts';

const root = dirname(import.meta.dirname);
const examples = join(root, 'docs', 'examples');
const cli = join(root, 'packages', 'cli', 'src', 'bin.ts');
const mistakes: string[] = [];

function keep(name: string, text: string): void {
  console.log(`\n────── ${name}\n\n${text}`);
  if (text.trim() === '') mistakes.push(`${name} is empty`);
  if (!process.argv.includes('--write')) return;
  mkdirSync(examples, { recursive: true });
  writeFileSync(join(examples, name), text.endsWith('\n') ? text : `${text}\n`);
}

function mustEnd(name: string, code: number, expected: number): void {
  console.log(`${name}: exit code ${code}`);
  if (code !== expected) mistakes.push(`${name} ended with ${code}, not with ${expected}`);
}

/** One target, which plays one of the four recorded configurations. */
function configure(work: string, configuration: string): void {
  const where = `outputs: evals/gsm8k/recorded.jsonl\n    where: { target: ${configuration} }`;
  writeFileSync(
    join(work, 'pawl.yaml'),
    `targets:\n  solver:\n    provider: recorded\n    ${where}\n`,
  );
}

function layOutGsm8k(work: string): void {
  cpSync(join(root, 'evals', 'gsm8k'), join(work, 'evals', 'gsm8k'), { recursive: true });
  const set = join(work, 'evals', 'gsm8k', 'set.yaml');
  const text = readFileSync(set, 'utf8');
  writeFileSync(set, text.replace(/^targets: .*$/m, 'targets: [solver]'));
  writeFileSync(join(work, '.gitignore'), 'node_modules\n.pawl\n');
}

async function playGsm8k(stage: Stage): Promise<void> {
  const { work } = stage;
  const play = (configuration: string): Promise<Played> =>
    stage.playPullRequest(`Solve with ${configuration}`, () => configure(work, configuration));
  layOutGsm8k(work);
  configure(work, '6b_verification');
  stage.commitAll('Begin');
  git(work, 'push', '-q', 'origin', 'main');
  const first = await play('6b_finetuning');
  keep('comment-no-baseline.md', first.comment);
  mustEnd('no baseline', first.end.code, 3);
  git(work, 'checkout', '-q', 'main');
  writeFileSync(join(work, 'README.md'), 'Grade-school maths, solved by a recorded model.\n');
  await stage.pushMain('Solve with the verified 6B model');
  const worse = await play('175b_finetuning');
  keep('comment-regressed.md', worse.comment);
  keep('summary-regressed.md', worse.end.summary);
  keep('check-regressed.md', renderCheck(worse));
  mustEnd('regressed', worse.end.code, 1);
  const better = await play('175b_verification');
  keep('comment-green.md', better.comment);
  keep('check-green.md', renderCheck(better));
  mustEnd('improved', better.end.code, 0);
  const fork = await stage.playFork();
  keep('summary-fork.md', fork.summary);
  mustEnd('fork', fork.code, 3);
}

/** Better with every push, then a prompt that forgets what two incidents taught. */
async function playSupport(stage: Stage, modelUrl: string): Promise<void> {
  const { work } = stage;
  writeFiles(work, supportFiles(modelUrl));
  for (const how of prompts.pushed) {
    writeFiles(work, refundPrompt(how));
    await stage.pushMain(`Answer ${how}`);
  }
  const worse = await stage.playPullRequest(`Answer ${prompts.worse}`, () =>
    writeFiles(work, refundPrompt(prompts.worse)),
  );
  keep('comment-incidents.md', worse.comment);
  keep('summary-incidents.md', worse.end.summary);
  keep('check-incidents.md', renderCheck(worse));
  keep('waiver-from-link.md', renderWaiver(worse.comment));
  mustEnd('incidents', worse.end.code, 1);
}

/** The check run as it was sent to GitHub, as a page. */
function renderCheck({ check }: Played): string {
  const output = Object.entries(check['output'] ?? {});
  const said = (key: string): string => String(output.find(([name]) => name === key)?.[1] ?? '');
  const facts = [
    `check run: ${String(check['name'])}`,
    `status: ${String(check['status'])}`,
    `conclusion: ${String(check['conclusion'])}`,
    `title: ${said('title')}`,
  ];
  return `\`\`\`text\n${facts.join('\n')}\n\`\`\`\n\n${said('summary')}`;
}

/** The file that the comment's waiver link opens in GitHub's editor. */
function renderWaiver(comment: string): string {
  const [, link = ''] = /\[request a waiver\]\(([^)]+)\)/.exec(comment) ?? [];
  const query = new URL(link.replaceAll('&amp;', '&')).searchParams;
  return `\`\`\`yaml\n# ${query.get('filename')}\n${query.get('value')}\`\`\`\n`;
}

async function onStage(stage: Stage, play: (stage: Stage) => Promise<void>): Promise<void> {
  try {
    await play(stage);
    mistakes.push(...stage.github.violations);
  } finally {
    await stage.close();
  }
}

await onStage(await Stage.open(cli), playGsm8k);
await using model = await startModel(answerAsAsked);
const env = { OPENAI_API_KEY: 'loopback' };
await onStage(await Stage.open(cli, env), (stage) => playSupport(stage, model.url));
for (const mistake of mistakes) console.error(mistake);
if (mistakes.length > 0) process.exitCode = 1;
