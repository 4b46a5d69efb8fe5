import { isCancel, log, multiline, select, text } from '@clack/prompts';
import { UsageError, type Project, type Severity } from '@pawl/core';

import type { IncidentFacts } from './incident-draft.ts';
import type { MissingExpected } from './missing-expected.ts';

const severities: readonly { readonly value: Severity; readonly label: string }[] = [
  { value: 'sev1', label: 'sev1 · customers harmed, money or law' },
  { value: 'sev2', label: 'sev2 · customers misled or turned away' },
  { value: 'sev3', label: 'sev3 · annoying' },
  { value: 'sev4', label: 'sev4 · cosmetic' },
];

/** Tells whether the case that the facts become lacks an expected answer. */
export type ExpectedCheck = (facts: IncidentFacts) => Promise<MissingExpected | undefined>;

/** Asks for what is still missing, one short question after the other; an empty answer leaves it open. */
export async function askFacts(
  project: Project,
  known: IncidentFacts,
  check: ExpectedCheck,
): Promise<IncidentFacts> {
  for (const note of known.notes) log.info(note);
  const title = known.title ?? (await askText('What happened, in one line?', needed));
  const severity = known.severity ?? (await askSeverity());
  const set = known.set ?? (await askSet(project));
  const pair = await askPair(known);
  const paired = { ...known, ...pair, ...(set === undefined ? {} : { set }) };
  const expected = await askExpected(await check(paired));
  const owner = known.owner ?? (await askText('Who answers for it? (@team; empty: nobody yet)'));
  const postmortem =
    known.postmortem ?? (await askText('Where is the postmortem? (URL; empty: none yet)', isUrl));
  return {
    ...paired,
    title,
    severity,
    ...(expected === '' ? {} : { expected }),
    ...(owner === '' ? {} : { owner }),
    ...(postmortem === '' ? {} : { postmortem }),
  };
}

/** The question, what was answered, and what should have been. */
async function askPair(known: IncidentFacts): Promise<Partial<IncidentFacts>> {
  const asks = known.input === undefined && known.case === undefined;
  const input = asks ? await askText('What was asked?', needed) : known.input;
  const bad =
    known.bad ?? (await askOutput('What did it answer? Paste it; nothing: nobody kept it.'));
  const good = known.good ?? (await askOutput('What should it have answered?'));
  return {
    ...(input === undefined ? {} : { input }),
    ...(bad === undefined ? {} : { bad }),
    ...(good === undefined ? {} : { good }),
  };
}

/** A proposal stands there already: Enter takes it. */
async function askExpected(missing: MissingExpected | undefined): Promise<string> {
  if (missing === undefined) return '';
  const answer = await text({
    message: `What must a right answer say? ${missing.scorer} compares with it. (empty: leave it open)`,
    ...(missing.proposal === undefined ? {} : { initialValue: missing.proposal }),
  });
  return isCancel(answer) ? cancelled() : answer.trim();
}

type Check = (answer: string | undefined) => string | undefined;

const needed: Check = (answer = '') => (answer.trim() === '' ? 'This one is needed.' : undefined);
const isUrl: Check = (answer = '') =>
  answer === '' || /^https?:\/\/\S+$/u.test(answer) ? undefined : 'Write a URL, or leave it empty.';

async function askText(message: string, validate?: Check): Promise<string> {
  const answer = await text({ message, ...(validate === undefined ? {} : { validate }) });
  return isCancel(answer) ? cancelled() : answer;
}

async function askOutput(message: string): Promise<{ readonly text: string } | undefined> {
  const answer = await multiline({
    message: `${message} (Tab, then Enter, goes on)`,
    showSubmit: true, // replies have blank lines: two of them must not end a paste
  });
  if (isCancel(answer)) return cancelled();
  return answer.trim() === '' ? undefined : { text: answer.trim() };
}

async function askSeverity(): Promise<Severity> {
  const answer = await select({ message: 'How bad was it?', options: [...severities] });
  return isCancel(answer) ? cancelled() : answer;
}

async function askSet({ sets }: Project): Promise<string | undefined> {
  if (sets.length < 2) return sets[0]?.name;
  const options = sets.map(({ name, description }) =>
    description === undefined ? { value: name } : { value: name, hint: description },
  );
  const answer = await select({ message: 'Which eval set gets the case?', options });
  return isCancel(answer) ? cancelled() : answer;
}

function cancelled(): never {
  throw new UsageError('cancelled', 'Nothing was written.');
}
