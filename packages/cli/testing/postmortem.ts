import { copyRepository, type TestProject } from './project.ts';

/** Where the files of the fixture `postmortem` stand. */
export const policyFile = 'policy.md';
export const casesFile = 'evals/support/cases.yaml';
export const setFile = 'evals/support/set.yaml';
export const incidentFile = 'evals/incidents/INC-0001.yaml';

/** The command that turns a trace of the fixture into an incident. */
export const fromTrace = (trace: string): readonly string[] =>
  ['incident new --from', `traces/${trace}.json`, '--case return-window --severity sev2']
    .concat('--owner @support-ai --closed 2026-11-04')
    .flatMap((words) => words.split(' '))
    .concat('--title', 'The assistant promised 60 days for returns')
    .concat('--good', 'You can return it within 30 days of delivery.');

/** The postmortem was played, the policy mended, its values accepted; the branch `change` is checked out. */
export async function afterPostmortem(): Promise<TestProject> {
  const project = await copyRepository('postmortem');
  await mustPass(project, ...fromTrace('otel'));
  await project.edit(policyFile, 'within 60 days', 'within 30 days of delivery');
  await mustPass(project, 'run', '--quiet');
  await mustPass(project, 'baseline', 'accept');
  await project.commit('Mend the promise');
  await project.git('checkout', '-q', '-b', 'change');
  return project;
}

/** Puts the promise back, as somebody kind might. */
export const promiseAgain = (project: TestProject): Promise<void> =>
  project.edit(policyFile, 'within 30 days of delivery', 'within 60 days');

async function mustPass(project: TestProject, ...args: readonly string[]): Promise<void> {
  const { code, out, err } = await project.pawl(...args);
  if (code !== 0) throw new Error(`pawl ${args.join(' ')} ended with ${code}\n${out}${err}`);
}
